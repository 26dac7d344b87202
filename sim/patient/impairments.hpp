// Impairments: what lies between the healthy intention and the muscles.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "core/drive.hpp"
#include "core/instant.hpp"
#include "physics/body_spec.hpp"
#include "scenario/reader.hpp"

namespace steppage {

/// An impairment at work in one run.
class Distortion {
 public:
  virtual ~Distortion() = default;
  virtual void distort(const Instant& now, Drive& drive) = 0;
};

/// An impairment as the scenario describes it. It has two moments and no more.
class Impairment {
 public:
  virtual ~Impairment() = default;
  /// Once, before the body is compiled.
  virtual void reshape(BodySpec& body) const = 0;
  /// What it does at each control step.
  virtual std::unique_ptr<Distortion> start(const Layout& layout) const = 0;
};

/// Place in the neuromuscular chain; impairments act in this order, whatever the order in the
/// scenario.
enum class Stage { kCommand, kVoluntary, kReflex, kPeripheral, kMuscle };

struct ImpairmentKind {
  std::string_view name, summary;
  Stage stage;
  std::unique_ptr<Impairment> (*read)(Reader& reader);
};

std::span<const ImpairmentKind> impairments();

/// Reads the array "impairments" of the patient, in stage order.
std::vector<std::unique_ptr<Impairment>> read_impairments(Reader& patient);

/// Names of the muscles on the side that a reader's "side" and "muscles" name ("right_VAS", ...).
/// `muscles` absent: all of them.
std::vector<std::string> read_muscles(Reader& reader);

}  // namespace steppage

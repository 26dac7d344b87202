// Impairments: what lies between the healthy intention and the muscles.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/drive.hpp"
#include "core/instant.hpp"
#include "physics/body_spec.hpp"
#include "scenario/reader.hpp"

namespace steppage {

/// An impairment at work in one run. Both are called once a control step, `feel` first; `now` is
/// the trial's time.
class Distortion {
 public:
  virtual ~Distortion() = default;
  /// What the nervous system is told of the moment, which it acts on.
  virtual void feel(Time /*now*/, Instant& /*felt*/) {}
  /// What becomes of what it asks for.
  virtual void distort(const Instant& /*now*/, Drive& /*drive*/) {}
};

/// An impairment as the scenario describes it. It has two moments and no more; at zero severity it
/// has none.
class Impairment {
 public:
  virtual ~Impairment() = default;
  /// Once, before the body is compiled.
  virtual void reshape(BodySpec& /*body*/) const {}
  /// What it does at each control step; null: nothing. What it draws comes from streams of `seed`
  /// that are named after it and the muscle or side.
  virtual std::unique_ptr<Distortion> start(const Layout& /*layout*/, uint64_t /*seed*/) const {
    return nullptr;
  }
};

/// Impairments that have one of the two moments only.
std::unique_ptr<Impairment> distorting(
    std::function<std::unique_ptr<Distortion>(const Layout& layout, uint64_t seed)> start);
std::unique_ptr<Impairment> reshaping(std::function<void(BodySpec& body)> reshape);
std::unique_ptr<Impairment> nothing();

/// Place in the neuromuscular chain; impairments act in this order, whatever the order in the
/// scenario.
enum class Stage { kSensation, kCommand, kVoluntary, kReflex, kPeripheral, kMuscle };

struct ImpairmentKind {
  std::string_view name, summary;
  Stage stage;
  std::unique_ptr<Impairment> (*read)(Reader& reader);
  std::string_view source;  // of its law and of the usual size of its settings
};

std::span<const ImpairmentKind> impairments();

/// Reads the array "impairments" of the patient, presets included, in stage order.
std::vector<std::unique_ptr<Impairment>> read_impairments(Reader& patient);

/// Names of the muscles on the side that a reader's "side" and "muscles" name ("right_VAS", ...).
/// `muscles` absent: all of them.
std::vector<std::string> read_muscles(Reader& reader);
/// The sides that a reader's "side" names.
std::vector<Side> read_sides(Reader& reader);
/// Indices in Layout::muscles.
std::vector<size_t> indices(const Layout& layout, const std::vector<std::string>& muscles);

}  // namespace steppage

// What a patient is asked to do. An activity knows the healthy intention only.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "control/control_period.hpp"
#include "core/cue.hpp"
#include "core/drive.hpp"
#include "core/push.hpp"
#include "core/trial.hpp"
#include "physics/body_spec.hpp"
#include "physics/physics.hpp"
#include "scenario/reader.hpp"

namespace steppage {

/// An activity under way, in one run.
class Performance {
 public:
  virtual ~Performance() = default;
  /// Once a control period: sets the voluntary drive of every muscle from the moment that `physics`
  /// has just stepped from.
  virtual void drive(const Physics& physics, const Instant& now, Drive& drive) = 0;
};

class Activity;

/// A stretch of a trial that is simulated in one go, from a posture and with props of its own.
struct TrialPart {
  std::string kind;  // row of activities()
  const Activity* activity = nullptr;
  Time rest{};      // the posture is kept for so long afterwards
  Time transfer{};  // then, unseen, the patient gets into the posture of the next part
};

/// An activity as the scenario describes it.
class Activity {
 public:
  virtual ~Activity() = default;
  /// Adds the props it needs and says where the patient starts.
  virtual Posture prepare(BodySpec& body) const = 0;
  /// Everything that will be asked for, in order; drawn from the seed.
  virtual std::vector<RepCue> cues(uint64_t seed) const = 0;
  /// What is done that nobody counts, in order, as truth is to label it.
  virtual std::vector<Interval> episodes(uint64_t /*seed*/) const { return {}; }
  /// What pushes the patient from outside.
  virtual std::vector<Push> pushes() const { return {}; }
  virtual Time duration(uint64_t seed) const = 0;
  /// Whether truth is to tell the patient's strides.
  virtual bool walks() const { return false; }
  virtual std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                             uint64_t seed) const = 0;
  /// What is done one after the other. Empty: this activity itself is all.
  virtual std::vector<TrialPart> parts() const { return {}; }
};

struct ActivityKind {
  std::string_view name, summary;
  bool is_exercise;
  std::unique_ptr<Activity> (*read)(Reader& reader);
};

std::span<const ActivityKind> activities();

/// Reads the object "activity" of a scenario.
std::unique_ptr<Activity> read_activity(Reader& activity);
/// The same for a part of a session: anything but a session.
std::unique_ptr<Activity> read_part(Reader& part);

}  // namespace steppage

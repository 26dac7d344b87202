#include "control/activities/walk.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "control/interlude.hpp"
#include "control/postures.hpp"
#include "control/walking/gaits.hpp"
#include "control/walking/sensed.hpp"
#include "control/walking/setting_off.hpp"
#include "control/walking/stopping.hpp"

namespace steppage {
namespace {

class Walk final : public Activity {
 public:
  explicit Walk(WalkSettings settings) : settings_(std::move(settings)) {}

  Posture prepare(BodySpec& body) const override {
    body.put_on_shoes();
    put_on(settings_.aids, body);
    Posture posture = start_posture(body);
    start_with(settings_.aids, body, posture);
    settings_.surroundings.surround(body, posture, settings_.speed_m_s);
    return posture;
  }
  std::vector<RepCue> cues(uint64_t /*seed*/) const override { return {}; }
  std::vector<Interval> episodes(uint64_t seed) const override {
    std::vector<Interval> episodes = settings_.surroundings.episodes(duration(seed));
    for (const Turn& turn : settings_.turns)
      if (turn.at_s < settings_.duration_s)
        episodes.push_back(episode(from_seconds(turn.at_s),
                                   from_seconds(std::min(turn.end_s(), settings_.duration_s)),
                                   "turn", turn.by_rad > 0 ? Side::kLeft : Side::kRight));
    if (settings_.stop && settings_.stop->asked < duration(seed))
      episodes.push_back(episode(settings_.stop->asked, duration(seed), "stop"));
    std::stable_sort(episodes.begin(), episodes.end(),
                     [](const Interval& a, const Interval& b) { return a.start < b.start; });
    return episodes;
  }
  Time duration(uint64_t /*seed*/) const override { return from_seconds(settings_.duration_s); }
  std::vector<Push> pushes() const override { return settings_.surroundings.pushes; }
  bool walks() const override { return true; }
  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    std::unique_ptr<Performance> walking =
        walk(model,
             {.speed_m_s = settings_.speed_m_s,
              .gait = settings_.gait_of(model),
              .variability = settings_.variability,
              .wander = settings_.wander,
              .stimulation = settings_.stimulation,
              .turns = settings_.turns,
              .speed_changes = settings_.speed_changes,
              .brakes_from = settings_.stop ? std::optional(settings_.stop->slowed) : std::nullopt,
              .keeps_pace = is_slowed(),
              .study = settings_.study},
             seed);
    if (settings_.stop) walking = stop(model, settings_.stop->slowed, seed, std::move(walking));
    if (settings_.from_standing) walking = set_off(model, posture, seed, std::move(walking));
    return lean_on(settings_.aids, model, posture, std::move(walking));
  }

 private:
  Posture start_posture(BodySpec& body) const {
    if (settings_.from_standing) return stand_on_floor(body);
    const Gait gait = settings_.gait_of(body.compile())(settings_.speed_m_s);
    return under_way(body, gait.first.value_or(gait.gains));
  }

  // By more than comes and goes from step to step.
  bool is_slowed() const {
    const Floor& floor = settings_.surroundings.floor;
    return floor.slope_rad != 0 || !settings_.turns.empty() || settings_.aids.rail;
  }

  WalkSettings settings_;
};

// One after the other.
std::vector<Turn> read_turns(Reader& activity) {
  constexpr double kDegree = std::numbers::pi / 180;
  std::vector<Turn> turns;
  for (Reader& reader : activity.objects("turns")) {
    Turn turn;
    turn.at_s = reader.number("at_s", {0, 3600});
    turn.by_rad = kDegree * reader.number("by_deg", {-360, 360});
    turn.rate_rad_s = kDegree * reader.number("rate_deg_s", {1, 90}, 20);
    if (turn.by_rad == 0) reader.problem("by_deg", "is 0, which is no turn");
    if (!turns.empty() && turn.at_s < turns.back().end_s())
      reader.problem("at_s", "is before the turn before it has ended");
    reader.finish();
    turns.push_back(turn);
  }
  return turns;
}

std::vector<SpeedChange> read_speed_changes(Reader& activity, const Range& tuned_m_s) {
  std::vector<SpeedChange> changes;
  for (Reader& reader : activity.objects("speed_changes")) {
    SpeedChange change;
    change.at_s = reader.number("at_s", {0, 3600});
    change.to_m_s = reader.number("to_m_s", tuned_m_s);
    change.acceleration_m_s2 = reader.number("acceleration_m_s2", {0.05, 2}, 0.3);
    if (!changes.empty() && change.at_s < changes.back().at_s)
      reader.problem("at_s", "is before the change before it");
    reader.finish();
    changes.push_back(change);
  }
  return changes;
}

// Slowing down is one more change of speed.
WalkSettings::Stop read_stop(Reader& activity, WalkSettings& settings, const Range& tuned_m_s) {
  const double at_s = activity.number("stop_at_s", {0, 3600});
  if (!settings.speed_changes.empty() && at_s < settings.speed_changes.back().at_s)
    activity.problem("stop_at_s", "is before the last of speed_changes");
  const SpeedChange slow{at_s, std::max(kStopsFrom_m_s, tuned_m_s.low)};
  const double excess_m_s =
      asked_speed_m_s(settings.speed_m_s, settings.speed_changes, at_s) - slow.to_m_s;
  settings.speed_changes.push_back(slow);
  return {from_seconds(at_s), from_seconds(at_s + std::abs(excess_m_s) / slow.acceleration_m_s2)};
}

WalkSettings::Gains read_gains(Reader& activity, const std::string& key, bool differences = false) {
  WalkSettings::Gains read;
  if (!activity.has(key)) return read;
  Reader gains = activity.object(key);
  for (const WalkingGainKind& kind : walking_gains()) {
    const double wide = kind.high - kind.low;
    const Range range = differences ? Range{-wide, wide} : Range{kind.low, kind.high};
    if (gains.has(kind.name)) read.emplace_back(kind.value, gains.number(kind.name, range));
  }
  gains.finish();
  return read;
}

}  // namespace

std::function<Gait(double)> WalkSettings::gait_of(const Model& patient) const {
  const Nerves nerves(patient);
  const double strength = nerves.strength();
  const double unit_m_s = std::sqrt(kGravity_m_s2 * nerves.leg_length_m());
  const bool is_unlearned = !gains.empty() || !uneven_gains.empty() ||
                            aids.body_weight_support > 0 || aids.cane || aids.walker_load;
  return [strength, unit_m_s, is_unlearned, stands = from_standing, way = gait, gains = gains,
          first_gains = first_gains, uneven_gains = uneven_gains,
          feedback = feedback](double asked_m_s) {
    Gait found = tuned_gait(way, strength, asked_m_s / unit_m_s, stands);
    for (const auto& [gain, value] : gains) found.gains.*gain = value;
    if (!gains.empty()) found.first.reset();
    if (!first_gains.empty()) found.first = found.gains;
    for (const auto& [gain, value] : first_gains) (*found.first).*gain = value;
    for (const auto& [gain, value] : uneven_gains) found.uneven.*gain = value;
    // What was learned with other gains, or without a harness or cane, does not fit.
    if (feedback || is_unlearned) found.feedback = feedback.value_or(StepFeedback{});
    return found;
  };
}

WalkSettings read_walk_settings(Reader& reader) {
  WalkSettings settings;
  settings.gait = reader.text("gait", gait_names(), settings.gait);
  const Range tuned = tuned_speeds_m_s(settings.gait);
  settings.speed_m_s =
      reader.number("speed_m_s", {0.3, 1.6}, std::clamp(settings.speed_m_s, tuned.low, tuned.high));
  settings.from_standing =
      reader.text("start", {"under_way", "standing"}, "under_way") == "standing";
  settings.duration_s = reader.number("duration_s", {1, 3600}, 60);
  settings.surroundings =
      read_surroundings(reader, !settings.from_standing && !reader.has("turns") &&
                                    !reader.has("speed_changes") && !reader.has("stop_at_s"));
  settings.aids = read_walking_aids(reader);
  const Surroundings& around = settings.surroundings;
  if ((settings.aids.walker_load || settings.aids.rail) &&
      (around.treadmill || around.floor.slope_rad != 0 || around.floor.cross_slope_rad != 0 ||
       !around.floor.ridges.empty()))
    reader.problem("aid",
                   "is walker or rail, for a level floor only: without treadmill, slopes and "
                   "obstacles");
  if (settings.aids.rail && reader.has("turns"))
    reader.problem("aid", "is rail, which is straight: without turns");
  settings.variability = reader.number("variability", {0, 3}, 1);
  settings.wander = reader.number("wander", {0, 2}, 0);
  if (reader.has("stimulation")) {
    Reader stimulation = reader.object("stimulation");
    SwingStimulation& swing = settings.stimulation.emplace();
    swing.side =
        stimulation.text("side", {"left", "right"}, "right") == "left" ? Side::kLeft : Side::kRight;
    swing.level = stimulation.number("level", {0, 1}, 0.3);
    swing.delay_s = stimulation.number("delay_ms", {0, 500}, 0) / 1000;
    swing.from_s = stimulation.number("from_s", {0, 3600}, 0);
    swing.until_s = stimulation.number("until_s", {0, 3600}, 3600);
    swing.repeat_s = stimulation.number("repeat_s", {0, 3600}, 0);
    if (swing.repeat_s > 0 && swing.repeat_s < swing.until_s)
      stimulation.problem("repeat_s", "is before until_s");
    if (swing.until_s <= swing.from_s) stimulation.problem("until_s", "is not after from_s");
    stimulation.finish();
  }
  settings.turns = read_turns(reader);
  settings.speed_changes = read_speed_changes(reader, tuned);
  if (reader.has("stop_at_s")) settings.stop = read_stop(reader, settings, tuned);
  if (reader.has("feedback")) {
    Reader feedback = reader.object("feedback");
    settings.feedback = read_step_feedback(feedback);
  }
  settings.gains = read_gains(reader, "gains");
  settings.first_gains = read_gains(reader, "first_gains");
  settings.uneven_gains = read_gains(reader, "uneven_gains", true);
  if (!reader.has("gains")) {
    if (settings.speed_m_s < tuned.low || settings.speed_m_s > tuned.high) {
      char text[128];
      std::snprintf(
          text, sizeof text,
          "is %g, but this gait is tuned for %.3g to %.3g only; others need /activity/gains",
          settings.speed_m_s, tuned.low, tuned.high);
      reader.problem("speed_m_s", text);
    }
  }
  return settings;
}

std::unique_ptr<Activity> read_walk(Reader& reader) {
  return make_walk(read_walk_settings(reader));
}

std::unique_ptr<Activity> make_walk(WalkSettings settings) {
  return std::make_unique<Walk>(std::move(settings));
}

}  // namespace steppage

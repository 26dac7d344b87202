#include "control/compensations.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>

#include "control/arm_moves.hpp"
#include "control/postures.hpp"
#include "core/check.hpp"
#include "core/random.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

using Names = std::vector<std::string_view>;

// Those with a way that can be gone in part.
const Names kWithRange = {"seated_marching", "knee_extension",     "toe_taps",
                          "knee_to_chest",   "ankle_dorsiflexion", "assisted_toe_raise",
                          "heel_raise",      "side_leg_raise"};
const Names kEvery = {"seated_marching",    "knee_extension", "toe_taps",
                      "knee_to_chest",      "flamingo_stand", "side_leg_raise",
                      "ankle_dorsiflexion", "heel_raise",     "assisted_toe_raise"};

void set_durations(RepCue& cue, Time up, Time hold, Time down) {
  cue.top = cue.start + up;
  cue.down = cue.top + hold;
  cue.end = cue.down + down;
}

Time times(double factor, Time duration) { return from_seconds(factor * to_seconds(duration)); }

void swing(RepCue& cue, double strength) {
  constexpr double kQuicker = 0.45, kOvershoot = 0.15;
  set_durations(cue, times(1 - kQuicker * strength, cue.top - cue.start),
                std::max(kSwingBack, cue.down - cue.top), cue.end - cue.down);
  cue.overshoot = kOvershoot * strength;
}

void go_part_of_the_way(RepCue& cue, double strength) {
  constexpr double kLess = 0.4;
  cue.reach *= 1 - kLess * strength;
}

void pause(RepCue& cue, double strength) {
  constexpr double kLongest_s = 0.8;
  cue.pause = from_seconds(kLongest_s * strength);
  set_durations(cue, cue.top - cue.start + cue.pause, cue.down - cue.top, cue.end - cue.down);
}

void rush(RepCue& cue, double strength) {
  constexpr double kQuicker = 0.45;
  const double factor = 1 - kQuicker * strength;
  set_durations(cue, times(factor, cue.top - cue.start), times(factor, cue.down - cue.top),
                times(factor, cue.end - cue.down));
}

// "a+b" has a and b.
bool is_labelled(const RepCue& cue, std::string_view name) {
  std::istringstream labels(cue.compensation);
  for (std::string label; std::getline(labels, label, '+');)
    if (label == name) return true;
  return false;
}

void label(RepCue& cue, std::string_view name) {
  cue.compensation = (cue.compensation == "none" ? "" : cue.compensation + "+") + std::string(name);
}

// Goes on with the sides whose turn it is, after a rest as long as before the set.
void lose_count(std::vector<RepCue>& set, double strength) {
  constexpr double kMost = 2, kReach = 0.5;  // rounds, share of the way
  const auto last = set.size() > 1 && set[set.size() - 2].side != set.back().side ? 2 : 1;
  const std::vector<RepCue> round(set.end() - last, set.end());
  const Time period = round.back().end + set.front().start - round.front().start;
  const int rounds = static_cast<int>(std::ceil(kMost * strength));
  for (int i = 1; i <= rounds; ++i)
    for (RepCue cue : round) {
      for (Time RepCue::*time : {&RepCue::start, &RepCue::top, &RepCue::down, &RepCue::end})
        cue.*time += i * period;
      cue.number += i;
      cue.reach = kReach;
      cue.asked_for = false;
      set.push_back(std::move(cue));
    }
}

// Angles that therapists see in patients after a stroke: the trunk leans by 10 to 25 degrees in
// sitting and 5 to 15 on one leg, the pelvis is hiked by 5 to 15. On one leg who leans further
// falls.
const std::vector<CompensationKind> kCompensations = {
    {"trunk_lean",
     "the trunk leans back in sitting, away from the moving leg in standing",
     {{{"seated_marching", "knee_extension"}, {{Displaced::kTrunkForward, -14}}},
      {{"side_leg_raise"}, {{Displaced::kTrunkAway, 6}}},
      {{"heel_raise"}, {{Displaced::kTrunkForward, 14}}}}},
    {"hip_hike",
     "the pelvis goes up on the side of the moving leg",
     {{{"flamingo_stand", "side_leg_raise"}, {{Displaced::kPelvisHiked, 10}}}}},
    {"hip_flexion",
     "the hip flexes on top of what is asked for, or instead of it",
     {{{"knee_extension"}, {{Displaced::kHipFlexed, 22}}, {"thigh", "shank"}},
      {{"ankle_dorsiflexion"}, {{Displaced::kHipFlexed, 12}}, {"thigh", "shank"}},
      {{"assisted_toe_raise"}, {{Displaced::kHipFlexed, 15}}, {"thigh", "shank", "foot", "toes"}},
      {{"side_leg_raise"}, {{Displaced::kHipFlexed, 8}}}}},
    {"momentum",
     "the way out is a swing that goes too far, helped by the trunk",
     {{{"seated_marching", "knee_extension"}, {{Displaced::kTrunkForward, -10, Course::kWayOut}}},
      {{"ankle_dorsiflexion", "assisted_toe_raise", "heel_raise", "toe_taps", "knee_to_chest",
        "side_leg_raise"}}},
     swing},
    {"hand_help",
     "the hand of the moving side pulls the thigh up",
     {{.exercises = {"seated_marching"}, .hand_pulls_deg = 25}}},
    {"partial_range", "only a part of the way is gone", {{kWithRange}}, go_part_of_the_way},
    {"pause_midway", "the movement stops halfway out, then goes on", {{kWithRange}}, pause},
    {"wrong_tempo", "the repetition is rushed", {{kEvery}}, rush},
    {"lost_count",
     "half repetitions are added at the end of the set",
     {{kEvery}},
     nullptr,
     lose_count},
};

const Manner* manner_of(const CompensationKind& kind, std::string_view exercise) {
  for (const Manner& manner : kind.manners)
    if (std::find(manner.exercises.begin(), manner.exercises.end(), exercise) !=
        manner.exercises.end())
      return &manner;
  return nullptr;
}

// Cues that begin together are one repetition of both sides.
using Cues = std::vector<RepCue>::iterator;
Cues end_of_repetition(Cues first, Cues end) {
  return std::find_if(first, end, [&](const RepCue& cue) { return cue.start != first->start; });
}

void change_cues(const Compensation& compensation, Random& random, std::vector<RepCue>& cues) {
  const CompensationKind& kind = *compensation.kind;
  for (Cues first = cues.begin(); first != cues.end();) {
    const Cues last = end_of_repetition(first, cues.end());
    const Time before = std::prev(last)->end;
    if (random.uniform() < compensation.share)
      for (Cues cue = first; cue != last; ++cue) {
        if (kind.change != nullptr) kind.change(*cue, compensation.strength);
        label(*cue, kind.name);
      }
    const Time later = std::prev(last)->end - before;
    for (Cues cue = last; cue != cues.end(); ++cue)
      for (Time RepCue::*time : {&RepCue::start, &RepCue::top, &RepCue::down, &RepCue::end})
        (*cue).*time += later;
    first = last;
  }
}

// The smoothest swing out and back before the target is reached.
Motion swing_on_the_way_out(const RepCue& cue, double by, Time now) {
  const Time middle = cue.start + (cue.top - cue.start) / 2;
  return out_and_back({cue.start, middle, middle, cue.top}, 0, by, now);
}

class MovedPosture final : public Movement {
 public:
  MovedPosture(const Model& model, const Manner& manner, double strength,
               const std::vector<RepCue>& cues, std::unique_ptr<Movement> movement)
      : movement_(std::move(movement)) {
    for (const RepCue& cue : cues) add(model, manner, strength, cue);
  }

  void wish(const Moment& moment, Wishes& wishes) override {
    movement_->wish(moment, wishes);
    for (const Part& part : parts_) {
      if (moment.now.time < part.cue.start || moment.now.time >= part.cue.end) continue;
      for (const Turn& turn : part.turns) wish_turn(moment, part.cue, turn, wishes);
      wishes.lift(part.lifted);
    }
  }

  void move_arms(const Moment& moment, Drive& drive) override {
    movement_->move_arms(moment, drive);
  }

 private:
  struct Turn {
    int pelvis_axis = -1;  // -1: of a joint
    int joint = -1;        // index as Layout::joints
    double by_rad;
    Course course;
  };
  struct Part {
    RepCue cue;
    std::vector<Turn> turns;
    std::vector<int> lifted;  // bodies
  };

  // As far as the compensation goes, however far the cue does.
  void add(const Model& model, const Manner& manner, double strength, RepCue cue) {
    const std::string leg = std::string(name(cue.side)) + "_";
    cue.reach = 1;
    cue.overshoot = 0;
    Part part{cue, {}, {}};
    for (const Displacement& displacement : manner.displacements)
      part.turns.push_back(turn_of(model.layout(), cue.side, displacement, strength));
    for (const std::string_view body : manner.lifted)
      part.lifted.push_back(model.body_index(leg + std::string(body)));
    parts_.push_back(std::move(part));
  }

  // The trunk bends to the left, the pelvis turns about its x axis with its left side up.
  static Turn turn_of(const Layout& layout, Side side, const Displacement& displacement,
                      double strength) {
    const double by_rad = strength * displacement.by_deg * kDegree;
    const double moving_side = side == Side::kLeft ? 1 : -1;
    const auto joint = [&](const std::string& name) {
      const int index = find_index(layout.joints, name);
      CHECK(index >= 0);
      return index;
    };
    switch (displacement.what) {
      case Displaced::kPelvisHiked:
        return {0, -1, moving_side * by_rad, displacement.course};
      case Displaced::kTrunkForward:
        return {-1, joint("lumbar_flexion"), by_rad, displacement.course};
      case Displaced::kTrunkAway:
        return {-1, joint("lumbar_bending"), -moving_side * by_rad, displacement.course};
      case Displaced::kHipFlexed:
        return {-1, joint(std::string(name(side)) + "_hip_flexion"), by_rad, displacement.course};
    }
    CHECK(false);
  }

  // Weight of a joint that moves because the patient means it to, not only lets it.
  static constexpr double kMeant = 5;

  static void wish_turn(const Moment& moment, const RepCue& cue, const Turn& turn, Wishes& wishes) {
    const Motion motion = turn.course == Course::kWayOut
                              ? swing_on_the_way_out(cue, turn.by_rad, moment.now.time)
                              : out_and_back(cue, 0, turn.by_rad, moment.now.time);
    if (turn.joint < 0) return wishes.turn_pelvis(turn.pelvis_axis, motion);
    wishes.displace(moment.physics, static_cast<size_t>(turn.joint), motion);
    double& weight = wishes.goal().weight[moment.physics.velocity_index(turn.joint)];
    weight = std::max(weight, kMeant);
  }

  std::vector<Part> parts_;
  std::unique_ptr<Movement> movement_;
};

// The hand that holds the moving thigh pulls, or lets go where the leg goes by itself.
std::unique_ptr<Movement> pull_with_hands(const Model& model, const Posture& posture,
                                          double beyond_deg, const std::vector<RepCue>& pulled,
                                          const std::vector<RepCue>& others,
                                          std::unique_ptr<Movement> movement) {
  for (const Side side : {Side::kLeft, Side::kRight}) {
    std::vector<RepCue> cues;
    for (const RepCue& cue : pulled)
      if (cue.side == side) cues.push_back(cue);
    if (cues.empty()) continue;
    const RepCue& any = cues.front();
    Posture top = posture;
    double& angle_rad = top.joint_angle_rad[any.joint];
    angle_rad = any.target_rad + std::copysign(beyond_deg * kDegree, any.target_rad - angle_rad);
    movement = move_with_hand(model, posture, top, side, cues, std::move(movement));
  }
  return let_go_and_hold(others, true, std::move(movement));
}

}  // namespace

std::span<const CompensationKind> compensations() { return kCompensations; }

std::vector<Compensation> read_compensations(Reader& activity, std::string_view exercise) {
  std::vector<std::string> names;
  for (const CompensationKind& kind : kCompensations)
    if (manner_of(kind, exercise) != nullptr) names.emplace_back(kind.name);
  std::vector<Compensation> found;
  std::vector<std::string> seen;
  for (Reader& reader : activity.objects("compensations")) {
    const std::string name = reader.text("kind", names);
    const double strength = reader.number("strength", {0, 1}, 1);
    const double share = reader.number("share", {0, 1}, 1);
    if (std::find(seen.begin(), seen.end(), name) != seen.end())
      reader.problem("kind", "is " + name + ", which is there already");
    seen.push_back(name);
    for (const CompensationKind& kind : kCompensations)
      if (kind.name == name && strength > 0) found.push_back({&kind, strength, share});
    reader.finish();
  }
  // In the order of the table, whatever the order in the scenario.
  std::sort(found.begin(), found.end(),
            [](const Compensation& a, const Compensation& b) { return a.kind < b.kind; });
  return found;
}

void plan_compensations(const std::vector<Compensation>& compensations, uint64_t seed,
                        std::vector<RepCue>& cues) {
  for (const Compensation& compensation : compensations) {
    const CompensationKind& kind = *compensation.kind;
    Random random(seed, "activity/compensations/" + std::string(kind.name));
    if (kind.prolong == nullptr)
      change_cues(compensation, random, cues);
    else if (random.uniform() < compensation.share) {
      const size_t asked = cues.size();
      kind.prolong(cues, compensation.strength);
      for (size_t i = asked; i < cues.size(); ++i) label(cues[i], kind.name);
    }
  }
}

void take_hold(BodySpec& body, Posture& posture, const std::vector<Compensation>& compensations,
               std::string_view exercise, Side side) {
  for (const Compensation& compensation : compensations)
    if (manner_of(*compensation.kind, exercise)->hand_pulls_deg > 0)
      hold_thigh_from_outside(body, posture, side);
}

std::unique_ptr<Movement> compensate(const Model& model, const Posture& posture,
                                     const std::vector<Compensation>& compensations,
                                     std::string_view exercise, const std::vector<RepCue>& cues,
                                     std::unique_ptr<Movement> movement) {
  for (const Compensation& compensation : compensations) {
    const Manner& manner = *manner_of(*compensation.kind, exercise);
    std::vector<RepCue> labelled, others;
    for (const RepCue& cue : cues)
      (is_labelled(cue, compensation.kind->name) ? labelled : others).push_back(cue);
    if (!manner.displacements.empty())
      movement = std::make_unique<MovedPosture>(model, manner, compensation.strength, labelled,
                                                std::move(movement));
    if (manner.hand_pulls_deg > 0)
      movement = pull_with_hands(model, posture, compensation.strength * manner.hand_pulls_deg,
                                 labelled, others, std::move(movement));
  }
  return movement;
}

}  // namespace steppage

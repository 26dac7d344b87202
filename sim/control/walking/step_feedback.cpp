#include "control/walking/step_feedback.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

namespace steppage {
namespace {

constexpr auto kChanges = std::to_array<StepChangeKind>({
    {"reach_rad", &StepChange::reach_rad, 0.15},
    {"outwards_rad", &StepChange::outwards_rad, 0.15},
    {"vigour", &StepChange::vigour, 0.5},
    {"lean_rad", &StepChange::lean_rad, 0.15},
    {"abduction", &StepChange::abduction, 0.2},
    {"inversion", &StepChange::inversion, 0.2},
    {"turning_in", &StepChange::turning_in, 0.2},
    {"push_off", &StepChange::push_off, 0.8},
    {"calf", &StepChange::calf, 0.3},
    {"knee", &StepChange::knee, 0.2},
});

// In the order of felt_in_step().
constexpr auto kFeltKinds = std::to_array<FeltKind>({
    {"speed", 0.02, false},           {"speed_aside", 0.02, false},
    {"heading", 0.05, true},          {"off_path", 0.1, true},
    {"ahead", 0.02, false},           {"beside", 0.02, false},
    {"other_ahead", 0.02, false},     {"other_beside", 0.02, false},
    {"trunk_pitch", 0.03, false},     {"trunk_pitch_rate", 0.1, false},
    {"trunk_lean", 0.03, false},      {"trunk_lean_rate", 0.1, false},
    {"pelvis_pitch", 0.03, false},    {"pelvis_lean", 0.03, false},
    {"hip_flexion", 0.05, false},     {"other_hip_flexion", 0.05, false},
    {"knee_flexion", 0.08, false},    {"other_knee_flexion", 0.08, false},
    {"hip_flexion_rate", 0.3, false}, {"other_hip_flexion_rate", 0.3, false},
    {"turned", 0.05, false},          {"other_hip_adduction", 0.03, false},
});

// A walk that begins is not yet usual.
constexpr int kFirstLandings = 3;
// Per unit of speed; by trial on slopes, rails and bends: 0.01 rad are worth 6 % of 0.8 m/s.
constexpr double kLeanAtOnce_rad = 0.1, kLeanEachStep_rad = 0.05, kMostLean_rad = 0.05;
constexpr Range kAny = {-1e6, 1e6};

Felt read_felt(Reader reader) {
  Felt felt = Felt::Zero();
  for (size_t i = 0; i < kFelt; ++i)
    felt[static_cast<Eigen::Index>(i)] = reader.number(kFeltKinds[i].name, kAny, 0);
  reader.finish();
  return felt;
}

StepLaw mixed(const StepLaw& a, const StepLaw& b, double share_of_b) {
  const double rest = 1 - share_of_b;
  return {
      {rest * a.usual.left + share_of_b * b.usual.left,
       rest * a.usual.right + share_of_b * b.usual.right},
      {rest * a.law.left + share_of_b * b.law.left, rest * a.law.right + share_of_b * b.law.right}};
}

StepLaw::Law read_changes(Reader& law) {
  StepLaw::Law read;
  for (size_t i = 0; i < kStepChanges; ++i)
    read.row(static_cast<Eigen::Index>(i)) = read_felt(law.object(kChanges[i].name));
  return read;
}

StepLaw read_law(Reader& feedback) {
  StepLaw read;
  Reader usual = feedback.object("usual");
  for (const Side side : {Side::kLeft, Side::kRight})
    read.usual[side] = read_felt(usual.object(name(side)));
  usual.finish();
  Reader law = feedback.object("law");
  if (law.has("left") || law.has("right"))
    for (const Side side : {Side::kLeft, Side::kRight}) {
      Reader of_side = law.object(name(side));
      read.law[side] = read_changes(of_side);
      of_side.finish();
    }
  else
    read.law.left = read.law.right = read_changes(law);
  law.finish();
  return read;
}

StepChange changed(const StepLaw& law, Side landed, const Felt& felt) {
  StepChange change;
  const Eigen::Vector<double, kStepChanges> wished = law.law[landed] * (felt - law.usual[landed]);
  for (size_t i = 0; i < kStepChanges; ++i) {
    const StepChangeKind& kind = kChanges[i];
    change.*kind.value = std::clamp(wished[static_cast<Eigen::Index>(i)], -kind.most, kind.most);
  }
  return change;
}

}  // namespace

std::span<const StepChangeKind, kStepChanges> step_changes() { return kChanges; }
std::span<const FeltKind, kFelt> felt_kinds() { return kFeltKinds; }

Felt felt_in_step(const Sensed& now, Side landed, double heading_before) {
  const double left = landed == Side::kLeft ? 1 : -1;
  const SensedLeg &leg = now.legs[landed], &other = now.legs[opposite(landed)];
  return Felt{now.speed,
              left * now.speed_left,
              left * now.heading,
              left * now.off_path,
              leg.ahead,
              leg.beside,
              other.ahead,
              other.beside,
              now.trunk_pitch.angle,
              now.trunk_pitch.rate,
              left * now.trunk_lean.angle,
              left * now.trunk_lean.rate,
              now.pelvis_pitch.angle,
              left * now.pelvis_lean.angle,
              leg.hip_flexion.angle,
              other.hip_flexion.angle,
              leg.knee_flexion.angle,
              other.knee_flexion.angle,
              leg.hip_flexion.rate,
              other.hip_flexion.rate,
              left * (now.heading - heading_before),
              other.hip_adduction.angle};
}

StepFeedback mixed(const StepFeedback& a, const StepFeedback& b, double share_of_b) {
  StepFeedback feedback{mixed(a.landing, b.landing, share_of_b)};
  if (a.passing && b.passing) feedback.passing = mixed(*a.passing, *b.passing, share_of_b);
  return feedback;
}

StepFeedback read_step_feedback(Reader& feedback) {
  StepFeedback read{read_law(feedback)};
  if (feedback.has("passing")) {
    Reader passing = feedback.object("passing");
    read.passing = read_law(passing);
    passing.finish();
  }
  feedback.finish();
  return read;
}

StepChange StepCorrector::correct(const StepFeedback& feedback, Side landed, const Felt& felt) {
  if (++landings_ <= kFirstLandings) return {};
  return changed(feedback.landing, landed, felt);
}

std::optional<StepChange> StepCorrector::correct_in_passing(const StepFeedback& feedback,
                                                            Side landed, const Felt& felt) const {
  if (landings_ <= kFirstLandings || !feedback.passing) return {};
  return changed(*feedback.passing, landed, felt);
}

double StepCorrector::lean_to_keep_pace(const StepFeedback& feedback, Side landed,
                                        const Felt& felt) {
  const double usual = feedback.landing.usual[landed][kFeltSpeed];
  if (landings_ <= kFirstLandings || usual == 0) return 0;
  const double missing = usual - felt[kFeltSpeed];
  lean_rad_ = std::clamp(lean_rad_ + kLeanEachStep_rad * missing, -kMostLean_rad, kMostLean_rad);
  return lean_rad_ + kLeanAtOnce_rad * missing;
}

}  // namespace steppage

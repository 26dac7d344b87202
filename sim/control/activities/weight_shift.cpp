#include "control/activities/weight_shift.hpp"

#include "control/interlude.hpp"
#include "control/posture_holding.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr Tempo kUsualTempo = {1.5, 1, 1.5, 0.8};
// Heels reach less far behind the centre of mass than toes before it.
constexpr double kBackwardShare = 0.6;

struct Settings {
  Repetitions repetitions;  // to each side, and as many forward and backward
  double sideward_m = 0, forward_m = 0;
};

struct Shift {
  RepCue timing;
  const char* name;
  Eigen::Vector2d to_m;
};

class Shifting final : public Movement {
 public:
  explicit Shifting(std::vector<Shift> shifts) : shifts_(std::move(shifts)) {}
  void wish(const Moment& moment, Wishes& wishes) override {
    for (const Shift& shift : shifts_) {
      if (moment.now.time < shift.timing.start || moment.now.time >= shift.timing.end) continue;
      const Motion share = out_and_back(shift.timing, 0, 1, moment.now.time);
      wishes.balance(
          moment.now,
          {moment.start_com_m.head<2>() + moment.place_error_m + share.position * shift.to_m,
           share.velocity * shift.to_m, share.acceleration * shift.to_m},
          kStanding.balance);
    }
  }

 private:
  std::vector<Shift> shifts_;
};

class WeightShift final : public Interlude {
 public:
  explicit WeightShift(Settings settings) : settings_(std::move(settings)) {}

  Posture prepare(BodySpec& body) const override { return stand_on_floor(body); }

  std::vector<Interval> episodes(uint64_t seed) const override {
    std::vector<Interval> episodes;
    for (const Shift& shift : shifts(seed))
      episodes.push_back(episode(shift.timing.start, shift.timing.end, shift.name));
    return episodes;
  }

  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    return perform(model, posture, kStanding, seed, std::make_unique<Shifting>(shifts(seed)));
  }

 private:
  // Pairs: both sides, then forward and backward.
  std::vector<Shift> shifts(uint64_t seed) const {
    const double sideward = settings_.sideward_m, forward = settings_.forward_m;
    Repetitions repetitions = settings_.repetitions;
    if (sideward > 0 && forward > 0) repetitions.per_side *= 2;
    std::vector<Shift> shifts;
    for (const RepCue& timing : plan_repetitions(repetitions, "weight_shift", seed, kLead_s)) {
      const bool is_first = shifts.size() % 2 == 0, is_first_pair = shifts.size() % 4 < 2;
      if (sideward > 0 && (is_first_pair || forward == 0))
        shifts.push_back(timing.side == Side::kLeft ? Shift{timing, "shift_left", {0, sideward}}
                                                    : Shift{timing, "shift_right", {0, -sideward}});
      else
        shifts.push_back(is_first
                             ? Shift{timing, "shift_forward", {forward, 0}}
                             : Shift{timing, "shift_backward", {-kBackwardShare * forward, 0}});
    }
    return shifts;
  }

  Settings settings_;
};

}  // namespace

std::unique_ptr<Activity> read_weight_shift(Reader& reader) {
  Settings settings;
  settings.repetitions = read_repetitions(reader, kUsualTempo, {"alternate"});
  settings.sideward_m = reader.number("sideward_m", {0, 0.1}, 0.05);
  settings.forward_m = reader.number("forward_m", {0, 0.08}, 0.025);
  if (settings.sideward_m == 0 && settings.forward_m == 0)
    reader.problem("sideward_m", "is 0 and so is forward_m: there is nothing to do");
  return std::make_unique<WeightShift>(std::move(settings));
}

}  // namespace steppage

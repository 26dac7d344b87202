#include "control/exercise.hpp"

#include <numbers>

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

class Exercising final : public Activity {
 public:
  Exercising(const Exercise& exercise, Prescription prescription)
      : exercise_(exercise), prescription_(std::move(prescription)) {}

  Posture prepare(BodySpec& body) const override {
    Posture posture = exercise_.prepare(body, prescription_);
    for (const Side side : {Side::kLeft, Side::kRight})
      if (prescription_.repetitions.sides != name(opposite(side)))
        take_hold(body, posture, prescription_.compensations, exercise_.name, side);
    return posture;
  }

  std::vector<RepCue> cues(uint64_t seed) const override {
    std::vector<RepCue> cues = plan_repetitions(
        prescription_.repetitions, std::string(exercise_.name), seed, exercise_.lead_s);
    for (RepCue& cue : cues) {
      cue.joint = std::string(name(cue.side)) + "_" + std::string(exercise_.joint);
      cue.target_rad = prescription_.target_deg * kDegree;
      cue.trained = exercise_.trained;
      cue.measure = exercise_.measure;
    }
    plan_compensations(prescription_.compensations, seed, cues);
    return cues;
  }

  Time duration(uint64_t seed) const override {
    return cues(seed).back().end + from_seconds(exercise_.trail_s);
  }

  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    const std::vector<RepCue> cues = this->cues(seed);
    return perform(model, posture, exercise_.hold, seed,
                   compensate(model, posture, prescription_.compensations, exercise_.name, cues,
                              exercise_.begin(model, posture, prescription_, cues)));
  }

 private:
  const Exercise& exercise_;
  Prescription prescription_;
};

}  // namespace

std::unique_ptr<Activity> read_exercise(Reader& reader, const Exercise& exercise) {
  Prescription prescription;
  prescription.repetitions = read_repetitions(reader, exercise.usual_tempo, exercise.sides);
  prescription.target_deg =
      reader.number("target_deg", exercise.target_deg, exercise.usual_target_deg);
  prescription.support = reader.text("support", exercise.supports, exercise.supports.front());
  prescription.assistance =
      reader.text("assistance", exercise.assistances, exercise.assistances.front());
  prescription.compensations = read_compensations(reader, exercise.name);
  return std::make_unique<Exercising>(exercise, std::move(prescription));
}

}  // namespace steppage

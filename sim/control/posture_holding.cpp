#include "control/posture_holding.hpp"

namespace steppage {
namespace {

class PostureKept final : public Activity {
 public:
  explicit PostureKept(PostureActivity settings) : settings_(std::move(settings)) {}
  Posture prepare(BodySpec& body) const override {
    return settings_.prepare(body, settings_.support);
  }
  std::vector<RepCue> cues(uint64_t /*seed*/) const override { return {}; }
  Time duration(uint64_t /*seed*/) const override { return from_seconds(settings_.duration_s); }
  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    return perform(model, posture, settings_.hold, seed);
  }

 private:
  PostureActivity settings_;
};

}  // namespace

std::unique_ptr<Activity> keep_posture(PostureActivity settings) {
  return std::make_unique<PostureKept>(std::move(settings));
}

}  // namespace steppage

#include "control/session.hpp"

#include <algorithm>

namespace steppage {
namespace {

// The exercises with pauses between them, from the chair over the table to standing.
constexpr const char* kUsualParts = R"([
  {"kind": "seated_marching"},
  {"kind": "knee_extension"},
  {"kind": "fidget", "duration_s": 30},
  {"kind": "ankle_dorsiflexion"},
  {"kind": "assisted_toe_raise", "assistance": "none"},
  {"kind": "heel_raise", "posture": "seated"},
  {"kind": "toe_taps"},
  {"kind": "knee_to_chest"},
  {"kind": "lie", "duration_s": 30},
  {"kind": "stand", "duration_s": 30},
  {"kind": "weight_shift", "repetitions": 3},
  {"kind": "side_leg_raise", "repetitions": 5},
  {"kind": "flamingo_stand", "repetitions": 1}])";

struct Member {
  std::string kind;
  std::unique_ptr<Activity> activity;
};

bool is_exercise(const std::string& name) {
  const auto kinds = activities();
  return std::any_of(kinds.begin(), kinds.end(), [&](const ActivityKind& kind) {
    return kind.name == name && kind.is_exercise;
  });
}

// What a single activity is asked, its first part answers.
class Session final : public Activity {
 public:
  Session(std::vector<Member> members, double rest_s, double transfer_s)
      : members_(std::move(members)),
        rest_(from_seconds(rest_s)),
        transfer_(from_seconds(transfer_s)) {}

  Posture prepare(BodySpec& body) const override { return first().prepare(body); }
  std::vector<RepCue> cues(uint64_t seed) const override { return first().cues(seed); }
  Time duration(uint64_t seed) const override { return first().duration(seed); }
  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    return first().start(model, posture, seed);
  }

  std::vector<TrialPart> parts() const override {
    std::vector<TrialPart> parts;
    for (const Member& member : members_)
      parts.push_back({member.kind, member.activity.get(),
                       is_exercise(member.kind) ? rest_ : Time{0}, transfer_});
    parts.back().rest = Time{0};
    return parts;
  }

 private:
  const Activity& first() const { return *members_.front().activity; }

  std::vector<Member> members_;
  Time rest_, transfer_;
};

}  // namespace

std::unique_ptr<Activity> read_session(Reader& reader) {
  std::vector<Member> members;
  for (Reader& part : reader.objects("parts", kUsualParts)) {
    std::unique_ptr<Activity> activity = read_part(part);
    members.push_back({part.text("kind", {}), std::move(activity)});
  }
  if (members.empty()) reader.problem("parts", "is empty, expected one part at least");
  const double rest_s = reader.number("rest_s", {0, 600}, 20);
  const double transfer_s = reader.number("transfer_s", {1, 600}, 15);
  return std::make_unique<Session>(std::move(members), rest_s, transfer_s);
}

}  // namespace steppage

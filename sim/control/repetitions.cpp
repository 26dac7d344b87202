#include "control/repetitions.hpp"

#include <algorithm>

#include "core/random.hpp"

namespace steppage {

Repetitions read_repetitions(Reader& reader, const Tempo& usual,
                             const std::vector<std::string>& sides) {
  Repetitions r;
  r.tempo = usual;
  r.per_side = static_cast<int>(reader.integer("repetitions", {1, 100}, r.per_side));
  r.sides = reader.text("sides", sides, sides.front());
  r.first_side =
      reader.text("first_side", {"left", "right"}, "right") == "left" ? Side::kLeft : Side::kRight;
  Reader tempo = reader.object("tempo_s");
  r.tempo.up_s = tempo.number("up", {0.4, 10}, r.tempo.up_s);
  r.tempo.hold_s = tempo.number("hold", {0, 60}, r.tempo.hold_s);
  r.tempo.down_s = tempo.number("down", {0.4, 10}, r.tempo.down_s);
  r.tempo.rest_s = tempo.number("rest", {0.2, 60}, r.tempo.rest_s);
  tempo.finish();
  r.tempo_variability = reader.number("tempo_variability", {0, 0.3}, r.tempo_variability);
  return r;
}

std::vector<RepCue> plan_repetitions(const Repetitions& repetitions, const std::string& exercise,
                                     uint64_t seed, double lead_s) {
  Random random(seed, "activity/tempo");
  const auto drawn = [&](double mean_s) {
    const double factor = random.gaussian(1, repetitions.tempo_variability);
    return from_seconds(mean_s * std::clamp(factor, 0.5, 1.5));
  };
  const bool alternate = repetitions.sides == "alternate", both = repetitions.sides == "both";
  Side side = alternate || both ? repetitions.first_side
                                : (repetitions.sides == "left" ? Side::kLeft : Side::kRight);
  std::vector<RepCue> cues;
  PerSide<int> count;
  Time at = from_seconds(lead_s);
  const int total = repetitions.per_side * (alternate ? 2 : 1);
  for (int i = 0; i < total; ++i) {
    RepCue cue;
    cue.exercise = exercise;
    cue.side = side;
    cue.number = ++count[side];
    cue.start = at;
    cue.top = cue.start + drawn(repetitions.tempo.up_s);
    cue.down = cue.top + drawn(repetitions.tempo.hold_s);
    cue.end = cue.down + drawn(repetitions.tempo.down_s);
    at = cue.end + drawn(repetitions.tempo.rest_s);
    cues.push_back(cue);
    if (both) {
      cue.side = opposite(side);
      cue.number = ++count[cue.side];
      cues.push_back(cue);
    }
    if (alternate) side = opposite(side);
  }
  return cues;
}

}  // namespace steppage

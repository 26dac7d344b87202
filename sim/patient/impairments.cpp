#include "patient/impairments.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "patient/body.hpp"
#include "patient/impairments/kinds.hpp"
#include "patient/presets.hpp"
#include "scenario/between.hpp"
#include "scenario/document.hpp"

namespace steppage {
namespace {

constexpr std::array<ImpairmentKind, 18> kImpairments = {{
    {"sensory_loss", "joints that feel to be elsewhere, late, and with less force",
     Stage::kSensation, read_sensory_loss,
     "noise of 1 / 3 / 6 deg and 5 / 15 / 30 deg/s, 20 / 50 / 100 ms late: design; ankle "
     "proprioception is impaired in 83-87 % after stroke, JND +77 % (J Neuroeng Rehabil 2024)"},
    {"reduced_balance", "a sense of the body's place that wanders and leans to one side",
     Stage::kSensation, read_reduced_balance,
     "sway velocity 1.5-3 times control and 60 % of weight on one leg after stroke (PMC4777057); "
     "law: design"},
    {"synergy", "muscles that go along with others they are not asked to go along with",
     Stage::kCommand, read_synergy,
     "Brunnstrom's flexion and extension patterns; severity 0.15 / 0.4 / 0.75 for Fugl-Meyer leg "
     "scores 29+ / 21-28 / 20 and less: design"},
    {"slow_activation", "drive that rises and falls slowly", Stage::kCommand, read_slow_activation,
     "time to 90 % of peak torque is 2-3 times longer after stroke (Canning 1999); 20 / 60 / 120 "
     "ms: design"},
    {"delayed_initiation", "muscles that start and stop late", Stage::kCommand,
     read_delayed_initiation,
     "delays in initiation and termination of contraction after stroke (Chae et al. 2002, Muscle "
     "Nerve 25:568)"},
    {"ataxia", "drive of wandering timing and size", Stage::kCommand, read_ataxia,
     "law: design; motor noise of 0.03-0.1 of the drive"},
    {"attention_lapse", "moments of hesitation in which less is asked of the muscles",
     Stage::kCommand, read_attention_lapse, "law: design"},
    {"weakness", "less voluntary drive, less force, or both", Stage::kVoluntary, read_weakness,
     "both are needed after stroke (Knarr 2014, PMC4096388); shares by group from Dorsch 2016"},
    {"central_fatigue", "voluntary drive that is lost with work", Stage::kVoluntary,
     read_central_fatigue, "0.03-0.1 lost in six minutes of walking: design"},
    {"neglect", "a side that is used less the more the other side is", Stage::kVoluntary,
     read_neglect,
     "motor neglect: underuse without loss of strength (Laplane & Degos 1983, J Neurol Neurosurg "
     "Psychiatry 46:152); law: design"},
    {"pain_limited_range", "drive that is inhibited, and guarded against, near a painful angle",
     Stage::kVoluntary, read_pain_limited_range, "law: design"},
    {"spasticity", "a stretch reflex of velocity and length, by Modified Ashworth grade or numbers",
     Stage::kReflex, read_spasticity,
     "velocity threshold and gain (McPherson 2018, PMC6402810), modulation over the stride "
     "(Sinkjaer 1996), Ashworth grades: design"},
    {"co_contraction", "antagonists that work along", Stage::kReflex, read_co_contraction,
     "share 0.05 / 0.15 / 0.3: design, after Neckel 2006"},
    {"tone", "muscles that do not rest", Stage::kReflex, read_tone, "0.01 / 0.03 / 0.06: design"},
    {"tremor", "flexors and extensors that are driven in turn", Stage::kReflex, read_tremor,
     "law: design; parkinsonian tremor at rest has 4-6 Hz"},
    {"fatigue", "muscles that lose fibres with work and regain them at rest", Stage::kPeripheral,
     read_fatigue,
     "three compartments (Xia & Frey-Law 2008, J Biomech 41:3046; rates: Frey-Law et al. 2012, J "
     "Biomech 45:1803)"},
    {"contracture", "muscles whose fibres have become short", Stage::kMuscle, read_contracture,
     "plantarflexors of 0.85 / 0.70 / 0.55 (Ong 2019, PMC6797212); 0.84 of SOL for the median "
     "loss of dorsiflexion after stroke (Chung 2004)"},
    {"stiff_joint", "tissue that resists a joint beyond an angle", Stage::kMuscle, read_stiff_joint,
     "ankle beyond 0 deg: 0.19 Nm/deg more than healthy after stroke (Chung 2004)"},
}};

struct Row {
  Stage stage;
  std::unique_ptr<Impairment> impairment;
};

class Distorting final : public Impairment {
 public:
  using Start = std::function<std::unique_ptr<Distortion>(const Layout&, uint64_t)>;
  explicit Distorting(Start start) : start_(std::move(start)) {}
  std::unique_ptr<Distortion> start(const Layout& layout, uint64_t seed) const override {
    return start_(layout, seed);
  }

 private:
  Start start_;
};

class Reshaping final : public Impairment {
 public:
  explicit Reshaping(std::function<void(BodySpec&)> reshape) : reshape_(std::move(reshape)) {}
  void reshape(BodySpec& body) const override { reshape_(body); }

 private:
  std::function<void(BodySpec&)> reshape_;
};

void read_rows(Reader& patient, std::vector<Row>& rows);

void read_kind(Reader& reader, std::vector<Row>& rows) {
  std::vector<std::string> names;
  for (const ImpairmentKind& kind : kImpairments) names.emplace_back(kind.name);
  const std::string name = reader.text("kind", names);
  for (const ImpairmentKind& kind : kImpairments)
    if (kind.name == name) rows.push_back({kind.stage, kind.read(reader)});
}

// What a preset stands for is read like a scenario of its own.
void read_preset(Reader& reader, std::vector<Row>& rows) {
  const std::string name = reader.text("preset", preset_names());
  const Side side = reader.text("side", {"left", "right"}) == "left" ? Side::kLeft : Side::kRight;
  const std::string severity = reader.text("severity", preset_severities(), "moderate");
  std::vector<std::string> ends = preset_severities();
  ends.emplace_back(kNoSeverity);
  const std::string towards = reader.text("towards", ends, severity);
  const double share = reader.number("share", {0, 1}, 0);
  const std::string from = preset_json(name, side, severity);
  const std::string to =
      towards == kNoSeverity ? unimpaired(from) : preset_json(name, side, towards);
  Document document = Document::parse(
      "preset " + name, between(from, to, share, {"kind", "side", "muscles", "joint"}));
  Reader root = document.root();
  read_rows(root, rows);
  root.finish();
  document.throw_if_problems();
}

void read_rows(Reader& patient, std::vector<Row>& rows) {
  for (Reader& reader : patient.objects("impairments")) {
    if (reader.has("preset"))
      read_preset(reader, rows);
    else
      read_kind(reader, rows);
    reader.finish();
  }
}

}  // namespace

std::unique_ptr<Impairment> distorting(
    std::function<std::unique_ptr<Distortion>(const Layout& layout, uint64_t seed)> start) {
  return std::make_unique<Distorting>(std::move(start));
}

std::unique_ptr<Impairment> reshaping(std::function<void(BodySpec& body)> reshape) {
  return std::make_unique<Reshaping>(std::move(reshape));
}

std::unique_ptr<Impairment> nothing() { return std::make_unique<Impairment>(); }

std::span<const ImpairmentKind> impairments() { return kImpairments; }

std::vector<std::unique_ptr<Impairment>> read_impairments(Reader& patient) {
  std::vector<Row> rows;
  read_rows(patient, rows);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.stage < b.stage; });
  std::vector<std::unique_ptr<Impairment>> found;
  for (Row& row : rows) found.push_back(std::move(row.impairment));
  return found;
}

std::vector<Side> read_sides(Reader& reader) {
  const std::string side = reader.text("side", {"left", "right", "both"});
  if (side == "both") return {Side::kLeft, Side::kRight};
  return {side == "left" ? Side::kLeft : Side::kRight};
}

std::vector<std::string> read_muscles(Reader& reader) {
  const std::vector<Side> sides = read_sides(reader);
  std::vector<std::string> found;
  for (const std::string& muscle : reader.texts("muscles", muscle_names(), muscle_names()))
    for (const std::string& line : muscle_lines(muscle))
      for (const Side side : sides) found.push_back(std::string(name(side)) + "_" + line);
  return found;
}

std::vector<size_t> indices(const Layout& layout, const std::vector<std::string>& muscles) {
  std::vector<size_t> found;
  for (const std::string& muscle : muscles) found.push_back(index_of(layout.muscles, muscle));
  return found;
}

}  // namespace steppage

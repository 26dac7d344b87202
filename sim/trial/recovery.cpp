#include "trial/recovery.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/number_text.hpp"
#include "core/portable_math.hpp"
#include "core/random.hpp"

namespace steppage {
namespace {

Plan changed_plan(const RecoveryPlan& plan, const std::vector<std::string>& overrides,
                  uint64_t seed) {
  Document document = Document::parse(plan.file, plan.scenario, overrides, seed);
  return read_plan(document);
}

std::string find_fault(const RecoveryPlan& plan, const std::string& setting, double value) {
  try {
    changed_plan(plan, {setting + "=" + exact_text(value)}, plan.seed);
  } catch (const InputError& error) {
    return error.problems().front().what;
  }
  return "";
}

// What the setting may not become on its way is known before the first week.
void check_way(const RecoveryPlan& plan, const Change& change, Reader& reader) {
  const double between = change.start + std::numbers::inv_pi * (change.end - change.start);
  std::string fault = find_fault(plan, change.setting, change.end);
  if (!fault.empty()) return reader.problem("end", fault);
  fault = find_fault(plan, change.setting, between);
  if (!fault.empty()) reader.problem("setting", "passes through what it cannot be: it " + fault);
}

Change read_change(Reader& reader, const Document& scenario) {
  Change change;
  change.setting = reader.text("setting", {});
  const std::optional<double> start = scenario.find_number(change.setting);
  if (!start) reader.problem("setting", "is not the pointer of a number of the scenario");
  change.start = start.value_or(0);
  change.end = reader.number("end", {-1e6, 1e6});
  const std::string side = reader.text("side", {"left", "right", "both"}, "both");
  change.side = side == "left"    ? &Repetitions::left
                : side == "right" ? &Repetitions::right
                                  : &Repetitions::all;
  change.by_weeks = reader.has("weeks");
  if (change.by_weeks && reader.has("repetitions"))
    reader.problem("weeks", "is given beside repetitions; a setting changes by one of them");
  change.constant = change.by_weeks ? reader.number("weeks", {0.1, 1000})
                                    : reader.number("repetitions", {1, 1e6}, 1000);
  reader.finish();
  return change;
}

void read_changes(Reader& root, const Document& scenario, RecoveryPlan& plan) {
  std::vector<Reader> readers = root.objects("recovery");
  if (readers.empty()) root.problem("recovery", "has no settings that change");
  for (Reader& reader : readers) {
    const Change change = read_change(reader, scenario);
    const bool taken =
        std::any_of(plan.changes.begin(), plan.changes.end(),
                    [&](const Change& other) { return other.setting == change.setting; });
    if (taken) reader.problem("setting", "is " + change.setting + ", which changes already");
    if (scenario.find_number(change.setting)) check_way(plan, change, reader);
    plan.changes.push_back(change);
  }
}

std::string stream(const char* what, int week) {
  return std::string("recovery/") + what + "/week/" + std::to_string(week);
}

}  // namespace

double after_dose(double start, double end, double dose, double constant) {
  return start + (end - start) * (1 - portable_exp(-dose / constant));
}

Repetitions& Repetitions::operator+=(const Repetitions& more) {
  left += more.left;
  right += more.right;
  all += more.all;
  return *this;
}

Repetitions count_repetitions(const Truth& truth, Counted counted) {
  Repetitions count;
  const auto add = [&count](Side side) {
    count.all += 1;
    count.left += side != Side::kRight;
    count.right += side != Side::kLeft;
  };
  for (const Rep& rep : truth.reps.value_or(std::vector<Rep>{}))
    if (rep.movement && (counted == Counted::kMoved || rep.completed)) add(rep.side);
  for (const Stride& stride : truth.strides.value_or(std::vector<Stride>{})) add(stride.side);
  return count;
}

bool is_recovery_plan(Document& document) { return document.root().has("recovery"); }

RecoveryPlan read_recovery_plan(Document& document) {
  Reader root = document.root();
  RecoveryPlan plan;
  plan.file = document.file();
  plan.seed = document.seed();
  plan.name = root.text("name", {}, "recovery");
  plan.weeks = static_cast<int>(root.integer("weeks", {1, 520}, 12));
  plan.sessions_per_week = root.number("sessions_per_week", {0, 70}, 5);
  plan.counted = root.text("counts", {"moved", "completed"}, "moved") == "moved"
                     ? Counted::kMoved
                     : Counted::kCompleted;
  plan.variation = root.number("variation", {0, 1}, 0);
  Document scenario = document.part("scenario");
  plan.scenario = read_plan(scenario).drawn;
  read_changes(root, scenario, plan);
  root.finish();
  document.throw_if_problems();
  return plan;
}

std::vector<double> severities(const RecoveryPlan& plan, int week, const Repetitions& done) {
  std::vector<double> values;
  for (const Change& change : plan.changes) {
    const double dose = change.by_weeks ? week - 1 : done.*change.side;
    const double spread = plan.variation * std::abs(change.end - change.start);
    Random random(plan.seed, stream(change.setting.c_str(), week));
    const double value = after_dose(change.start, change.end, dose, change.constant) +
                         (spread > 0 ? random.gaussian(0, spread) : 0);
    const auto [low, high] = std::minmax(change.start, change.end);
    values.push_back(std::clamp(value, low, high));
  }
  return values;
}

Plan plan_of_week(const RecoveryPlan& plan, int week, const std::vector<double>& severities) {
  constexpr size_t kSeeds = size_t{1} << 53;
  std::vector<std::string> overrides = {"/name=" +
                                        json_string(plan.name + "_week_" + std::to_string(week))};
  for (size_t i = 0; i < severities.size(); ++i)
    overrides.push_back(plan.changes[i].setting + "=" + exact_text(severities[i]));
  return changed_plan(plan, overrides, Random(plan.seed, stream("noise", week)).index(kSeeds));
}

}  // namespace steppage

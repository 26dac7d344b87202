#include "formats/tuning_files.hpp"

#include <limits>

#include "core/input_error.hpp"
#include "formats/files.hpp"
#include "formats/strict_json.hpp"

namespace steppage {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Column by column. JSON has no infinity: an infinite bound is null.
Json numbers(const MatrixXd& values) {
  Json array = Json::array();
  for (const double value : values.reshaped()) array.push_back(value);
  return array;
}

VectorXd read_vector(JsonObject& object, const std::string& key, Eigen::Index size,
                     std::optional<double> null_means = {}) {
  const std::vector<double> values = object.numbers(key, null_means);
  if (values.size() != static_cast<size_t>(size))
    object.fail(
        key, "has " + std::to_string(values.size()) + " numbers, expected " + std::to_string(size));
  return Eigen::Map<const VectorXd>(values.data(), size);
}

MatrixXd read_matrix(JsonObject& object, const std::string& key, Eigen::Index rows,
                     Eigen::Index columns) {
  return read_vector(object, key, rows * columns).reshaped(rows, columns);
}

Json best_json(const std::optional<Evaluated>& best) {
  if (!best) return nullptr;
  return {{"x", numbers(best->x)}, {"cost", best->cost}};
}

std::optional<Evaluated> read_best(JsonObject& object, Eigen::Index size) {
  if (object.is_null("best")) return {};
  JsonObject json = object.object("best");
  Evaluated best{read_vector(json, "x", size), json.number("cost")};
  json.finish();
  return best;
}

MatrixXd side_by_side(const std::vector<VectorXd>& columns, Eigen::Index size) {
  MatrixXd matrix(size, static_cast<Eigen::Index>(columns.size()));
  for (size_t i = 0; i < columns.size(); ++i) matrix.col(static_cast<Eigen::Index>(i)) = columns[i];
  return matrix;
}

// What a search was begun with and where it stands. The keys of the former, which reading compares,
// are kBegun.
constexpr const char* kBegun[] = {
    "search",        "scenarios", "seeds",       "in_turn", "curves",     "approach_from_m_s",
    "approach_over", "uneven",    "first_gains", "gains",   "population", "seed",
    "luck",          "start",     "step",        "low",     "high"};

Json state_json(const CmaEsState& state) {
  return {{"search", "cma_es"},
          {"population", state.population},
          {"seed", state.seed},
          {"start", numbers(state.start)},
          {"step", numbers(state.step)},
          {"low", numbers(state.low)},
          {"high", numbers(state.high)},
          {"generation", state.generation},
          {"mean", numbers(state.mean)},
          {"sigma", state.sigma},
          {"covariance", numbers(state.covariance)},
          {"covariance_path", numbers(state.covariance_path)},
          {"sigma_path", numbers(state.sigma_path)},
          {"basis", numbers(state.basis)},
          {"axes", numbers(state.axes)},
          {"best", best_json(state.best)}};
}

void read_state(JsonObject& json, CmaEsState& state) {
  const Eigen::Index size = state.start.size();
  state.generation = json.integer("generation");
  state.mean = read_vector(json, "mean", size);
  state.sigma = json.number("sigma");
  state.covariance = read_matrix(json, "covariance", size, size);
  state.covariance_path = read_vector(json, "covariance_path", size);
  state.sigma_path = read_vector(json, "sigma_path", size);
  state.basis = read_matrix(json, "basis", size, size);
  state.axes = read_vector(json, "axes", size);
  state.best = read_best(json, size);
}

// The starts, and the pool and its costs, one member after the other; a null cost was not finite.
Json state_json(const BreedingState& state) {
  std::vector<VectorXd> pool;
  Json judged = Json::array(), costs = Json::array(), relative = Json::array();
  for (const Member& member : state.pool) {
    pool.push_back(member.x);
    judged.push_back(member.costs.size());
    for (const double cost : member.costs) costs.push_back(cost);
    for (const double than_others : member.relative) relative.push_back(than_others);
  }
  const Eigen::Index size = state.step.size();
  return {{"search", "breeding"},
          {"population", state.population},
          {"seed", state.seed},
          {"luck", state.luck},
          {"start", numbers(side_by_side(state.starts, size))},
          {"step", numbers(state.step)},
          {"low", numbers(state.low)},
          {"high", numbers(state.high)},
          {"generation", state.generation},
          {"evaluations", state.evaluations},
          {"judged", judged},
          {"costs", costs},
          {"relative", relative},
          {"pool", numbers(side_by_side(pool, size))}};
}

void read_state(JsonObject& json, BreedingState& state) {
  state.generation = json.integer("generation");
  state.evaluations = json.integer("evaluations");
  const std::vector<double> judged = json.numbers("judged");
  if (judged.empty()) json.fail("judged", "has no numbers");
  Eigen::Index all = 0;
  for (const double count : judged) {
    if (count < 0 || count > 1e6) json.fail("judged", "is not how often each was judged");
    all += static_cast<Eigen::Index>(count);
  }
  const VectorXd costs = read_vector(json, "costs", all, kInfinity);
  const VectorXd relative = read_vector(json, "relative", all, kInfinity);
  const MatrixXd pool =
      read_matrix(json, "pool", state.step.size(), static_cast<Eigen::Index>(judged.size()));
  state.pool.clear();
  const double *cost = costs.data(), *than_others = relative.data();
  for (const auto& x : pool.colwise()) {
    const auto count = static_cast<std::ptrdiff_t>(judged[state.pool.size()]);
    state.pool.push_back({x, {cost, cost + count}, {than_others, than_others + count}});
    cost += count;
    than_others += count;
  }
}

void check_same(const JsonObject& file, const std::string& key, bool same) {
  if (!same) file.fail(key, "is not that of this command; the search was begun otherwise");
}

Json object(const auto& named) {
  Json json = Json::object();
  for (const auto& [name, value] : named) json[name] = value;
  return json;
}

}  // namespace

std::string feedback_text(const LearnedFeedback& learned) {
  const auto told = [](const LearnedFeedback::Law& of) {
    const auto changes = [](const LearnedFeedback::Law::Changes& by) {
      Json law = Json::object();
      for (const auto& [name, row] : by) law[name] = object(row);
      return law;
    };
    Json law = changes(of.left);
    if (of.right != of.left) law = {{"left", law}, {"right", changes(of.right)}};
    const Json usual = {{"left", object(of.usual_left)}, {"right", object(of.usual_right)}};
    return Json{{"usual", usual}, {"law", law}};
  };
  Json feedback = told(learned.landing);
  if (learned.passing) feedback["passing"] = told(*learned.passing);
  return to_text({{"schema", 1},
                  {"activity", learned.activity},
                  {"feedback", feedback},
                  {"steadiness", object(learned.steadiness)},
                  {"provenance", object(learned.provenance)}});
}

std::string gains_text(const TunedGains& tuned) {
  return to_text({{"schema", 1},
                  {"activity", tuned.activity},
                  {"gains", object(tuned.gains)},
                  {"middle", object(tuned.middle)},
                  {"cost", tuned.cost},
                  {"seed", tuned.seed},
                  {"generations", tuned.generations},
                  {"evaluations", tuned.evaluations},
                  {"provenance", object(tuned.provenance)}});
}

std::vector<NamedNumbers> read_starts(const std::string& path) {
  const Json json = parse_json(path, read_file(path));
  JsonObject file(path, json);
  if (!json.contains("pool")) {
    JsonObject gains = file.object("gains");
    NamedNumbers values;
    for (const std::string& name : gains.keys()) values.emplace_back(name, gains.number(name));
    if (values.empty()) file.fail("gains", "has no gains");
    return {values};
  }
  const std::vector<std::string> names = file.texts("gains");
  const std::vector<double> values = file.numbers("pool");
  if (names.empty() || values.empty() || values.size() % names.size() != 0)
    file.fail("pool", "has " + std::to_string(values.size()) + " numbers, expected a multiple of " +
                          std::to_string(names.size()));
  std::vector<NamedNumbers> starts(values.size() / names.size());
  for (size_t i = 0; i < values.size(); ++i)
    starts[i / names.size()].emplace_back(names[i % names.size()], values[i]);
  return starts;
}

std::string search_text(const SavedSearch& search) {
  Json scenarios = Json::array();
  for (const std::string& text : search.scenarios_json)
    scenarios.push_back(parse_json("scenario", text));
  const Judging& judging = search.judging;
  Json json = {{"schema", 1},
               {"scenarios", scenarios},
               {"seeds", judging.seeds},
               {"in_turn", judging.in_turn},
               {"curves", judging.curves},
               {"approach_from_m_s", judging.approach_from_m_s},
               {"approach_over", judging.approach_over},
               {"uneven", judging.uneven},
               {"first_gains", judging.first_gains},
               {"gains", search.gains}};
  json.update(std::visit([](const auto& state) { return state_json(state); }, search.state));
  return to_text(json);
}

SavedSearch read_search(const std::string& path, const SavedSearch& fresh) {
  const Json json = parse_json(path, read_file(path));
  const Json begun = parse_json(path, search_text(fresh));
  JsonObject file(path, json);
  if (file.integer("schema") != 1) file.fail("schema", "is not 1");
  for (const char* key : kBegun)
    check_same(file, key,
               file.has(key) == begun.contains(key) &&
                   json.value(key, Json()) == begun.value(key, Json()));
  SavedSearch search = fresh;
  std::visit([&file](auto& state) { read_state(file, state); }, search.state);
  file.finish();
  return search;
}

}  // namespace steppage

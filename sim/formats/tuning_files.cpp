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
constexpr const char* kBegun[] = {"search", "scenarios", "seeds", "gains", "population",
                                  "seed",   "start",     "step",  "low",   "high"};

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

// The starts, and the pool, one after the other; a null cost was not finite.
Json state_json(const BreedingState& state) {
  std::vector<VectorXd> pool;
  Json costs = Json::array();
  for (const Evaluated& elite : state.pool) {
    pool.push_back(elite.x);
    costs.push_back(elite.cost);
  }
  const Eigen::Index size = state.step.size();
  return {{"search", "breeding"},
          {"population", state.population},
          {"seed", state.seed},
          {"start", numbers(side_by_side(state.starts, size))},
          {"step", numbers(state.step)},
          {"low", numbers(state.low)},
          {"high", numbers(state.high)},
          {"generation", state.generation},
          {"evaluations", state.evaluations},
          {"costs", costs},
          {"pool", numbers(side_by_side(pool, size))}};
}

void read_state(JsonObject& json, BreedingState& state) {
  state.generation = json.integer("generation");
  state.evaluations = json.integer("evaluations");
  const std::vector<double> costs = json.numbers("costs", kInfinity);
  if (costs.empty()) json.fail("costs", "has no numbers");
  const MatrixXd pool =
      read_matrix(json, "pool", state.step.size(), static_cast<Eigen::Index>(costs.size()));
  state.pool.clear();
  for (size_t i = 0; i < costs.size(); ++i)
    state.pool.push_back({pool.col(static_cast<Eigen::Index>(i)), costs[i]});
}

void check_same(const JsonObject& file, const std::string& key, bool same) {
  if (!same) file.fail(key, "is not that of this command; the search was begun otherwise");
}

}  // namespace

std::string gains_text(const TunedGains& tuned) {
  Json gains = Json::object(), middle = Json::object(), provenance = Json::object();
  for (const auto& [name, value] : tuned.gains) gains[name] = value;
  for (const auto& [name, value] : tuned.middle) middle[name] = value;
  for (const auto& [key, text] : tuned.provenance) provenance[key] = text;
  return to_text({{"schema", 1},
                  {"activity", tuned.activity},
                  {"gains", gains},
                  {"middle", middle},
                  {"cost", tuned.cost},
                  {"seed", tuned.seed},
                  {"generations", tuned.generations},
                  {"evaluations", tuned.evaluations},
                  {"provenance", provenance}});
}

NamedNumbers read_gains(const std::string& path) {
  JsonObject file(path, parse_json(path, read_file(path)));
  JsonObject gains = file.object("gains");
  NamedNumbers values;
  for (const std::string& name : gains.keys()) values.emplace_back(name, gains.number(name));
  if (values.empty()) file.fail("gains", "has no gains");
  return values;
}

std::string search_text(const SavedSearch& search) {
  Json scenarios = Json::array();
  for (const std::string& text : search.scenarios_json)
    scenarios.push_back(parse_json("scenario", text));
  Json json = {
      {"schema", 1}, {"scenarios", scenarios}, {"seeds", search.seeds}, {"gains", search.gains}};
  json.update(std::visit([](const auto& state) { return state_json(state); }, search.state));
  return to_text(json);
}

SavedSearch read_search(const std::string& path, const SavedSearch& fresh) {
  const Json json = parse_json(path, read_file(path));
  const Json begun = parse_json(path, search_text(fresh));
  JsonObject file(path, json);
  if (file.integer("schema") != 1) file.fail("schema", "is not 1");
  for (const char* key : kBegun)
    check_same(file, key, file.has(key) && json.at(key) == begun.at(key));
  SavedSearch search = fresh;
  std::visit([&file](auto& state) { read_state(file, state); }, search.state);
  file.finish();
  return search;
}

}  // namespace steppage

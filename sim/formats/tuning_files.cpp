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

MatrixXd read_matrix(JsonObject& object, const std::string& key, Eigen::Index size) {
  return read_vector(object, key, size * size).reshaped(size, size);
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

CmaEsState read_state(JsonObject& json, Eigen::Index size) {
  CmaEsState state;
  state.population = static_cast<int>(json.integer("population"));
  state.seed = static_cast<uint64_t>(json.integer("seed"));
  state.start = read_vector(json, "start", size);
  state.step = read_vector(json, "step", size);
  state.low = read_vector(json, "low", size, -kInfinity);
  state.high = read_vector(json, "high", size, kInfinity);
  state.generation = json.integer("generation");
  state.mean = read_vector(json, "mean", size);
  state.sigma = json.number("sigma");
  state.covariance = read_matrix(json, "covariance", size);
  state.covariance_path = read_vector(json, "covariance_path", size);
  state.sigma_path = read_vector(json, "sigma_path", size);
  state.basis = read_matrix(json, "basis", size);
  state.axes = read_vector(json, "axes", size);
  state.best = read_best(json, size);
  return state;
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
  const CmaEsState& state = search.state;
  Json scenarios = Json::array();
  for (const std::string& text : search.scenarios_json)
    scenarios.push_back(parse_json("scenario", text));
  return to_text({{"schema", 1},
                  {"scenarios", scenarios},
                  {"seeds", search.seeds},
                  {"gains", search.gains},
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
                  {"best", best_json(state.best)}});
}

SavedSearch read_search(const std::string& path, const SavedSearch& fresh) {
  const Json json = parse_json(path, read_file(path));
  const Json begun = parse_json(path, search_text(fresh));
  JsonObject file(path, json);
  if (file.integer("schema") != 1) file.fail("schema", "is not 1");
  for (const char* key :
       {"scenarios", "seeds", "gains", "population", "seed", "start", "step", "low", "high"})
    check_same(file, key, file.has(key) && json.at(key) == begun.at(key));
  SavedSearch search = fresh;
  search.state = read_state(file, fresh.state.start.size());
  file.finish();
  return search;
}

}  // namespace steppage

#include "scenario/draw.hpp"

#include <cmath>
#include <vector>

namespace steppage {
namespace {

std::string outside(const Json& value, Range range) {
  if (!std::isfinite(range.high)) return "is " + shown(value) + ", below " + shown(range.low);
  if (!std::isfinite(range.low)) return "is " + shown(value) + ", above " + shown(range.high);
  return "is " + shown(value) + ", outside " + shown(range.low) + " to " + shown(range.high);
}

std::optional<double> number(const Json& value, const NumberLimits& limits,
                             const std::string& below, const Complain& complain) {
  if (!value.is_number()) {
    complain(below, "is " + shown(value) + ", not a number");
    return {};
  }
  const double x = value.get<double>();
  if (limits.allows(x)) return x;
  if (x < limits.range.low || x > limits.range.high)
    complain(below, outside(value, limits.range));
  else
    complain(below, "is " + shown(value) + ", not a whole number");
  return {};
}

// The numbers of a list, or nothing when one of them is not allowed.
std::optional<std::vector<double>> numbers(const Json& list,
                                           const std::vector<NumberLimits>& limits,
                                           const std::string& below, const Complain& complain) {
  std::vector<double> values;
  for (size_t i = 0; i < list.size(); ++i) {
    const auto value = number(list[i], limits[i], below + "/" + std::to_string(i), complain);
    if (value) values.push_back(*value);
  }
  if (values.size() != list.size()) return {};
  return values;
}

std::optional<double> draw_uniform(const Json& list, const NumberLimits& limits, Random& random,
                                   const Complain& complain) {
  if (!list.is_array() || list.size() != 2) {
    complain("/uniform", "is " + shown(list) + ", not [low, high]");
    return {};
  }
  const auto ends = numbers(list, {limits, limits}, "/uniform", complain);
  if (!ends) return {};
  const double low = ends->front(), high = ends->back();
  if (low > high) {
    complain("/uniform", "is " + shown(list) + ", its low end above its high end");
    return {};
  }
  if (limits.whole) return low + std::floor(random.uniform() * (high - low + 1));
  return random.uniform(low, high);
}

std::optional<double> draw_normal(const Json& list, const NumberLimits& limits, Random& random,
                                  const Complain& complain) {
  constexpr int kTries = 1000;
  if (!list.is_array() || list.size() != 2) {
    complain("/normal", "is " + shown(list) + ", not [mean, standard deviation]");
    return {};
  }
  const NumberLimits mean = {limits.range}, deviation = {{0, HUGE_VAL}};
  const auto shape = numbers(list, {mean, deviation}, "/normal", complain);
  if (!shape) return {};
  for (int i = 0; i < kTries; ++i) {
    const double value = random.gaussian(shape->front(), shape->back());
    const double drawn = limits.whole ? std::round(value) : value;
    if (limits.allows(drawn)) return drawn;
  }
  complain("/normal", "is " + shown(list) + ", and none of " + std::to_string(kTries) +
                          " draws was inside " + shown(limits.range.low) + " to " +
                          shown(limits.range.high));
  return {};
}

std::optional<double> draw_choice(const Json& list, const NumberLimits& limits, Random& random,
                                  const Complain& complain) {
  if (!list.is_array() || list.empty()) {
    complain("/choice", "is " + shown(list) + ", not a list of numbers");
    return {};
  }
  const std::vector<NumberLimits> each(list.size(), limits);
  const auto choices = numbers(list, each, "/choice", complain);
  if (!choices) return {};
  return (*choices)[random.index(choices->size())];
}

struct Distribution {
  const char* name;
  std::optional<double> (*draw)(const Json&, const NumberLimits&, Random&, const Complain&);
};

constexpr Distribution kDistributions[] = {
    {"uniform", draw_uniform}, {"normal", draw_normal}, {"choice", draw_choice}};

}  // namespace

bool NumberLimits::allows(double value) const {
  return value >= range.low && value <= range.high && (!whole || std::trunc(value) == value);
}

std::optional<double> draw(const Json& source, const NumberLimits& limits, Random random,
                           const Complain& complain) {
  if (!source.is_object()) return number(source, limits, "", complain);
  for (const Distribution& distribution : kDistributions)
    if (source.size() == 1 && source.contains(distribution.name))
      return distribution.draw(source.front(), limits, random, complain);
  complain("", "is " + shown(source) + ", not a number, {\"uniform\": [low, high]}, " +
                   "{\"normal\": [mean, sd]} or {\"choice\": [...]}");
  return {};
}

}  // namespace steppage

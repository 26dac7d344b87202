#include "patient/control_steps.hpp"

#include <algorithm>
#include <cmath>

namespace steppage {

double Stopwatch::lap_s(Time now) {
  const double lap_s = to_seconds(now - before_.value_or(now));
  before_ = now;
  return lap_s;
}

void Past::remember(Time now, std::vector<double> values) {
  moments_.push_back({now, std::move(values)});
  while (moments_.size() > 1 && moments_[1].time <= now - longest_) moments_.pop_front();
}

double Past::ago(Time age, size_t index) const {
  const Time when = moments_.back().time - age;
  size_t i = moments_.size() - 1;
  while (i > 0 && moments_[i].time > when) --i;
  const Moment& before = moments_[i];
  if (before.time >= when) return before.values[index];
  const Moment& after = moments_[i + 1];
  const double share = to_seconds(when - before.time) / to_seconds(after.time - before.time);
  return before.values[index] + share * (after.values[index] - before.values[index]);
}

std::vector<double> Past::smallest() const {
  std::vector<double> found = moments_.front().values;
  for (const Moment& moment : moments_)
    for (size_t i = 0; i < found.size(); ++i) found[i] = std::min(found[i], moment.values[i]);
  return found;
}

std::vector<double> Past::largest() const {
  std::vector<double> found = moments_.front().values;
  for (const Moment& moment : moments_)
    for (size_t i = 0; i < found.size(); ++i) found[i] = std::max(found[i], moment.values[i]);
  return found;
}

Wander::Wander(uint64_t seed, std::string_view stream, double spread, double time_constant_s)
    : random_(seed, stream),
      spread_(spread),
      time_constant_s_(time_constant_s),
      value_(random_.gaussian(0, spread)) {}

double Wander::step(double step_s) {
  const double keep = std::exp(-step_s / time_constant_s_);
  value_ = keep * value_ + random_.gaussian(0, spread_ * std::sqrt(1 - keep * keep));
  return value_;
}

}  // namespace steppage

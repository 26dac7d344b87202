// Time since the trial began, in whole microseconds.
#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>

namespace steppage {

using Time = std::chrono::duration<int64_t, std::micro>;

inline constexpr double to_seconds(Time t) { return static_cast<double>(t.count()) * 1e-6; }

/// Nearest whole microsecond.
inline Time from_seconds(double seconds) { return Time(std::llround(seconds * 1e6)); }

}  // namespace steppage

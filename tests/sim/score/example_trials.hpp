// Small trials, written down in milliseconds.
#pragma once

#include <initializer_list>
#include <string>

#include "score/scorecard.hpp"

namespace steppage {

inline Time ms(int64_t milliseconds) { return std::chrono::milliseconds(milliseconds); }

void add_truth(Trial& trial, Side side, std::initializer_list<int64_t> times_ms,
               EventKind kind = EventKind::kInitialContact);

/// Each claim is made `delay_ms` after the time it is about.
void add_claims(Trial& trial, Side side, std::initializer_list<int64_t> times_ms,
                int64_t delay_ms = 0, EventKind kind = EventKind::kInitialContact);

void add_rep(Trial& trial, Side side, int64_t start_ms, int64_t end_ms, double range_deg = 60);
void add_claimed_rep(Trial& trial, Side side, int64_t start_ms, int64_t end_ms);
void add_scored(Trial& trial, int64_t start_ms, int64_t end_ms);

/// Gait with all measured kinds, and repetitions, on both sides; the device finds all at once.
Trial perfect_trial();

/// Four contacts of the right foot a second apart, stance of 0.6 s; stimulated as `add_burst` says.
Trial walking_trial();

/// 40 mA from `on_ms` to `off_ms`, without ramps. In order of time.
void add_burst(Trial& trial, int64_t on_ms, int64_t off_ms);

/// Two strides of that side from 5 s on, alike.
void add_strides(Trial& trial, Side side, double ankle_deg, double clearance_m, double hip_deg);

/// Walks, and is stimulated with perfect timing.
Trial perfectly_stimulated_trial();

/// The value of a line that must be there.
std::optional<double> value_of(const std::vector<Measurement>& lines, std::string_view metric,
                               std::string_view side = "both", std::optional<int> tolerance_ms = {},
                               bool aligned = false);

}  // namespace steppage

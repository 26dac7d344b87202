// Elderly people and stroke patients walking over an instrumented mat (Trojaniello et al., Journal
// of NeuroEngineering and Rehabilitation 11:152, 2014), as text files S022_stroke.csv.gz (signals)
// and S022_gaitrite_ic.csv (contacts).
#pragma once

#include <string>
#include <vector>

#include "core/trial.hpp"

namespace steppage {

/// `path`: the folder, or one S0xx_<group>.csv.gz with its contacts beside it. Truth: initial
/// contacts of an unknown side, and an interval "scored" from the first to the last contact of each
/// pass over the mat; outside these the reference sees nothing. The mat leads the impact at the
/// shank by 55 to 110 ms, constant within a recording: reference_has_constant_lag is set.
///
/// Deviation: the files give time with five digits, to a millisecond in the end; the samples get
/// back the regular 128 Hz that was rounded.
std::vector<Trial> read_uniss(const std::string& path);

}  // namespace steppage

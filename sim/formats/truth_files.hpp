// truth/events.csv, intervals.csv, reps.csv, strides.csv and motion.csv. Times are seconds with six
// decimals; the numbers of motion.csv, its time included, and hold_s are shortest decimals. A
// repetition without a movement has empty start_s, turn_s and end_s; a stride, empty ff_s, ho_s or
// step_width_m where there is none.
#pragma once

#include <string>

#include "core/trial.hpp"
#include "formats/output_directory.hpp"

namespace steppage {

/// An absent file is an absent part. Throws InputError with the first problem of each file.
Truth read_truth(const std::string& directory);

/// An absent part is an absent file.
void write_truth(OutputDirectory& out, const Truth& truth);

}  // namespace steppage

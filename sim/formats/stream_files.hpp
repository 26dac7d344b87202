// streams/<sensor>.csv: t_device_us, t_arrival_us, ax, ay, az, gx, gy, gz, flags. Beside it
// streams/<sensor>.json:
//
//   {"schema": 1, "site": "right_shank", "frame": "x forward, y left, z up", "part": "LSM6DSO",
//    "rate_hz": 104.0, "order": 0, "errors": {"gyro_bias_x_rad_s": 0.01}}
//
// "order" is the place of the stream in Trial::streams; streams without it come last, by name.
// "frame", "part" and "errors" may be absent too.
#pragma once

#include <string>
#include <vector>

#include "core/samples.hpp"
#include "formats/output_directory.hpp"

namespace steppage {

/// All streams of a recording directory, none of them empty. Device time must increase from sample
/// to sample and arrival must not decrease. Throws InputError with the first problem of each file.
std::vector<Stream> read_streams(const std::string& directory);

/// Throws InputError for a stream that could not be read back; an empty one is written.
void write_streams(OutputDirectory& out, const std::vector<Stream>& streams);

}  // namespace steppage

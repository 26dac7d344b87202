// A small trial that fills every part which a trial directory holds.
#pragma once

#include <limits>
#include <string>

#include "core/trial.hpp"

namespace steppage {

inline Stream example_stream(const std::string& sensor) {
  Stream stream{sensor, sensor, "LSM6DSO", 104, {{"gyro_bias_x_rad_s", 0.1}, {"a", -1e-300}}, {}};
  stream.samples = {
      {Time(4294967290), Time(1500), {0.1, -0.0, 9.80665}, {1.0 / 3, 1e-17, -1e300}, 0},
      {Time(4294976906), Time(11116), {1, 2, 3}, {4, 5, 6}, kClipped | kGapBefore},
  };
  return stream;
}

inline Trial example_trial() {
  Trial trial;
  trial.name = "walk";
  trial.scenario_json = "{\"schema\":1,  \"name\":\"walk\", \"seed\": 7}\n";
  // Not in the order of the alphabet.
  trial.streams = {example_stream("right_shank"), example_stream("left_shank")};
  trial.truth.events = {{Time(-1), Side::kLeft, EventKind::kInitialContact},
                        {Time(12'000'001), Side::kRight, EventKind::kRepEnd}};
  trial.truth.intervals = {{Time(0), Time(500'000), Side::kUnknown, "drag", "toe, \"scuffed\""},
                           {Time(500'000), Time(3'600'000'000), Side::kRight, "stance", ""}};
  trial.truth.reps = {{"knee_extension",
                       1,
                       Side::kRight,
                       RepMovement{Time(1), Time(2), Time(3)},
                       0.1,
                       70.5,
                       0.9,
                       true,
                       "none",
                       0,
                       35.25,
                       {{"VAS", 0.43}, {"RF", 1.0 / 3}},
                       2.5},
                      {"knee_extension", 2, Side::kRight, {}, 0, 0, 0, false, "trunk_lean", 12.5}};
  trial.truth.motion = Table{{"t_s", "right_knee_deg"}, {{0, 1.0 / 3}, {0.01, -5e-324}}};
  trial.truth.strides = {{Side::kLeft, Time(1'000'000), Time(1'080'000), Time(1'400'000),
                          Time(1'650'000), Time(2'100'000), 1.1, 0.65 / 1.1, 1.25, 0.09, 0.013,
                          -1.5, 1.0 / 3, 28, 61, FootContact::kHeel},
                         {Side::kRight,
                          Time(1'500'000),
                          {},
                          {},
                          Time(2'200'000),
                          Time(2'600'000),
                          1.1,
                          0.7 / 1.1,
                          1.25,
                          {},
                          0,
                          -21,
                          -25,
                          40,
                          72,
                          FootContact::kToe}};
  trial.detector = "shank_gyro";
  trial.device_events = {
      {Time(900'000), Time(1'012'500), Side::kRight, EventKind::kInitialContact, 0, 0.75}};
  return trial;
}

/// What a recording keeps of a trial.
inline Trial without_device(Trial trial) {
  trial.detector = "none";
  trial.device_events.clear();
  return trial;
}

}  // namespace steppage

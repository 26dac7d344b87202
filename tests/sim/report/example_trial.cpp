#include "sim/report/example_trial.hpp"

namespace steppage {
namespace {

Rep make_rep(int number, double start_s) {
  Rep rep;
  rep.exercise = "knee_extension";
  rep.number = number;
  rep.side = Side::kRight;
  rep.movement =
      RepMovement{from_seconds(start_s), from_seconds(start_s + 1), from_seconds(start_s + 2)};
  rep.range_deg = 50;
  rep.range_fraction = 0.625;
  rep.completed = true;
  return rep;
}

DeviceEvent claim(double time_s, EventKind kind) {
  return {from_seconds(time_s), from_seconds(time_s + 0.05), Side::kRight, kind, 0, 1};
}

Table make_motion() {
  Table motion{{"t_s", "pelvis_x_m", "left_knee_flexion_deg", "right_knee_flexion_deg",
                "right_hip_flexion_deg"},
               {}};
  for (int i = 0; i <= 100; ++i)
    motion.rows.push_back({i * 0.1, 0, 90.0, 90 - (i % 20 < 10 ? i % 20 : 20 - i % 20) * 5.0, 80});
  return motion;
}

Stream make_stream() {
  Stream stream;
  stream.sensor = stream.site = "right_shank";
  stream.rate_hz = 100;
  for (int i = 0; i < 1000; ++i) {
    ImuSample sample;
    sample.t_device = sample.t_arrival = from_seconds(i * 0.01);
    sample.gyro_rad_s = {0, 1, 0};
    sample.accel_m_s2 = {0, 3, i == 500 ? 40.0 : 4.0};
    stream.samples.push_back(sample);
  }
  return stream;
}

}  // namespace

Trial example_trial() {
  Trial trial;
  trial.name = "weak_knee";
  trial.detector = "rep_angle";
  trial.scenario_json =
      R"({"name": "</script><b>", "seed": 7, "provenance": {"version": "0.1.0"}})";
  trial.streams = {make_stream()};
  trial.truth.reps = std::vector<Rep>{make_rep(1, 2), make_rep(2, 6)};
  trial.truth.events =
      std::vector<TruthEvent>{{from_seconds(1), Side::kRight, EventKind::kInitialContact},
                              {from_seconds(2), Side::kRight, EventKind::kInitialContact}};
  trial.truth.intervals = std::vector<Interval>{
      {from_seconds(0), from_seconds(9), Side::kUnknown, "exercise", "knee_extension"}};
  trial.truth.motion = make_motion();
  trial.device_events = {
      claim(1.02, EventKind::kInitialContact), claim(3, EventKind::kInitialContact),
      claim(2.1, EventKind::kRepStart),        claim(4.1, EventKind::kRepEnd),
      claim(8.5, EventKind::kRepStart),        claim(9.5, EventKind::kRepEnd)};
  return trial;
}

}  // namespace steppage

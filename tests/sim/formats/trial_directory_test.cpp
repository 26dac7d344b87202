#include "formats/trial_directory.hpp"

#include <gtest/gtest.h>

#include <bit>

#include "sim/formats/example_trial.hpp"
#include "sim/formats/scratch_directory.hpp"

namespace steppage {
namespace {

TEST(TrialDirectory, GivesARecordingBackAsItWasWritten) {
  const ScratchDirectory scratch;
  const Trial recording = without_device(example_trial());
  write_recording(scratch / "walk", recording);
  EXPECT_EQ(read_recording(scratch / "walk"), recording);
}

TEST(TrialDirectory, KeepsTheSignOfZero) {
  const ScratchDirectory scratch;
  write_recording(scratch / "walk", example_trial());
  const double zero =
      read_recording(scratch / "walk").streams.front().samples.front().accel_m_s2.y();
  EXPECT_EQ(std::bit_cast<uint64_t>(zero), std::bit_cast<uint64_t>(-0.0));
}

TEST(TrialDirectory, GivesStreamsAndTruthOfATrialBack) {
  const ScratchDirectory scratch;
  write_trial(scratch / "walk", example_trial(), "{}", "<html></html>");
  EXPECT_EQ(read_recording(scratch / "walk"), without_device(example_trial()));
}

TEST(TrialDirectory, WritesTheSameBytesAgain) {
  const ScratchDirectory scratch;
  write_recording(scratch / "first", example_trial());
  write_recording(scratch / "second", read_recording(scratch / "first"));
  EXPECT_EQ(scratch.list("second"), scratch.list("first"));
  for (const std::string& file : scratch.list("first")) {
    if (std::filesystem::is_directory(scratch / ("first/" + file))) continue;
    EXPECT_EQ(scratch.read("second/" + file), scratch.read("first/" + file)) << file;
  }
}

TEST(TrialDirectory, HoldsTheFilesOfTheContract) {
  const ScratchDirectory scratch;
  write_trial(scratch / "walk", example_trial(), "the score", "the report");
  EXPECT_EQ(scratch.list("walk"),
            (std::set<std::string>{
                "scenario.json", "streams", "streams/left_shank.csv", "streams/left_shank.json",
                "streams/right_shank.csv", "streams/right_shank.json", "truth", "truth/events.csv",
                "truth/intervals.csv", "truth/reps.csv", "truth/motion.csv", "truth/strides.csv",
                "device", "device/events.csv", "score.json", "report.html"}));
  EXPECT_EQ(scratch.read("walk/scenario.json"), example_trial().scenario_json);
  EXPECT_EQ(scratch.read("walk/score.json"), "the score");
  EXPECT_EQ(scratch.read("walk/report.html"), "the report");
}

TEST(TrialDirectory, OfARecordingHoldsNoDeviceScoreOrReport) {
  const ScratchDirectory scratch;
  Trial recording = example_trial();
  recording.truth = {};
  recording.streams.resize(1);
  write_recording(scratch / "walk", recording);
  EXPECT_EQ(scratch.list("walk"),
            (std::set<std::string>{"scenario.json", "streams", "streams/right_shank.csv",
                                   "streams/right_shank.json"}));
}

TEST(TrialDirectory, WritesTheColumnsOfTheContract) {
  const ScratchDirectory scratch;
  write_trial(scratch / "walk", example_trial(), "{}", "");
  EXPECT_EQ(scratch.read("walk/streams/left_shank.csv"),
            "t_device_us,t_arrival_us,ax,ay,az,gx,gy,gz,flags\n"
            "4294967290,1500,0.1,-0,9.80665,0.3333333333333333,1e-17,-1e+300,0\n"
            "4294976906,11116,1,2,3,4,5,6,3\n");
  EXPECT_EQ(scratch.read("walk/truth/events.csv"),
            "t_s,side,event\n"
            "-0.000001,left,initial_contact\n"
            "12.000001,right,rep_end\n");
  EXPECT_EQ(
      scratch.read("walk/truth/strides.csv"),
      "side,ic_s,ff_s,ho_s,fc_s,next_ic_s,stride_time_s,stance_fraction,stride_length_m,"
      "step_width_m,min_toe_clearance_m,ankle_at_ic_deg,ankle_min_swing_deg,"
      "hip_max_swing_deg,knee_max_swing_deg,contact\n"
      "left,1.000000,1.080000,1.400000,1.650000,2.100000,1.1,0.5909090909090908,1.25,0.09,"
      "0.013,-1.5,0.3333333333333333,28,61,heel\n"
      "right,1.500000,,,2.200000,2.600000,1.1,0.6363636363636362,1.25,,0,-21,-25,40,72,toe\n");
  EXPECT_EQ(scratch.read("walk/truth/intervals.csv"),
            "start_s,end_s,side,label,detail\n"
            "0.000000,0.500000,unknown,drag,\"toe, \"\"scuffed\"\"\"\n"
            "0.500000,3600.000000,right,stance,\n");
  EXPECT_EQ(scratch.read("walk/truth/reps.csv"),
            "exercise,rep,side,start_s,turn_s,end_s,hold_s,range_deg,range_fraction,completed,"
            "compensation,assistance_n,support_n,peak_activations,"
            "tracking_rms_deg\n"
            "knee_extension,1,right,0.000001,0.000002,0.000003,0.1,70.5,0.9,1,none,0,35.25,"
            "VAS:0.43 RF:0.3333333333333333,2.5\n"
            "knee_extension,2,right,,,,0,0,0,0,trunk_lean,12.5,0,,0\n");
  EXPECT_EQ(scratch.read("walk/truth/motion.csv"),
            "t_s,right_knee_deg\n"
            "0,0.3333333333333333\n"
            "0.01,-5e-324\n");
  EXPECT_EQ(scratch.read("walk/device/events.csv"),
            "t_event_s,t_decision_s,side,event,confidence\n"
            "0.900000,1.012500,right,initial_contact,0.75\n");
}

TEST(TrialDirectory, ReadsRepetitionsOfADataSetThatMeasuredNoEffort) {
  const ScratchDirectory scratch;
  Trial recording = without_device(example_trial());
  write_recording(scratch / "walk", recording);
  scratch.write("walk/truth/reps.csv",
                "exercise,rep,side,start_s,turn_s,end_s,hold_s,range_deg,range_fraction,completed,"
                "compensation,assistance_n\n"
                "knee_extension,2,right,,,,0,0,0,0,trunk_lean,12.5\n");
  recording.truth.reps->erase(recording.truth.reps->begin());
  EXPECT_EQ(read_recording(scratch / "walk"), recording);
}

TEST(TrialDirectory, DescribesAStreamBesideItsSamples) {
  const ScratchDirectory scratch;
  write_recording(scratch / "walk", example_trial());
  EXPECT_EQ(scratch.read("walk/streams/left_shank.json"), R"({
  "schema": 1,
  "site": "left_shank",
  "frame": "x forward, y left, z up",
  "part": "LSM6DSO",
  "rate_hz": 104.0,
  "order": 1,
  "errors": {
    "gyro_bias_x_rad_s": 0.1,
    "a": -1e-300
  }
}
)");
}

TEST(TrialDirectory, TellsAbsentTruthFromEmptyTruth) {
  const ScratchDirectory scratch;
  Trial recording = without_device(example_trial());
  recording.truth = {};
  recording.truth.events.emplace();
  write_recording(scratch / "walk", recording);
  EXPECT_EQ(read_recording(scratch / "walk").truth, recording.truth);
}

TEST(TrialDirectory, KeepsThatTheReferenceHasAConstantLag) {
  const ScratchDirectory scratch;
  Trial recording = without_device(example_trial());
  recording.reference_has_constant_lag = true;
  recording.scenario_json =
      R"({"schema":1,"name":"walk","recording":{"reference_has_constant_lag":true}})";
  write_recording(scratch / "walk", recording);
  EXPECT_EQ(read_recording(scratch / "walk"), recording);
}

TEST(TrialDirectory, RemembersAFallButNotAFailureOfTheDevice) {
  const ScratchDirectory scratch;
  write_trial(scratch / "fell", example_trial(),
              R"({"stop_reason": "fell", "stop_detail": "at 3 s"})", "");
  EXPECT_EQ(read_recording(scratch / "fell").stop, StopReason::kFell);
  EXPECT_EQ(read_recording(scratch / "fell").stop_detail, "at 3 s");
  write_trial(scratch / "failed", example_trial(), R"({"stop_reason": "detector_failed"})", "");
  EXPECT_EQ(read_recording(scratch / "failed").stop, StopReason::kCompleted);
}

TEST(TrialDirectory, KeepsWhetherAFallIsScored) {
  const ScratchDirectory scratch;
  Trial recording = without_device(example_trial());
  recording.falls_are_scored = true;
  EXPECT_THROW(write_recording(scratch / "walk", recording), InputError);
  recording.scenario_json = R"({"schema":1,"name":"walk","activity":{"falls":"scored"}})";
  write_recording(scratch / "walk", recording);
  EXPECT_EQ(read_recording(scratch / "walk"), recording);
}

TEST(TrialDirectory, OrdersStreamsOfOthersByName) {
  const ScratchDirectory scratch;
  write_recording(scratch / "walk", example_trial());
  for (const std::string sensor : {"left_shank", "right_shank"})
    scratch.write("walk/streams/" + sensor + ".json",
                  R"({"schema": 1, "site": ")" + sensor + R"(", "rate_hz": 100})");
  const Trial read = read_recording(scratch / "walk");
  EXPECT_EQ(read.streams[0].sensor, "left_shank");
  EXPECT_EQ(read.streams[1].sensor, "right_shank");
  EXPECT_EQ(read.streams[1].rate_hz, 100);
}

TEST(TrialDirectory, HoldsATrialThatStoppedBeforeItsFirstSample) {
  const ScratchDirectory scratch;
  Trial trial = example_trial();
  trial.streams[0].samples.clear();
  write_trial(scratch / "walk", trial, "{}", "");
  EXPECT_EQ(scratch.read("walk/streams/right_shank.csv"),
            "t_device_us,t_arrival_us,ax,ay,az,gx,gy,gz,flags\n");
}

}  // namespace
}  // namespace steppage

// Recordings that someone damaged, and trials that cannot be written.
#include <gtest/gtest.h>

#include <cmath>
#include <ostream>

#include "formats/trial_directory.hpp"
#include "sim/formats/example_trial.hpp"
#include "sim/formats/scratch_directory.hpp"

namespace steppage {
namespace {

constexpr const char* kStreamHeader = "t_device_us,t_arrival_us,ax,ay,az,gx,gy,gz,flags\n";

std::string rows(const std::string& lines) { return kStreamHeader + lines; }

struct Damage {
  std::string file;
  std::string content;  // instead of the good one
  std::string message;  // after the directory
};

void PrintTo(const Damage& shown, std::ostream* out) { *out << shown.message; }

class EveryDamagedFile : public testing::TestWithParam<Damage> {};

TEST_P(EveryDamagedFile, IsReportedWithPlaceAndReason) {
  const ScratchDirectory scratch;
  Trial recording = example_trial();
  write_recording(scratch / "walk", recording);
  scratch.write("walk/" + GetParam().file, GetParam().content);
  EXPECT_EQ(message_of([&] { read_recording(scratch / "walk"); }),
            scratch / ("walk/" + GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Scenario, EveryDamagedFile,
    testing::Values(
        Damage{"scenario.json", "{\n\"schema\": 1,,\n}", "scenario.json:2 is not valid JSON"},
        Damage{"scenario.json", "[]", "scenario.json: is not an object"},
        Damage{"scenario.json", "{}", "scenario.json:/schema is missing"},
        Damage{"scenario.json", R"({"schema": 2})", "scenario.json:/schema is 2, expected 1"},
        Damage{"scenario.json", R"({"schema": 1})", "scenario.json:/name is missing"},
        Damage{"scenario.json", R"({"schema": 1, "name": 5})",
               "scenario.json:/name is 5, expected a text"},
        Damage{"scenario.json", R"({"schema": 1, "name": "a", "recording": {}})",
               "scenario.json:/recording/reference_has_constant_lag is missing"},
        Damage{"scenario.json",
               R"({"schema": 1, "name": "a", "recording": {"reference_has_constant_lag": 1}})",
               "scenario.json:/recording/reference_has_constant_lag is 1, expected true or "
               "false"}));

INSTANTIATE_TEST_SUITE_P(
    Stream, EveryDamagedFile,
    testing::Values(
        Damage{"streams/left_shank.csv", "", "streams/left_shank.csv is empty, expected a header"},
        Damage{"streams/left_shank.csv", kStreamHeader, "streams/left_shank.csv holds no samples"},
        Damage{"streams/left_shank.csv", "t_device_us,ax,ay,az,gx,gy,gz,flags\n",
               "streams/left_shank.csv:1 has no column t_arrival_us"},
        Damage{"streams/left_shank.csv", rows("0,0,0,0,0,0,0,0,0\n10,10,0,0\n"),
               "streams/left_shank.csv:3 has 4 fields, expected 9"},
        Damage{"streams/left_shank.csv", rows("0,0,0,0,0,0,0,0,0\n10,10,0,0,0,0,0,0,0"),
               "streams/left_shank.csv:3 ends without a line break: the file is truncated"},
        Damage{"streams/left_shank.csv", rows("0,0,0,nan,0,0,0,0,0\n"),
               "streams/left_shank.csv:2 ay is \"nan\", which is not finite"},
        Damage{"streams/left_shank.csv", rows("0,0,0,0,0,0,x,0,0\n"),
               "streams/left_shank.csv:2 gy is \"x\", which is not a number"},
        Damage{"streams/left_shank.csv", rows("0,0,0,0,0,0,0,0,4\n"),
               "streams/left_shank.csv:2 flags is \"4\", which is outside 0 to 3"},
        Damage{"streams/left_shank.csv", rows("5,5,0,0,0,0,0,0,0\n5,6,0,0,0,0,0,0,0\n"),
               "streams/left_shank.csv:3 t_device_us is 5, not after 5"},
        Damage{"streams/left_shank.csv", rows("5,5,0,0,0,0,0,0,0\n6,4,0,0,0,0,0,0,0\n"),
               "streams/left_shank.csv:3 t_arrival_us is 4, before 5"},
        Damage{"streams/left_shank.json", "{", "streams/left_shank.json:1 is not valid JSON"},
        Damage{"streams/left_shank.json", R"({"schema": 3})",
               "streams/left_shank.json:/schema is 3, expected 1"},
        Damage{"streams/left_shank.json", R"({"schema": 1, "site": "a", "rate_hz": "fast"})",
               "streams/left_shank.json:/rate_hz is \"fast\", expected a number"},
        Damage{"streams/left_shank.json", R"({"schema": 1, "site": "a", "rate_hz": 0})",
               "streams/left_shank.json:/rate_hz is not above 0"},
        Damage{"streams/left_shank.json",
               R"({"schema": 1, "site": "a", "rate_hz": 1, "frame": "x up"})",
               "streams/left_shank.json:/frame is \"x up\", expected \"x forward, y left, z "
               "up\""},
        Damage{"streams/left_shank.json", R"({"schema": 1, "site": "a", "rate_hz": 1, "prat": ""})",
               "streams/left_shank.json:/prat is not a known key; did you mean part?"},
        Damage{"streams/left_shank.json",
               R"({"schema": 1, "site": "a", "rate_hz": 1, "order": 0.5})",
               "streams/left_shank.json:/order is 0.5, expected a whole number"},
        Damage{"streams/left_shank.json",
               R"({"schema": 1, "site": "a", "rate_hz": 1, "errors": {"noise": null}})",
               "streams/left_shank.json:/errors/noise is null, expected a number"},
        Damage{"streams/pelvis.csv", rows("0,0,0,0,0,0,0,0,0\n"),
               "streams/pelvis.json cannot be read: No such file or directory"},
        Damage{"streams/pelvis.json", R"({"schema": 1, "site": "pelvis", "rate_hz": 1})",
               "streams/pelvis.csv cannot be read: No such file or directory"}));

INSTANTIATE_TEST_SUITE_P(
    Truth, EveryDamagedFile,
    testing::Values(
        Damage{"truth/events.csv", "t_s,side,event\n0.5,left,heel_strike\n",
               "truth/events.csv:2 event is \"heel_strike\", which is not one of "
               "initial_contact, final_contact, heel_off, foot_flat, rep_start, rep_turn, "
               "rep_end, fall, stimulate_on, stimulate_off"},
        Damage{"truth/intervals.csv", "start_s,end_s,side,label,detail\n0,one,left,a,b\n",
               "truth/intervals.csv:2 end_s is \"one\", which is not a time in seconds with at "
               "most six decimals"},
        Damage{"truth/reps.csv",
               "exercise,rep,side,start_s,turn_s,end_s,hold_s,range_deg,range_fraction,completed,"
               "compensation,assistance_n\na,1,left,0.1,,0.3,0,0,0,1,none,0\n",
               "truth/reps.csv:2 has only some of start_s, turn_s and end_s"},
        Damage{"truth/reps.csv",
               "exercise,rep,side,start_s,turn_s,end_s,hold_s,range_deg,range_fraction,completed,"
               "compensation,assistance_n,support_n\n",
               "truth/reps.csv:1 has no column peak_activations"},
        Damage{"truth/reps.csv",
               "exercise,rep,side,start_s,turn_s,end_s,hold_s,range_deg,range_fraction,completed,"
               "compensation,assistance_n,support_n,peak_activations,tracking_rms_deg\n"
               "a,1,left,,,,0,0,0,1,none,0,0,VAS:0.5 RF,0\n",
               "truth/reps.csv:2 peak_activations holds \"RF\", expected MUSCLE:VALUE, 0 to 1"},
        Damage{"truth/strides.csv",
               "side,ic_s,ff_s,ho_s,fc_s,next_ic_s,stride_time_s,stance_fraction,stride_length_m,"
               "step_width_m,min_toe_clearance_m,ankle_at_ic_deg,ankle_min_swing_deg,"
               "hip_max_swing_deg,knee_max_swing_deg,contact\n"
               "left,1,,,2,3,2,0.5,1,,0,0,0,0,0,tip\n",
               "truth/strides.csv:2 contact is \"tip\", which is not one of heel, flat, toe; did "
               "you mean toe?"},
        Damage{"truth/motion.csv", "t_s,knee_deg\n0,1\n0.1\n",
               "truth/motion.csv:3 has 1 field, expected 2"},
        Damage{"score.json", R"({"stop_reason": "slept"})",
               "score.json:/stop_reason is \"slept\", which is unknown"}));

TEST(Recording, ReportsAProblemOfEveryFileAtOnce) {
  const ScratchDirectory scratch;
  write_recording(scratch / "walk", example_trial());
  scratch.write("walk/scenario.json", "{}");
  scratch.write("walk/streams/left_shank.csv", kStreamHeader);
  scratch.write("walk/truth/events.csv", "");
  EXPECT_EQ(message_of([&] { read_recording(scratch / "walk"); }),
            scratch / "walk/scenario.json:/schema is missing\n" +
                (scratch / "walk/streams/left_shank.csv holds no samples\n") +
                (scratch / "walk/truth/events.csv is empty, expected a header"));
}

TEST(Recording, NeedsADirectoryAndStreams) {
  const ScratchDirectory scratch;
  EXPECT_EQ(message_of([&] { read_recording(scratch / "absent"); }),
            scratch / "absent is not a directory");
  scratch.write("bare/scenario.json", R"({"schema": 1, "name": "bare"})");
  EXPECT_EQ(message_of([&] { read_recording(scratch / "bare"); }),
            scratch / "bare/streams holds no streams");
}

struct BadTrial {
  void (*spoil)(Trial&);
  std::string message;  // after the directory
};

void PrintTo(const BadTrial& shown, std::ostream* out) { *out << shown.message; }

class EveryBadTrial : public testing::TestWithParam<BadTrial> {};

TEST_P(EveryBadTrial, IsRefusedAndLeavesNothing) {
  const ScratchDirectory scratch;
  Trial trial = example_trial();
  GetParam().spoil(trial);
  EXPECT_EQ(message_of([&] { write_recording(scratch / "new/walk", trial); }),
            scratch / ("new/walk/" + GetParam().message));
  EXPECT_EQ(scratch.list(), std::set<std::string>());
}

INSTANTIATE_TEST_SUITE_P(
    Recording, EveryBadTrial,
    testing::Values(
        BadTrial{[](Trial& bad) { bad.streams.clear(); }, "streams would hold no streams"},
        BadTrial{[](Trial& bad) { bad.streams[1].samples.clear(); },
                 "streams/left_shank.csv would hold no samples"},
        BadTrial{[](Trial& bad) { bad.streams[1].samples[1].gyro_rad_s.z() = HUGE_VAL; },
                 "streams/left_shank.csv:3 gz is not finite"},
        BadTrial{[](Trial& bad) { bad.streams[1].samples[1].t_device = Time(0); },
                 "streams/left_shank.csv:3 t_device_us is 0, not after 4294967290"},
        BadTrial{[](Trial& bad) { bad.streams[1].samples[1].t_arrival = Time(0); },
                 "streams/left_shank.csv:3 t_arrival_us is 0, before 1500"},
        BadTrial{[](Trial& bad) { bad.streams[1].samples[1].flags = 8; },
                 "streams/left_shank.csv:3 flags is 8, outside 0 to 3"},
        BadTrial{[](Trial& bad) { bad.streams[1].rate_hz = 0; },
                 "streams/left_shank.json:/rate_hz is not above 0"},
        BadTrial{[](Trial& bad) { bad.streams[1].errors[0].value = NAN; },
                 "streams/left_shank.json:/errors/gyro_bias_x_rad_s is not finite"},
        BadTrial{[](Trial& bad) { bad.streams[1].errors[0].name = "a"; },
                 "streams/left_shank.json:/errors/a is there twice"},
        BadTrial{[](Trial& bad) { bad.streams[1].sensor = "right_shank"; },
                 "streams would hold two sensors called right_shank"},
        BadTrial{[](Trial& bad) { bad.streams[1].sensor = "../x"; },
                 "streams cannot hold a sensor called \"../x\": only letters, digits, _ and - make "
                 "a file name"},
        BadTrial{[](Trial& bad) { (*bad.truth.intervals)[1].label = "a\nb"; },
                 "truth/intervals.csv:3 label holds a line break"},
        BadTrial{[](Trial& bad) { bad.truth.motion->rows[1].pop_back(); },
                 "truth/motion.csv:3 is a row of 1 for 2 columns"},
        BadTrial{[](Trial& bad) { bad.name = "run"; },
                 "scenario.json:/name is \"walk\", but the trial is \"run\""},
        BadTrial{[](Trial& bad) { bad.scenario_json = "walk"; },
                 "scenario.json:1 is not valid JSON"},
        BadTrial{[](Trial& bad) { bad.reference_has_constant_lag = true; },
                 "scenario.json:/recording/reference_has_constant_lag is not what the trial "
                 "says"}));

}  // namespace
}  // namespace steppage

#include <gmock/gmock.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <regex>

#include "report/report.hpp"
#include "sim/report/example_trial.hpp"

namespace steppage {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string page_of(const Trial& trial) { return report_html(trial, score(trial)); }

/// What the page's script reads.
Json data_of(const Trial& trial) {
  const std::string page = page_of(trial);
  const std::string open = "<script type=\"application/json\" id=\"data\">";
  const size_t start = page.find(open) + open.size();
  return Json::parse(page.substr(start, page.find("</script>", start) - start));
}

Json lane_of(const Trial& trial, const std::string& label) {
  const Json lanes = data_of(trial)["lanes"];
  for (const Json& lane : lanes)
    if (lane["label"] == label) return lane;
  return {};
}

int count_of(const std::string& text, const std::string& part) {
  int count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(ReportHtml, RefersToNothingOutsideItself) {
  const std::string page = page_of(example_trial());
  for (const char* reference :
       {"http", "src=", "href=", "@import", "url(", "fetch(", "//cdn", "XMLHttpRequest", "import("})
    EXPECT_THAT(page, Not(HasSubstr(reference)));
}

TEST(ReportHtml, HasNoPlaceLeftToFill) {
  const std::string page = page_of(example_trial());
  for (const char* mark :
       {"/* report.css */", "/* plot.js */", "/* report.js */", "\"report\": \"data\""})
    EXPECT_THAT(page, Not(HasSubstr(mark)));
}

TEST(ReportHtml, ANameCannotEndTheScript) {
  Trial trial = example_trial();
  trial.name = "</script><script>alert(1)</script><!--";
  const std::string page = page_of(trial);
  EXPECT_EQ(count_of(page, "</script>"), 3);  // its own
  EXPECT_EQ(count_of(page, "<script"), 3);
  EXPECT_THAT(page, Not(HasSubstr("<!--")));
  EXPECT_EQ(data_of(trial)["name"], trial.name);
  EXPECT_EQ(data_of(trial)["scenario"]["name"], "</script><b>");
}

TEST(ReportHtml, CarriesTheScorecardUnchanged) {
  const Trial trial = example_trial();
  EXPECT_EQ(data_of(trial)["metrics"], Json::parse(score_json(trial, score(trial)))["metrics"]);
}

TEST(ReportHtml, IsTheSameForTheSameTrial) {
  EXPECT_EQ(page_of(example_trial()), page_of(example_trial()));
}

TEST(ReportHtml, ShowsRepsAndEventsOfTruthAndDetector) {
  const Trial trial = example_trial();
  EXPECT_EQ(lane_of(trial, "right truth"), Json::parse(R"({
    "label": "right truth", "side": "right",
    "bars": [{"start": 2.0, "turn": 3.0, "end": 4.0, "text": "knee_extension 1, 50 deg"},
             {"start": 6.0, "turn": 7.0, "end": 8.0, "text": "knee_extension 2, 50 deg",
              "alone": true}],
    "ticks": [{"time": 1.0, "kind": "initial_contact"},
              {"time": 2.0, "kind": "initial_contact", "alone": true}]})"));
  EXPECT_EQ(lane_of(trial, "right detected"), Json::parse(R"({
    "label": "right detected", "side": "right",
    "bars": [{"start": 2.1, "end": 4.1, "text": "counted 1"},
             {"start": 8.5, "end": 9.5, "text": "counted 2", "alone": true}],
    "ticks": [{"time": 1.02, "kind": "initial_contact", "decided": 1.07},
              {"time": 3.0, "kind": "initial_contact", "decided": 3.05, "alone": true}]})"));
  EXPECT_EQ(lane_of(trial, "exercise")["bars"][0]["end"], 9.0);
}

TEST(ReportHtml, MarksWhatIsAloneAfterAConstantLagWasRemoved) {
  Trial trial = example_trial();
  for (TruthEvent& event : *trial.truth.events) event.time -= from_seconds(0.15);
  trial.truth.events->push_back({from_seconds(5), Side::kRight, EventKind::kInitialContact});
  trial.device_events[1].time = from_seconds(2.02);
  EXPECT_TRUE(lane_of(trial, "right truth")["ticks"][0].contains("alone"));
  trial.reference_has_constant_lag = true;
  const Json ticks = lane_of(trial, "right truth")["ticks"];
  EXPECT_FALSE(ticks[0].contains("alone"));
  EXPECT_FALSE(ticks[1].contains("alone"));
  EXPECT_TRUE(ticks[2].contains("alone"));
}

TEST(ReportHtml, DrawsEachSensorAndTheJointsThatMove) {
  const Json rows = data_of(example_trial())["signals"]["rows"];
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0]["label"], "knee_flexion");
  EXPECT_EQ(rows[0]["lines"].size(), 2u);
  EXPECT_EQ(rows[0]["lines"][1]["side"], "right");
  EXPECT_EQ(rows[1]["group"], "right_shank");
  EXPECT_EQ(rows[1]["lines"][0]["values"][0], 57.3);  // 1 rad/s in deg/s, four digits
  EXPECT_EQ(rows[2]["lines"][0]["values"][0], 5.0);   // norm of 0, 3, 4
}

TEST(ReportHtml, LinesOfOneSensorShareAClockOfTenthsOfMilliseconds) {
  const Json signals = data_of(example_trial())["signals"];
  EXPECT_EQ(signals["rows"][1]["lines"][0]["clock"], signals["rows"][2]["lines"][0]["clock"]);
  const Json& steps = signals["clocks"][signals["rows"][1]["lines"][0]["clock"].get<size_t>()];
  ASSERT_EQ(steps.size(), 1000u);
  EXPECT_EQ(steps[0], 0);
  for (size_t i = 1; i < steps.size(); ++i) EXPECT_EQ(steps[i], 100);
}

TEST(ReportHtml, LeavesOutSamplesThatAreNotNumbers) {
  Trial trial = example_trial();
  trial.streams[0].samples[3].accel_m_s2.x() = std::nan("");
  EXPECT_EQ(data_of(trial)["signals"]["rows"][2]["lines"][0]["values"].size(), 999u);
}

/// Four sensors at 200 Hz for 200 s, noisy to the last digit.
Trial long_trial() {
  Trial trial = example_trial();
  Stream& stream = trial.streams[0];
  stream.samples.clear();
  uint32_t noise = 1;
  const auto next = [&noise] { return (noise = noise * 1664525u + 1013904223u) / 4294967296.0; };
  for (int i = 0; i < 40'000; ++i) {
    ImuSample sample;
    sample.t_arrival = from_seconds(i * 0.005 + 0.004 * next());
    sample.gyro_rad_s = {0, next() - 0.5, 0};
    sample.accel_m_s2 = {0, 0, 9 + next()};
    stream.samples.push_back(sample);
  }
  stream.samples[7777].accel_m_s2.z() = 150;
  trial.streams.assign(4, stream);
  for (int sensor = 0; sensor < 4; ++sensor)  // each has a clock of its own
    for (ImuSample& sample : trial.streams[static_cast<size_t>(sensor)].samples)
      sample.t_arrival += std::chrono::milliseconds(sensor);
  Table& motion = *trial.truth.motion;
  motion.columns = {"t_s"};
  motion.rows.assign(10'000, {});
  for (int i = 0; i < 10'000; ++i) motion.rows[static_cast<size_t>(i)] = {i * 0.01};
  for (const char* joint : {"hip_flexion", "hip_adduction", "hip_rotation", "knee_flexion",
                            "ankle_dorsiflexion", "subtalar_inversion", "toe_extension"})
    for (const char* side : {"left_", "right_"}) {
      motion.columns.push_back(std::string(side) + joint + "_deg");
      for (auto& row : motion.rows) row.push_back(100 * next());
    }
  return trial;
}

TEST(ReportHtml, StaysBelowThreeMegabytesHoweverLongTheTrial) {
  const std::string page = page_of(long_trial());
  EXPECT_LT(page.size(), 3'000'000u);
  EXPECT_GT(page.size(), 1'000'000u);
}

TEST(ReportHtml, ThinningKeepsTheHighestPeak) {
  const Json rows = data_of(long_trial())["signals"]["rows"];
  const std::vector<double> values = rows.back()["lines"][0]["values"];
  EXPECT_LT(values.size(), 40'000u);
  EXPECT_EQ(*std::max_element(values.begin(), values.end()), 150);
}

TEST(ReportHtml, DrawsSixJointsAtMost) {
  int joints = 0;
  const Json rows = data_of(long_trial())["signals"]["rows"];
  for (const Json& row : rows)
    if (row["group"] == "joint angles (truth)") ++joints;
  EXPECT_EQ(joints, 6);
}

TEST(ReportHtml, OfAnEmptyTrialIsAPageAllTheSame) {
  const Json data = data_of(Trial{});
  EXPECT_EQ(data["valid"], false);
  EXPECT_EQ(data["reason"], "no true events");
  EXPECT_THAT(data["lanes"], ElementsAre());
  EXPECT_THAT(data["signals"]["rows"], ElementsAre());
}

}  // namespace
}  // namespace steppage

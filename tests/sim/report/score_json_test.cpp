#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "report/report.hpp"
#include "sim/report/example_trial.hpp"

namespace steppage {
namespace {

using Json = nlohmann::json;

Json parsed(const Trial& trial) { return Json::parse(score_json(trial, score(trial))); }

TEST(ScoreJson, ReadsBackAsTheScorecard) {
  const Trial trial = example_trial();
  const Scorecard card = score(trial);
  const Json json = Json::parse(score_json(trial, card));
  EXPECT_EQ(json["schema"], 1);
  EXPECT_EQ(json["valid"], true);
  EXPECT_EQ(json["stop_reason"], "completed");
  EXPECT_EQ(json["name"], "weak_knee");
  EXPECT_EQ(json["detector"], "rep_angle");
  EXPECT_EQ(json["matching"], "optimal");
  EXPECT_EQ(json["seed"], 7);
  EXPECT_EQ(json["provenance"]["version"], "0.1.0");
  ASSERT_EQ(json["metrics"].size(), card.measurements.size());
  for (size_t i = 0; i < card.measurements.size(); ++i) {
    const Json& metric = json["metrics"][i];
    const Measurement& line = card.measurements[i];
    EXPECT_EQ(metric["name"], line.name);
    EXPECT_EQ(metric["unit"], line.unit);
    EXPECT_EQ(metric["count"], line.count);
    EXPECT_EQ(metric["side"], line.side);
    const Json tolerance = line.tolerance_ms ? Json(*line.tolerance_ms) : Json();
    EXPECT_EQ(metric.value("tolerance_ms", Json()), tolerance);
    EXPECT_EQ(metric["value"], line.value ? Json(*line.value) : Json());
  }
}

TEST(ScoreJson, MarksAlignedMetricsAndNoOthers) {
  Trial trial = example_trial();
  const auto aligned = [&] {
    const Json json = parsed(trial);
    return std::count_if(json["metrics"].begin(), json["metrics"].end(),
                         [](const Json& metric) { return metric.contains("aligned"); });
  };
  EXPECT_EQ(aligned(), 0);
  trial.reference_has_constant_lag = true;
  EXPECT_GT(aligned(), 0);
}

TEST(ScoreJson, OfAnInvalidTrialSaysWhy) {
  Trial trial = example_trial();
  trial.stop = StopReason::kFell;
  trial.stop_detail = "pelvis below 0.4 m";
  const Json json = parsed(trial);
  EXPECT_EQ(json["valid"], false);
  EXPECT_EQ(json["stop_reason"], "fell");
  EXPECT_EQ(json["reason"], "fell: pelvis below 0.4 m");
}

TEST(ScoreJson, HasAMetricALine) {
  const Trial trial = example_trial();
  const std::string text = score_json(trial, score(trial));
  EXPECT_THAT(text,
              testing::HasSubstr("\n    {\"name\":\"reps.exact\",\"value\":1.0,\"unit\":\"1\","
                                 "\"count\":1,\"side\":\"both\"},\n"));
}

TEST(ScoreJson, DoesNotNeedAScenario) {
  Trial trial = example_trial();
  for (const char* scenario : {"", "not JSON", "[]"}) {
    trial.scenario_json = scenario;
    EXPECT_FALSE(parsed(trial).contains("provenance"));
  }
}

TEST(ScoreJson, SurvivesANameThatIsNotUtf8) {
  Trial trial = example_trial();
  trial.name = "caf\xe9";
  EXPECT_EQ(parsed(trial)["name"], "caf\xef\xbf\xbd");
}

}  // namespace
}  // namespace steppage

#include "formats/import.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "formats/trial_directory.hpp"
#include "sim/formats/scratch_directory.hpp"

namespace steppage {
namespace {

constexpr const char* kSignalsHeader =
    "t_s,RS_acc_V_g,RS_acc_ML_g,RS_acc_AP_g,RS_gyr_V_dps,RS_gyr_ML_dps,RS_gyr_AP_dps,"
    "LS_acc_V_g,LS_acc_ML_g,LS_acc_AP_g,LS_gyr_V_dps,LS_gyr_ML_dps,LS_gyr_AP_dps,"
    "LB_acc_V_g,LB_acc_ML_g,LB_acc_AP_g,LB_gyr_V_dps,LB_gyr_ML_dps,LB_gyr_AP_dps\n";

void write_gzip(const ScratchDirectory& scratch, const std::string& file,
                const std::string& content) {
  gzFile stream = gzopen((scratch / file).c_str(), "wb");
  gzwrite(stream, content.data(), static_cast<unsigned>(content.size()));
  gzclose(stream);
}

void write_example(const ScratchDirectory& scratch, const std::string& rows =
                                                        "0,1,2,3,180,0,0,1,0,0,0,90,0,1,0,0,0,0,0\n"
                                                        "0.0078125,1,0,0,0,0,0,1,0,0,0,0,0,1,0,0,0,"
                                                        "0,0\n") {
  write_gzip(scratch, "S022_stroke.csv.gz", kSignalsHeader + rows);
  scratch.write("S022_gaitrite_ic.csv", "pass,ic_s\n0,0.5000\n0,1.2500\n2,3.0000\n");
}

TEST(UnissImport, TurnsUpRightForwardInGAndDegreesToOurAxesAndUnits) {
  const ScratchDirectory scratch;
  write_example(scratch);
  const Trial trial = import_dataset("uniss", scratch / "S022_stroke.csv.gz").at(0);
  const ImuSample& right = trial.streams.at(0).samples.at(0);
  EXPECT_EQ(trial.streams[0].site, "right_shank");
  EXPECT_TRUE(right.accel_m_s2.isApprox(9.80665 * Eigen::Vector3d(3, -2, 1)));
  EXPECT_TRUE(right.gyro_rad_s.isApprox(Eigen::Vector3d(0, 0, std::numbers::pi)));
  const ImuSample& left = trial.streams.at(1).samples.at(0);
  EXPECT_EQ(trial.streams[1].site, "left_shank");
  EXPECT_TRUE(left.gyro_rad_s.isApprox(Eigen::Vector3d(0, -std::numbers::pi / 2, 0)));
  EXPECT_EQ(trial.streams.at(2).site, "lower_back");
}

TEST(UnissImport, ScoresFromFirstToLastContactOfEachPass) {
  const ScratchDirectory scratch;
  write_example(scratch);
  const Truth truth = import_dataset("uniss", scratch / "").at(0).truth;
  const std::vector<Interval> scored = {
      {Time(500'000), Time(1'250'000), Side::kUnknown, "scored", "mat pass 0"},
      {Time(3'000'000), Time(3'000'000), Side::kUnknown, "scored", "mat pass 2"}};
  const auto contact = [](int64_t micros) {
    return TruthEvent{Time(micros), Side::kUnknown, EventKind::kInitialContact};
  };
  EXPECT_EQ(truth.intervals, scored);
  EXPECT_EQ(truth.events,
            (std::vector<TruthEvent>{contact(500'000), contact(1'250'000), contact(3'000'000)}));
}

TEST(UnissImport, SamplesRegularlyAt128Hz) {
  const ScratchDirectory scratch;
  write_example(scratch);
  const Trial trial = import_dataset("uniss", scratch / "").at(0);
  for (const Stream& stream : trial.streams) {
    EXPECT_EQ(stream.rate_hz, 128);
    EXPECT_EQ(stream.samples.at(1).t_device, Time(7813));
    EXPECT_EQ(stream.samples.at(1).t_arrival, Time(7813));
  }
}

TEST(UnissImport, GivesARecordingThatReadsBackTheSame) {
  const ScratchDirectory scratch;
  write_example(scratch);
  const Trial trial = import_dataset("uniss", scratch / "").at(0);
  EXPECT_EQ(trial.name, "uniss_S022");
  EXPECT_TRUE(trial.reference_has_constant_lag);
  write_recording(scratch / "out", trial);
  EXPECT_EQ(read_recording(scratch / "out"), trial);
}

TEST(Import, OfAnUnknownDatasetNamesTheKnownOnes) {
  EXPECT_EQ(message_of([] { import_dataset("unis", "."); }),
            "dataset unis is not known (known: uniss); did you mean uniss?");
  EXPECT_EQ(message_of([] { import_dataset("holiday_photos", "."); }),
            "dataset holiday_photos is not known (known: uniss)");
}

TEST(UnissImport, SaysWhichFileIsMissing) {
  const ScratchDirectory scratch;
  EXPECT_EQ(message_of([&] { import_dataset("uniss", scratch / "absent"); }),
            scratch / "absent does not exist");
  EXPECT_EQ(message_of([&] { import_dataset("uniss", scratch / ""); }),
            scratch / " holds no S0xx_<group>.csv.gz");
  scratch.write("notes.txt", "");
  EXPECT_EQ(message_of([&] { import_dataset("uniss", scratch / "notes.txt"); }),
            scratch / "notes.txt is not called S0xx_<group>.csv.gz");
  write_example(scratch);
  std::filesystem::remove(scratch / "S022_gaitrite_ic.csv");
  EXPECT_EQ(message_of([&] { import_dataset("uniss", scratch / "S022_stroke.csv.gz"); }),
            scratch / "S022_gaitrite_ic.csv cannot be read: No such file or directory");
}

TEST(UnissImport, RefusesADamagedFile) {
  const ScratchDirectory scratch;
  write_example(scratch);
  const std::string signals = scratch / "S022_stroke.csv.gz";
  const auto import_again = [&] { import_dataset("uniss", signals); };
  const std::string whole = scratch.read("S022_stroke.csv.gz");

  scratch.write("S022_stroke.csv.gz", whole.substr(0, whole.size() / 2));
  EXPECT_EQ(message_of(import_again), signals + " is not a whole gzip file");
  scratch.write("S022_stroke.csv.gz", whole.substr(0, whole.size() - 4));
  EXPECT_EQ(message_of(import_again), signals + " is not a whole gzip file");
  scratch.write("S022_stroke.csv.gz", "plain text\n");
  EXPECT_EQ(message_of(import_again), signals + " is not a whole gzip file");
  write_example(scratch, "");
  EXPECT_EQ(message_of(import_again), signals + " holds no samples");
  write_example(scratch, "0.5,1,2,3,180,0,0,1,0,0,0,90,0,1,0,0,0,0,0\n");
  EXPECT_EQ(message_of(import_again), signals + ":2 t_s is not that of sample 0 at 128 Hz");
  write_example(scratch);
  scratch.write("S022_gaitrite_ic.csv", "pass,ic_s\n0,0.5\n0,0.5\n");
  EXPECT_EQ(message_of(import_again), scratch / "S022_gaitrite_ic.csv:3 ic_s does not increase");
}

class RealUniss : public testing::Test {
 protected:
  void SetUp() override {
    const std::string folder = STEPPAGE_SOURCE_DIR "/../shared/data/uniss_shank_lb_gaitrite";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "skipped: no recordings";
    trials_ = import_dataset("uniss", folder);
  }

  std::vector<Trial> trials_;
};

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

bool is_shank(const Stream& stream) { return stream.site != "lower_back"; }

TEST_F(RealUniss, HasTheContactsAndPassesThatWereCounted) {
  ASSERT_EQ(trials_.size(), 5u);
  const std::vector<std::string> names = {"uniss_S001", "uniss_S002", "uniss_S003", "uniss_S022",
                                          "uniss_S028"};
  const std::vector<size_t> contacts = {59, 50, 47, 56, 46};  // 258
  const std::vector<size_t> passes = {6, 5, 6, 3, 5};
  for (size_t i = 0; i < trials_.size(); ++i) {
    EXPECT_EQ(trials_[i].name, names[i]);
    EXPECT_EQ(trials_[i].truth.events->size(), contacts[i]);
    EXPECT_EQ(trials_[i].truth.intervals->size(), passes[i]);
  }
}

TEST_F(RealUniss, FeelsGravityAlongZWithAShankThatHardlyTurns) {
  for (const Trial& trial : trials_)
    for (const Stream& stream : trial.streams) {
      if (!is_shank(stream)) continue;
      std::vector<double> up, all;
      for (const ImuSample& sample : stream.samples) {
        if (sample.gyro_rad_s.norm() > 0.5) continue;
        up.push_back(sample.accel_m_s2.z());
        all.push_back(sample.accel_m_s2.norm());
      }
      EXPECT_NEAR(median(up), 9.8, 0.8) << trial.name << ' ' << stream.sensor;
      EXPECT_NEAR(median(all), 9.8, 0.4) << trial.name << ' ' << stream.sensor;
    }
}

// A back that walks to and fro does not accelerate on average.
TEST_F(RealUniss, FeelsGravityAlongZInTheMeanOfTheLowerBack) {
  for (const Trial& trial : trials_) {
    const Stream& back = trial.streams.at(2);
    Eigen::Vector3d mean = Eigen::Vector3d::Zero();
    for (const ImuSample& sample : back.samples)
      mean += sample.accel_m_s2 / static_cast<double>(back.samples.size());
    EXPECT_NEAR(mean.z(), 9.8, 0.8) << trial.name;
    EXPECT_NEAR(mean.norm(), 9.8, 0.4) << trial.name;
  }
}

TEST_F(RealUniss, SwingsForwardAtANegativePitchRate) {
  for (const Trial& trial : trials_)
    for (const Stream& stream : trial.streams) {
      if (!is_shank(stream)) continue;
      double fastest = 0, mean_cubed = 0;
      for (const ImuSample& sample : stream.samples) {
        fastest = std::min(fastest, sample.gyro_rad_s.y());
        mean_cubed += std::pow(sample.gyro_rad_s.y(), 3);
      }
      // The fast, short lobe is the swing: 170 to 430 deg/s.
      EXPECT_LT(fastest, -170 * std::numbers::pi / 180) << trial.name << ' ' << stream.sensor;
      EXPECT_LT(mean_cubed, 0) << trial.name << ' ' << stream.sensor;
    }
}

// While a shank hardly accelerates, its sensor sees gravity turn at the rate of the gyroscope:
// da/dt = -w x a. Wrong axes or signs turn it the other way.
TEST_F(RealUniss, SeesGravityTurnAsTheGyroscopeSays) {
  for (const Trial& trial : trials_)
    for (const Stream& stream : trial.streams) {
      if (!is_shank(stream)) continue;
      const std::vector<ImuSample>& samples = stream.samples;
      Eigen::Vector3d agreement = Eigen::Vector3d::Zero();
      int quiet = 0;
      for (size_t i = 16; i < samples.size(); ++i) {
        quiet =
            std::abs(samples[i].accel_m_s2.norm() - 9.8) < 0.7 && samples[i].gyro_rad_s.norm() < 1.2
                ? quiet + 1
                : 0;
        if (quiet <= 16) continue;
        const Eigen::Vector3d change = samples[i].accel_m_s2 - samples[i - 16].accel_m_s2;
        const ImuSample& middle = samples[i - 8];
        agreement += change.cwiseProduct(-middle.gyro_rad_s.cross(middle.accel_m_s2));
      }
      EXPECT_GT(agreement.x(), 0) << trial.name << ' ' << stream.sensor;
      EXPECT_GT(agreement.y(), 0) << trial.name << ' ' << stream.sensor;
    }
}

TEST_F(RealUniss, ReadsBackFromDiskTheSame) {
  const ScratchDirectory scratch;
  for (const Trial& trial : trials_) {
    write_recording(scratch / trial.name, trial);
    EXPECT_EQ(read_recording(scratch / trial.name), trial);
  }
}

}  // namespace
}  // namespace steppage

// Detectors on recordings of real people, where those are present.
#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "detector/motion.hpp"
#include "detector/replay.hpp"
#include "stp_detector.h"

namespace steppage {
namespace {

const std::filesystem::path kData = STEPPAGE_SOURCE_DIR "/../shared/data";
using Rows = std::vector<std::vector<double>>;

/// The rows of numbers of a text file, compressed or not; others, such as headers, are left out.
Rows read_rows(const std::filesystem::path& file, char separator) {
  const std::string command = "gzip -dcf '" + file.string() + "'";
  FILE* pipe = popen(command.c_str(), "r");
  Rows rows;
  std::vector<char> line(4096);
  while (fgets(line.data(), static_cast<int>(line.size()), pipe) != nullptr) {
    std::vector<double> row;
    for (char* at = line.data();;) {
      char* end = at;
      row.push_back(std::strtod(at, &end));
      if (end == at) row.clear();
      if (end == at || *end != separator) break;
      at = end + 1;
    }
    if (!row.empty()) rows.push_back(row);
  }
  pclose(pipe);
  return rows;
}

/// Pairs (reference, detection) in order, no further apart than the tolerance: as many as possible,
/// then with the least total distance.
std::vector<std::pair<size_t, size_t>> match(const std::vector<double>& reference,
                                             const std::vector<double>& detected,
                                             double tolerance_s) {
  const size_t n = reference.size();
  const size_t m = detected.size();
  struct Best {
    double unmatched = 0, distance = 0;
    bool operator<(const Best& o) const {
      return std::tie(unmatched, distance) < std::tie(o.unmatched, o.distance);
    }
  };
  std::vector<std::vector<Best>> best(n + 1, std::vector<Best>(m + 1));
  const auto pair_of = [&](size_t i, size_t j) {
    const double apart = std::abs(reference[i - 1] - detected[j - 1]);
    if (apart > tolerance_s) return Best{std::numeric_limits<double>::infinity(), 0};
    return Best{best[i - 1][j - 1].unmatched, best[i - 1][j - 1].distance + apart};
  };
  const auto without = [](Best b) { return Best{b.unmatched + 1, b.distance}; };
  for (size_t i = 0; i <= n; ++i) {
    for (size_t j = 0; j <= m; ++j) {
      if (i == 0 && j == 0) continue;
      best[i][j].unmatched = std::numeric_limits<double>::infinity();
      if (i > 0) best[i][j] = std::min(best[i][j], without(best[i - 1][j]));
      if (j > 0) best[i][j] = std::min(best[i][j], without(best[i][j - 1]));
      if (i > 0 && j > 0) best[i][j] = std::min(best[i][j], pair_of(i, j));
    }
  }
  std::vector<std::pair<size_t, size_t>> pairs;
  for (size_t i = n, j = m; i > 0 && j > 0;) {
    const Best here = best[i][j];
    const Best pair = pair_of(i, j);
    if (!(here < pair) && !(pair < here)) {
      pairs.emplace_back(--i, --j);
    } else if (!(here < without(best[i - 1][j]))) {
      --i;
    } else {
      --j;
    }
  }
  return pairs;
}

struct Score {
  size_t true_positives = 0, references = 0, detections = 0;
  std::vector<double> errors_s;

  double f1() const {
    return 2 * static_cast<double>(true_positives) / static_cast<double>(references + detections);
  }
  void add(const Score& other) {
    true_positives += other.true_positives;
    references += other.references;
    detections += other.detections;
    errors_s.insert(errors_s.end(), other.errors_s.begin(), other.errors_s.end());
  }
};

/// One pass over the mat. Detections outside it are nobody's business unless they match.
Score score_pass(const std::vector<double>& contacts, const std::vector<double>& detected,
                 double lag_s, double tolerance_s) {
  std::vector<double> near;
  for (double t_s : detected) {
    const double shifted = t_s - lag_s;
    if (shifted >= contacts.front() - tolerance_s && shifted <= contacts.back() + tolerance_s) {
      near.push_back(shifted);
    }
  }
  Score score;
  std::vector<bool> matched(near.size(), false);
  for (const auto& [i, j] : match(contacts, near, tolerance_s)) {
    matched[j] = true;
    score.errors_s.push_back(near[j] - contacts[i]);
  }
  score.true_positives = score.errors_s.size();
  score.references = contacts.size();
  for (size_t j = 0; j < near.size(); ++j) {
    const bool inside = near[j] >= contacts.front() && near[j] <= contacts.back();
    if (inside || matched[j]) ++score.detections;
  }
  return score;
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

double deviation(const std::vector<double>& values) {
  const Eigen::Map<const Eigen::ArrayXd> x(values.data(), static_cast<Eigen::Index>(values.size()));
  return std::sqrt((x - x.mean()).square().mean());
}

/// The mat's clock leads by a constant of each recording: matched within 250 ms, the median lag
/// taken off, matched again within 100 ms.
Score score_recording(const std::vector<std::vector<double>>& passes,
                      const std::vector<double>& detected, double& lag_s) {
  const auto over_passes = [&](double lag, double tolerance_s) {
    Score total;
    for (const auto& contacts : passes) total.add(score_pass(contacts, detected, lag, tolerance_s));
    return total;
  };
  lag_s = quantile(over_passes(0, 0.25).errors_s, 0.5);
  return over_passes(lag_s, 0.1);
}

/// Columns V, ML, AP of a shank at `column`; ML points to the right, gyroscope in deg/s,
/// accelerometer in g.
stp_sample shank_sample(const std::vector<double>& row, size_t column, int32_t site) {
  stp_sample sample{};
  sample.time_us = static_cast<uint32_t>(std::llround(row[0] * 1e6));
  sample.site = site;
  const size_t forward_left_up[] = {2, 1, 0};
  for (size_t axis = 0; axis < 3; ++axis) {
    const size_t from = column + forward_left_up[axis];
    const double sign = axis == 1 ? -1 : 1;
    sample.accel_m_s2[axis] = static_cast<float>(sign * 9.80665 * row[from]);
    sample.gyro_rad_s[axis] = static_cast<float>(sign * radians(row[from + 3]));
  }
  return sample;
}

TEST(RecordedPeople, HaveTheirMatContactsFoundFromTheShanks) {
  const auto folder = kData / "uniss_shank_lb_gaitrite";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "skipped: no recordings";
  Score pooled;
  std::vector<double> latencies_s;
  for (const std::string name :
       {"S001_elderly", "S002_elderly", "S003_elderly", "S022_stroke", "S028_stroke"}) {
    Instance instance(detector_named("shank_gyro"));
    for (const auto& row : read_rows(folder / (name + ".csv.gz"), ',')) {
      instance.take(shank_sample(row, 7, STP_SITE_LEFT_SHANK));
      instance.take(shank_sample(row, 1, STP_SITE_RIGHT_SHANK));
    }
    std::vector<double> detected;
    for (const Reported& r : instance.reported()) {
      if (r.event.kind != STP_INITIAL_CONTACT) continue;
      detected.push_back(r.event.time_us * 1e-6);
      latencies_s.push_back((r.decided_us - r.event.time_us) * 1e-6);
    }
    std::sort(detected.begin(), detected.end());
    std::vector<std::vector<double>> passes;
    for (const auto& row : read_rows(folder / (name.substr(0, 4) + "_gaitrite_ic.csv"), ',')) {
      passes.resize(static_cast<size_t>(row[0]) + 1);
      passes.back().push_back(row[1]);
    }
    double lag_s = 0;
    const Score score = score_recording(passes, detected, lag_s);
    std::printf("%s: F1 %.3f, lag %.0f ms, SD %.1f ms, %zu contacts\n", name.c_str(), score.f1(),
                1e3 * lag_s, 1e3 * deviation(score.errors_s), score.references);
    pooled.add(score);
  }
  std::printf("pooled: F1 %.4f, SD %.1f ms; decided after %.0f ms (p50), %.0f ms (p95)\n",
              pooled.f1(), 1e3 * deviation(pooled.errors_s), 1e3 * quantile(latencies_s, 0.5),
              1e3 * quantile(latencies_s, 0.95));
  EXPECT_EQ(pooled.references, 258u);
  EXPECT_GE(pooled.f1(), 0.98);
  EXPECT_LE(deviation(pooled.errors_s), 0.025);
  EXPECT_LE(quantile(latencies_s, 0.95), 0.05);
}

/// Axes of a sensor on a moving leg: left is the principal axis of its rotation, up is gravity in
/// the first second without it. Rows are forward, left, up. Of the two signs the one that raises
/// the leg.
Eigen::Matrix3d sensor_axes(const Eigen::MatrixX3d& accel, const Eigen::MatrixX3d& gyro) {
  const Eigen::MatrixX3d centred = gyro.rowwise() - gyro.colwise().mean();
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(centred.transpose() * centred);
  Eigen::Vector3d left = solver.eigenvectors().col(2);
  Eigen::Vector3d up = accel.topRows(25).colwise().mean();
  up = (up - left * left.dot(up)).normalized();
  if ((accel * left.cross(up)).mean() < 0) left = -left;
  Eigen::Matrix3d axes;
  axes << left.cross(up).transpose(), left.transpose(), up.transpose();
  return axes;
}

class RecordedKneeExtension : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(People, RecordedKneeExtension,
                         testing::Values("s1_e1_u2_test.txt.gz", "s2_e1_u2_test.txt.gz"),
                         [](const auto& row) { return std::string(row.param, 2); });

TEST_P(RecordedKneeExtension, IsCountedThirtyTimes) {
  const auto file = kData / "uci_pt_exercises" / GetParam();
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "skipped: no recordings";
  const Rows rows = read_rows(file, ';');
  Eigen::MatrixX3d accel(rows.size(), 3);
  Eigen::MatrixX3d gyro(rows.size(), 3);
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto r = static_cast<Eigen::Index>(i);
    accel.row(r) << rows[i][1], rows[i][2], rows[i][3];
    gyro.row(r) << rows[i][4], rows[i][5], rows[i][6];
  }
  const Eigen::Matrix3d axes = sensor_axes(accel, gyro);
  Instance instance(detector_named("rep_counter"));
  for (Eigen::Index i = 0; i < accel.rows(); ++i) {
    stp_sample sample{static_cast<uint32_t>(i) * 40000, STP_SITE_RIGHT_SHANK, 0, {}, {}};
    Eigen::Map<Eigen::Vector3f>(sample.accel_m_s2) =
        (axes * accel.row(i).transpose()).cast<float>();
    Eigen::Map<Eigen::Vector3f>(sample.gyro_rad_s) = (axes * gyro.row(i).transpose()).cast<float>();
    instance.take(sample);
  }
  EXPECT_EQ(times_s(instance.reported(), STP_REP_END, STP_SIDE_RIGHT).size(), 30u);
}

}  // namespace
}  // namespace steppage

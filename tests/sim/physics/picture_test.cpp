#include "physics/picture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "graphics/offscreen.hpp"
#include "laboratory.hpp"

namespace steppage {
namespace {

constexpr int kWidth = 320, kHeight = 240;

struct Pixel {
  int red, green, blue;
};

Pixel pixel(const Image& image, int x, int y) {
  const auto at = static_cast<size_t>(3 * (y * image.width + x));
  return {image.rgb[at], image.rgb[at + 1], image.rgb[at + 2]};
}

bool is_red(const Pixel& p) { return p.red > p.green + 60 && p.red > p.blue + 60; }
bool is_green(const Pixel& p) { return p.green > p.red + 40 && p.green > p.blue + 20; }
bool is_dark(const Pixel& p) { return std::max({p.red, p.green, p.blue}) < 40; }

// The caption and the scale of colours stay out of it.
template <class Predicate>
std::vector<Eigen::Vector2i> find(const Image& image, Predicate predicate) {
  std::vector<Eigen::Vector2i> found;
  for (int y = 0; y < image.height * 93 / 100; ++y)
    for (int x = 0; x < image.width; ++x)
      if (predicate(x, y)) found.emplace_back(x, y);
  return found;
}

size_t count(const Image& image, bool (*colour)(const Pixel&)) {
  return find(image, [&](int x, int y) { return colour(pixel(image, x, y)); }).size();
}

// Places that differ by more than noise.
std::vector<Eigen::Vector2i> changes(const Image& a, const Image& b) {
  return find(a, [&](int x, int y) {
    const Pixel p = pixel(a, x, y), q = pixel(b, x, y);
    return std::abs(p.red - q.red) + std::abs(p.green - q.green) + std::abs(p.blue - q.blue) > 12;
  });
}

// A man who stands, seen by a painter that had him in view from the start.
class Picture : public testing::Test {
 protected:
  static VisibleMoment standing(const Model& model) {
    const Shape shape = build_body(reference_man(1)).shape();
    const double sole = shape.geom_m.at("right_heel").z() - shape.radius_m.at("right_heel");
    VisibleMoment scene;
    scene.posture.pelvis_position_m = {0, 0, -sole - 0.001};
    for (const std::string& muscle : model.layout().muscles) scene.activation[muscle] = 0;
    return scene;
  }

  Image paint(const VisibleMoment& scene) { return painter_.paint(scene, "standing"); }

  const Model model_ = build_body(reference_man(1)).compile();
  const VisibleMoment standing_ = standing(model_);
  const Offscreen offscreen_;
  Painter painter_{model_, {&standing_, 1}, kWidth, kHeight};
};

TEST_F(Picture, HasTheSizeAskedFor) {
  const Image image = paint(standing_);
  EXPECT_EQ(image.width, kWidth);
  EXPECT_EQ(image.height, kHeight);
  EXPECT_EQ(image.rgb.size(), size_t{3} * kWidth * kHeight);
}

TEST_F(Picture, ShowsTheWholePatient) {
  VisibleMoment away = standing_;
  away.posture.pelvis_position_m.z() += 100;
  const auto patient = changes(paint(standing_), paint(away));
  ASSERT_FALSE(patient.empty());
  const auto [top, bottom] = std::minmax_element(
      patient.begin(), patient.end(), [](const auto& a, const auto& b) { return a.y() < b.y(); });
  EXPECT_GT(top->y(), kHeight * 2 / 100);
  EXPECT_GT(bottom->y() - top->y(), kHeight * 70 / 100);
  EXPECT_LT(bottom->y(), kHeight * 98 / 100);
}

TEST_F(Picture, IsTheSameForTheSameScene) {
  const Image once = paint(standing_);
  EXPECT_EQ(paint(standing_), once);
  Painter other(model_, {&standing_, 1}, kWidth, kHeight);
  EXPECT_EQ(other.paint(standing_, "standing"), once);
}

TEST_F(Picture, ChangesWhenAKneeBends) {
  VisibleMoment bent = standing_;
  bent.posture.joint_angle_rad["right_knee_flexion"] = 1;
  EXPECT_GT(changes(paint(standing_), paint(bent)).size(), 200U);
}

TEST_F(Picture, TravelsWithThePatient) {
  VisibleMoment ahead = standing_;
  ahead.posture.pelvis_position_m.x() += 3;  // six lines of the floor
  EXPECT_LT(changes(paint(standing_), paint(ahead)).size(), size_t{kWidth} * kHeight / 200);
}

TEST_F(Picture, FollowsAPlaceInsteadOfThePelvisWhenThereIsOne) {
  VisibleMoment followed = standing_, ahead = standing_;
  followed.followed_m = {0, 0};
  ahead.followed_m = {0, 0};
  ahead.posture.pelvis_position_m.x() += 0.05;
  EXPECT_GT(changes(paint(followed), paint(ahead)).size(), 200U);  // moves in the picture
  ahead.followed_m = {3, 0};
  ahead.posture.pelvis_position_m.x() = 3;
  const auto moved = changes(paint(followed), paint(ahead));
  EXPECT_LT(moved.size(), size_t{kWidth} * kHeight / 100);  // but for the numbers of the metres
  EXPECT_GT(moved.size(), 0U);
}

TEST_F(Picture, MarksTheMetresOfAWalkAndNothingOfWhoStands) {
  VisibleMoment walking = standing_;
  walking.followed_m = {0, 0};
  EXPECT_GT(changes(paint(standing_), paint(walking)).size(), 50U);
}

TEST_F(Picture, ShowsActiveMusclesRed) {
  VisibleMoment half = standing_, full = standing_;
  for (auto& [muscle, activation] : half.activation) activation = 0.5;
  for (auto& [muscle, activation] : full.activation) activation = 1;
  EXPECT_EQ(count(paint(standing_), is_red), 0U);
  EXPECT_GT(count(paint(half), is_red), 0U);
  EXPECT_GT(count(paint(full), is_red), 2 * count(paint(half), is_red));
}

TEST_F(Picture, ShowsASensorOnlyWhereThereIsOne) {
  BodySpec body = build_body(reference_man(1));
  body.add_imu("right_thigh", {});
  const Model with = body.compile();
  Painter other(with, {&standing_, 1}, kWidth, kHeight);
  EXPECT_EQ(count(paint(standing_), is_dark), 0U);
  EXPECT_GT(count(other.paint(standing_, "standing"), is_dark), 0U);
  EXPECT_EQ(count(paint(standing_), is_dark), 0U);  // two painters do not disturb each other
}

// Half a kilonewton less lowers the tip as far as half a metre lowers the head.
TEST_F(Picture, ShowsForceAsAnArrowOfOneMetreAKilonewton) {
  const auto head_row = [&](double lowered_m) {
    VisibleMoment scene = standing_, away = standing_;
    scene.posture.pelvis_position_m.z() -= lowered_m;
    away.posture.pelvis_position_m.z() += 100;
    return changes(paint(scene), paint(away)).front().y();
  };
  const auto tip_row = [&](double force_n) {
    VisibleMoment scene = standing_;
    scene.ground_reaction_n.right.z() = force_n;
    return changes(paint(scene), paint(standing_)).front().y();
  };
  const int metres = head_row(0.5) - head_row(0);
  EXPECT_GT(metres, kHeight / 8);
  EXPECT_NEAR(tip_row(1300) - tip_row(1800), metres, 3);
}

TEST_F(Picture, ShowsNoArrowWithoutForce) { EXPECT_EQ(count(paint(standing_), is_green), 0U); }

}  // namespace
}  // namespace steppage

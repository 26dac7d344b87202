#include "control/walking/orthosis.hpp"

#include <algorithm>
#include <numbers>

#include "props.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kReferenceShank_m = 0.43, kReferenceSole_m = 0.084;  // models/body/body.xml

void fasten(const std::string& side, const std::string& segment, std::string_view mjcf,
            double scale, BodySpec& body) {
  const std::string prop = side + "_orthosis_" + segment;
  body.attach(prop, mjcf, Eigen::Vector3d::Zero(), side + "_" + segment);
  body.scale(prop + "/brace", scale, scale);
}

}  // namespace

// Stiffness against plantarflexion of orthoses that people wear: 1 to 6 Nm/deg (as usually quoted
// from Kobayashi 2011; not checked there). What holds like a stop is at its upper end.
std::vector<Orthosis> read_orthoses(Reader& activity) {
  std::vector<Orthosis> orthoses;
  for (Reader& reader : activity.objects("orthoses")) {
    Orthosis orthosis;
    orthosis.side = reader.text("side", {"left", "right"}) == "left" ? Side::kLeft : Side::kRight;
    orthosis.stiffness_nm_rad = reader.number("stiffness_nm_deg", {0.1, 10}, 2) / kDegree;
    orthosis.neutral_rad = kDegree * reader.number("neutral_deg", {-20, 10}, 0);
    const auto is_same_side = [&](const Orthosis& other) { return other.side == orthosis.side; };
    if (std::any_of(orthoses.begin(), orthoses.end(), is_same_side))
      reader.problem("side", "has an orthosis already");
    reader.finish();
    orthoses.push_back(orthosis);
  }
  return orthoses;
}

void put_on(const Orthosis& orthosis, BodySpec& body) {
  const std::string side(name(orthosis.side));
  const Shape shape = body.shape();
  const Eigen::Vector3d ankle = shape.body_m.at(side + "_foot");
  const double shank_m = (shape.body_m.at(side + "_shank") - ankle).norm();
  const double sole_m =
      ankle.z() - shape.geom_m.at(side + "_heel").z() + shape.radius_m.at(side + "_heel");
  fasten(side, "shank", embedded::orthosis_shank_xml, shank_m / kReferenceShank_m, body);
  fasten(side, "foot", embedded::orthosis_foot_xml, sole_m / kReferenceSole_m, body);
  body.add_stop(side + "_ankle_dorsiflexion", false, orthosis.neutral_rad,
                orthosis.stiffness_nm_rad);
}

}  // namespace steppage

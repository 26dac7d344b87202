#include "patient/body.hpp"

#include <algorithm>
#include <cmath>

#include "models.hpp"
#include "patient/model_tables.hpp"

namespace steppage {
namespace {

// The reference body of models/body/body.xml.
constexpr double kReferenceTrunk_m = 0.55;  // hips to shoulders
constexpr double kReferenceUpperArm_m = 0.291;
constexpr double kReferenceForearm_m = 0.278;
constexpr double kReferenceThigh_m = 0.396;
constexpr double kReferenceShank_m = 0.43;
constexpr double kReferenceFoot_m = 0.267;
constexpr double kReferenceSole_m = 0.084;  // ankle above the sole

const Eigen::Vector3d kLumbarJoint_m(-0.03, 0, 0.1476);   // above the hips
const Eigen::Vector3d kToeJoint_m(0.13, -0.009, -0.044);  // from the ankle
constexpr double kToesOfFoot = 0.14;                      // of its mass: gait2392
const Eigen::Vector3d kToesCom_m(0.030, 0.008, -0.018);   // from the toe joint
const Eigen::Vector3d kToesSize_m(0.065, 0.085, 0.025);   // as a box

double trunk_length(const Segments& segment) {
  return segment.at("lower_trunk").length_m + segment.at("middle_trunk").length_m +
         segment.at("upper_trunk").length_m;
}

struct Scales {
  double pelvis, trunk, upper_arm, forearm, foot;
  PerSide<double> thigh, shank;
};

// A leg that is longer than the other is so in thigh and shank alike.
Scales scales(const Segments& segment, const PatientSettings& patient) {
  const double thigh = segment.at("thigh").length_m, shank = segment.at("shank").length_m;
  const double unequal = patient.leg_length_difference_mm / 1000 / 2 / (thigh + shank);
  const PerSide<double> leg = {1 + unequal, 1 - unequal};
  return {
      patient.height_m / kReferenceHeight_m,
      trunk_length(segment) / kReferenceTrunk_m,
      segment.at("upper_arm").length_m / kReferenceUpperArm_m,
      segment.at("forearm").length_m / kReferenceForearm_m,
      segment.at("foot").length_m / kReferenceFoot_m,
      {leg[Side::kLeft] * thigh / kReferenceThigh_m, leg[Side::kRight] * thigh / kReferenceThigh_m},
      {leg[Side::kLeft] * shank / kReferenceShank_m,
       leg[Side::kRight] * shank / kReferenceShank_m}};
}

// Moments of a body whose parts lie on one line along its third axis.
SegmentInertia stacked(const std::vector<SegmentInertia>& parts) {
  SegmentInertia whole;
  for (const SegmentInertia& part : parts) {
    whole.mass_kg += part.mass_kg;
    whole.com_m += part.mass_kg * part.com_m;
  }
  whole.com_m /= whole.mass_kg;
  for (const SegmentInertia& part : parts) {
    const double z2 = std::pow(part.com_m.z() - whole.com_m.z(), 2);
    whole.moments_kg_m2 += part.moments_kg_m2 + part.mass_kg * Eigen::Vector3d(z2, z2, 0);
  }
  return whole;
}

SegmentInertia hanging(const Segment& segment, double stretch = 1) {
  return {
      segment.mass_kg, {0, 0, -stretch * segment.com_m}, stretch * stretch * segment.moments_kg_m2};
}

// A segment whose proximal end is above: heights above the lumbar joint.
SegmentInertia below(const Segment& segment, double top_m) {
  return {segment.mass_kg, {0, 0, top_m - segment.com_m}, segment.moments_kg_m2};
}

// Head and trunk above the navel, in the trunk's frame.
SegmentInertia upper_trunk(const Segments& segment, const PatientSettings& patient,
                           const Scales& scale) {
  const Segments usual = segments(patient.sex, patient.mass_kg, patient.height_m);
  const double hips_m = usual.at("thigh").length_m + usual.at("shank").length_m +
                        kReferenceSole_m * usual.at("foot").length_m / kReferenceFoot_m;
  const double lumbar = scale.pelvis * kLumbarJoint_m.z();
  const double xiphoid =
      segment.at("lower_trunk").length_m + segment.at("middle_trunk").length_m - lumbar;
  const double shoulder = trunk_length(segment) - lumbar;
  const double vertex =
      patient.height_m - hips_m - lumbar + trunk_length(segment) - trunk_length(usual);
  SegmentInertia whole =
      stacked({below(segment.at("middle_trunk"), xiphoid),
               below(segment.at("upper_trunk"), shoulder), below(segment.at("head"), vertex)});
  whole.com_m.x() = -scale.pelvis * kLumbarJoint_m.x();  // above the hips
  return whole;
}

SegmentInertia forearm_and_hand(const Segments& segment) {
  const Segment& forearm = segment.at("forearm");
  return stacked({below(forearm, 0), below(segment.at("hand"), -forearm.length_m)});
}

Eigen::Vector3d box_moments(double mass_kg, const Eigen::Vector3d& size_m) {
  const Eigen::Vector3d square = size_m.cwiseAbs2();
  return mass_kg / 12 *
         Eigen::Vector3d(square.y() + square.z(), square.x() + square.z(), square.x() + square.y());
}

Eigen::Vector3d moved(double mass_kg, const Eigen::Vector3d& by_m) {
  const Eigen::Vector3d square = by_m.cwiseAbs2();
  return mass_kg *
         Eigen::Vector3d(square.y() + square.z(), square.x() + square.z(), square.x() + square.y());
}

SegmentInertia toes(const Segment& foot, double scale) {
  const double mass = kToesOfFoot * foot.mass_kg;
  return {mass, scale * kToesCom_m, box_moments(mass, scale * kToesSize_m)};
}

// The foot's long axis points forward: its com is measured from the heel. What the toes have is
// taken from it, so that with straight toes the whole foot is de Leva's.
SegmentInertia foot_without_toes(const Segment& foot, double scale) {
  constexpr double kHeelBehindAnkle_m = 0.0769;
  constexpr double kComBelowAnkle_m = 0.045;
  const Eigen::Vector3d& m = foot.moments_kg_m2;
  const Eigen::Vector3d whole_com(foot.com_m - kHeelBehindAnkle_m * scale, 0,
                                  -kComBelowAnkle_m * scale);
  const SegmentInertia front = toes(foot, scale);
  const Eigen::Vector3d front_com = scale * kToeJoint_m + front.com_m;
  SegmentInertia rest;
  rest.mass_kg = foot.mass_kg - front.mass_kg;
  rest.com_m = (foot.mass_kg * whole_com - front.mass_kg * front_com) / rest.mass_kg;
  rest.moments_kg_m2 = Eigen::Vector3d(m[2], m[1], m[0]) - front.moments_kg_m2 -
                       moved(front.mass_kg, front_com - whole_com) -
                       moved(rest.mass_kg, rest.com_m - whole_com);
  return rest;
}

SegmentInertia on_side(Side side, SegmentInertia right) {
  if (side == Side::kLeft) right.com_m.y() = -right.com_m.y();
  return right;
}

double stretch(const Segment& segment, double scale, double reference_m) {
  return scale * reference_m / segment.length_m;
}

void set_inertias(BodySpec& body, const Segments& segment, const PatientSettings& patient,
                  const Scales& scale) {
  const Segment& lower_trunk = segment.at("lower_trunk");
  body.set_inertia("pelvis", below(lower_trunk, lower_trunk.length_m));
  body.set_inertia("trunk", upper_trunk(segment, patient, scale));
  const Segment &thigh = segment.at("thigh"), &shank = segment.at("shank");
  const Segment& foot = segment.at("foot");
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const std::string prefix = std::string(name(side)) + "_";
    body.set_inertia(prefix + "upper_arm", hanging(segment.at("upper_arm")));
    body.set_inertia(prefix + "forearm", forearm_and_hand(segment));
    body.set_inertia(prefix + "thigh",
                     hanging(thigh, stretch(thigh, scale.thigh[side], kReferenceThigh_m)));
    body.set_inertia(prefix + "shank",
                     hanging(shank, stretch(shank, scale.shank[side], kReferenceShank_m)));
    body.set_inertia(prefix + "foot", on_side(side, foot_without_toes(foot, scale.foot)));
    body.set_inertia(prefix + "toes", on_side(side, toes(foot, scale.foot)));
  }
}

void scale_bodies(BodySpec& body, const Scales& scale, double mass_kg) {
  const auto girth = [mass_kg](double length) {
    return std::sqrt(mass_kg / kReferenceMass_kg / length);
  };
  const auto grow = [&](const std::string& segment, double length) {
    body.scale(segment, length, girth(length));
  };
  grow("pelvis", scale.pelvis);
  grow("trunk", scale.trunk);
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const std::string prefix = std::string(name(side)) + "_";
    grow(prefix + "upper_arm", scale.upper_arm);
    grow(prefix + "forearm", scale.forearm);
    grow(prefix + "thigh", scale.thigh[side]);
    grow(prefix + "shank", scale.shank[side]);
    body.scale(prefix + "foot", scale.foot, scale.foot);  // keeps the sole flat
    body.scale(prefix + "toes", scale.foot, scale.foot);
  }
}

std::string muscle_of_line(const std::string& line) { return line.substr(0, line.find('_')); }

// Fibres and tendons lengthen with the path they lie on.
void add_muscles(BodySpec& body, const PatientSettings& patient,
                 const std::map<std::string, double>& reference_m,
                 const std::map<std::string, double>& path_m) {
  for (const std::string side : {"left_", "right_"}) {
    for (auto& row : read_model_table(embedded::muscles_csv)) {
      const auto number = [&row](const char* column) { return std::stod(row[column]); };
      const std::string name = side + row["line"];
      const double longer = path_m.at(name) / reference_m.at(name);
      const double strength = relative_strength(patient, muscle_of_line(row["line"]));
      const double cosine = std::cos(number("pennation_rad"));
      MuscleParameters muscle;
      muscle.max_force_n = number("max_force_n") * cosine * strength;
      muscle.optimal_fibre_m = number("optimal_fibre_m") * cosine * longer;
      muscle.tendon_slack_m = number("tendon_slack_m") * longer;
      muscle.max_velocity_l0_s = number("max_velocity_l0_s");
      muscle.tendon_strain = number("tendon_strain");
      muscle.passive_scale = number("passive_scale");
      body.add_muscle(name, muscle);
    }
  }
}

// Torque limits of a young man, rounded from isometric dynamometry of shoulder and elbow;
// stiffness and damping of an arm held without effort, so that it hangs and swings calmly.
struct ArmJoint {
  const char* joint;
  double stiffness_nm_rad, damping_nms_rad, limit_nm;
};
constexpr ArmJoint kArmJoints[] = {{"shoulder_flexion", 40, 3, 65},
                                   {"shoulder_abduction", 40, 3, 55},
                                   {"shoulder_rotation", 15, 1, 35},
                                   {"elbow_flexion", 20, 1.5, 60}};

void add_arm_servos(BodySpec& body, const PatientSettings& patient) {
  const double strength = relative_strength(patient, "arm");
  for (const std::string side : {"left_", "right_"})
    for (const ArmJoint& arm : kArmJoints)
      body.add_servo(side + arm.joint, strength * arm.stiffness_nm_rad,
                     strength * arm.damping_nms_rad, strength * arm.limit_nm);
}

}  // namespace

std::vector<std::string> muscle_names() {
  std::vector<std::string> names;
  for (auto& row : read_model_table(embedded::muscles_csv)) {
    const std::string muscle = muscle_of_line(row["line"]);
    if (names.empty() || names.back() != muscle) names.push_back(muscle);
  }
  return names;
}

std::vector<std::string> muscle_lines(const std::string& muscle) {
  std::vector<std::string> lines;
  for (auto& row : read_model_table(embedded::muscles_csv))
    if (muscle_of_line(row["line"]) == muscle) lines.push_back(row["line"]);
  return lines;
}

BodySpec build_body(const PatientSettings& patient) {
  const Segments segment = segments(patient);
  const Scales scale = scales(segment, patient);
  BodySpec body(embedded::body_xml);
  body.mirror_right_side();
  set_inertias(body, segment, patient, scale);
  const std::map<std::string, double> reference_m = body.shape().path_m;
  scale_bodies(body, scale, patient.mass_kg);
  add_muscles(body, patient, reference_m, body.shape().path_m);
  add_arm_servos(body, patient);
  return body;
}

}  // namespace steppage

#include "patient/patient.hpp"

#include <algorithm>
#include <cmath>

#include "models.hpp"
#include "patient/model_tables.hpp"

namespace steppage {
namespace {

// The reference body of models/lower_limb/lower_limb.xml.
constexpr double kReferenceMass_kg = 75.16;
constexpr double kReferenceHeight_m = 1.80;
constexpr double kReferenceThigh_m = 0.396;
constexpr double kReferenceShank_m = 0.43;
constexpr double kReferenceFoot_m = 0.267;
constexpr double kReferenceSole_m = 0.084;  // ankle above the sole

const Eigen::Vector3d kReferenceTrunk_m(-0.03, 0, 0.19);  // origin of the trunk above the hips

struct Scales {
  double pelvis, thigh, shank, foot;
};

Scales scales(const std::map<std::string, Segment>& segment, double height_m) {
  return {height_m / kReferenceHeight_m, segment.at("thigh").length_m / kReferenceThigh_m,
          segment.at("shank").length_m / kReferenceShank_m,
          segment.at("foot").length_m / kReferenceFoot_m};
}

// Segments stacked along the trunk's long axis, as one rigid body.
struct Stack {
  double mass = 0, moment = 0;
  struct Part {
    double mass, y, z;
    Eigen::Vector3d moments;
  };
  std::vector<Part> parts;

  void add(const Segment& segment, double z, double y = 0) {
    parts.push_back({segment.mass_kg, y, z, segment.moments_kg_m2});
    mass += segment.mass_kg;
    moment += segment.mass_kg * z;
  }
  SegmentInertia composite() const {
    const double com = moment / mass;
    SegmentInertia whole{mass, {0, 0, com}, Eigen::Vector3d::Zero()};
    for (const Part& part : parts) {
      const double y2 = part.y * part.y, z2 = (part.z - com) * (part.z - com);
      whole.moments_kg_m2 += part.moments + part.mass * Eigen::Vector3d(y2 + z2, z2, y2);
    }
    return whole;
  }
};

// Trunk above the navel, head, and arms that hang: heights above the hips.
SegmentInertia upper_body(const std::map<std::string, Segment>& segment, double height_m,
                          const Scales& scale) {
  constexpr double kShoulderBreadth = 0.259;  // of height: Drillis & Contini 1964
  const double navel = segment.at("lower_trunk").length_m;
  const double xiphoid = navel + segment.at("middle_trunk").length_m;
  const double shoulder = xiphoid + segment.at("upper_trunk").length_m;
  const double vertex = height_m - segment.at("thigh").length_m - segment.at("shank").length_m -
                        kReferenceSole_m * scale.foot;
  Stack stack;
  stack.add(segment.at("middle_trunk"), xiphoid - segment.at("middle_trunk").com_m);
  stack.add(segment.at("upper_trunk"), shoulder - segment.at("upper_trunk").com_m);
  stack.add(segment.at("head"), vertex - segment.at("head").com_m);
  for (const double side : {-0.5, 0.5}) {
    double joint = shoulder;
    for (const char* name : {"upper_arm", "forearm", "hand"}) {
      stack.add(segment.at(name), joint - segment.at(name).com_m,
                side * kShoulderBreadth * height_m);
      joint -= segment.at(name).length_m;
    }
  }
  return stack.composite();
}

SegmentInertia limb(const Segment& segment) {
  return {segment.mass_kg, {0, 0, -segment.com_m}, segment.moments_kg_m2};
}

// The foot's long axis points forward: its com is measured from the heel.
SegmentInertia foot(const Segment& segment) {
  constexpr double kHeelBehindAnkle = 0.0769 / kReferenceFoot_m;  // of foot length, lower_limb.xml
  constexpr double kComBelowAnkle_m = 0.045;
  const Eigen::Vector3d& m = segment.moments_kg_m2;
  return {segment.mass_kg,
          {segment.com_m - kHeelBehindAnkle * segment.length_m, 0,
           -kComBelowAnkle_m * segment.length_m / kReferenceFoot_m},
          {m[2], m[1], m[0]}};
}

void set_inertias(BodySpec& body, const std::map<std::string, Segment>& segment,
                  const PatientSettings& patient, const Scales& scale) {
  const Segment& lower_trunk = segment.at("lower_trunk");
  const double navel = lower_trunk.length_m;
  body.set_inertia(
      "pelvis",
      {lower_trunk.mass_kg, {0, 0, navel - lower_trunk.com_m}, lower_trunk.moments_kg_m2});
  SegmentInertia upper = upper_body(segment, patient.height_m, scale);
  upper.com_m -= scale.pelvis * kReferenceTrunk_m;
  body.set_inertia("trunk", upper);
  for (const std::string side : {"left_", "right_"}) {
    body.set_inertia(side + "thigh", limb(segment.at("thigh")));
    body.set_inertia(side + "shank", limb(segment.at("shank")));
    body.set_inertia(side + "foot", foot(segment.at("foot")));
  }
}

void scale_bodies(BodySpec& body, const Scales& scale, double mass_kg) {
  const auto girth = [mass_kg](double length) {
    return std::sqrt(mass_kg / kReferenceMass_kg / length);
  };
  body.scale("pelvis", scale.pelvis, girth(scale.pelvis));
  body.scale("trunk", scale.pelvis, girth(scale.pelvis));
  for (const std::string side : {"left_", "right_"}) {
    body.scale(side + "thigh", scale.thigh, girth(scale.thigh));
    body.scale(side + "shank", scale.shank, girth(scale.shank));
    body.scale(side + "foot", scale.foot, scale.foot);  // keeps the sole flat
  }
}

// Fibres and tendons lengthen with the path they lie on.
void add_muscles(BodySpec& body, double strength, const std::map<std::string, double>& reference_m,
                 const std::map<std::string, double>& path_m) {
  for (const std::string side : {"left_", "right_"}) {
    for (auto& row : read_model_table(embedded::muscles_csv)) {
      const auto number = [&row](const char* column) { return std::stod(row[column]); };
      const std::string name = side + row["muscle"];
      const double stretch = path_m.at(name) / reference_m.at(name);
      const double cosine = std::cos(number("pennation_rad"));
      MuscleParameters muscle;
      muscle.max_force_n = number("max_force_n") * cosine * strength;
      muscle.optimal_fibre_m = number("optimal_fibre_m") * cosine * stretch;
      muscle.tendon_slack_m = number("tendon_slack_m") * stretch;
      muscle.max_velocity_l0_s = number("max_velocity_l0_s");
      muscle.tendon_strain = number("tendon_strain");
      muscle.passive_scale = number("passive_scale");
      body.add_muscle(name, muscle);
    }
  }
}

}  // namespace

PatientSettings read_patient(Reader& patient) {
  PatientSettings settings;
  settings.sex =
      patient.text("sex", {"female", "male"}, "female") == "male" ? Sex::kMale : Sex::kFemale;
  settings.age_y = patient.number("age_y", {18, 100}, settings.age_y);
  settings.mass_kg = patient.number("mass_kg", {40, 150}, settings.mass_kg);
  settings.height_m = patient.number("height_m", {1.45, 2.05}, settings.height_m);
  settings.strength = patient.number("strength", {0.05, 3}, settings.strength);
  const double bmi = settings.mass_kg / (settings.height_m * settings.height_m);
  if (bmi < 16 || bmi > 40)
    patient.problem("mass_kg", "gives a body mass index of " + std::to_string(std::lround(bmi)) +
                                   ", outside 16 to 40");
  return settings;
}

std::vector<std::string> muscle_names() {
  std::vector<std::string> names;
  for (auto& row : read_model_table(embedded::muscles_csv)) names.push_back(row["muscle"]);
  return names;
}

// Knee extension per body mass, mid-range isometric (Sarabon et al. 2021): women 0.77 of men; older
// adults (about 70 years) 0.62 of young ones, taken as a straight decline from 40 years on.
double relative_strength(const PatientSettings& patient) {
  constexpr double kWomenToMen = 0.77;
  constexpr double kDeclinePerYear = (1 - 0.62) / (70 - 40);
  constexpr double kLeast = 0.3;
  const double years = std::max(0.0, patient.age_y - 40);
  const double age = std::max(kLeast, 1 - kDeclinePerYear * years);
  return patient.strength * age * (patient.sex == Sex::kFemale ? kWomenToMen : 1) *
         patient.mass_kg / kReferenceMass_kg;
}

BodySpec build_body(const PatientSettings& patient) {
  const std::map<std::string, Segment> segment =
      segments(patient.sex, patient.mass_kg, patient.height_m);
  const Scales scale = scales(segment, patient.height_m);
  BodySpec body(embedded::lower_limb_xml);
  body.mirror_right_side();
  set_inertias(body, segment, patient, scale);
  const std::map<std::string, double> reference_m = body.shape().path_m;
  scale_bodies(body, scale, patient.mass_kg);
  add_muscles(body, relative_strength(patient), reference_m, body.shape().path_m);
  return body;
}

}  // namespace steppage

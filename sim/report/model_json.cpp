#include "report/model_json.hpp"

#include <nlohmann/json.hpp>
#include <numbers>

namespace steppage {
namespace {

using Json = nlohmann::ordered_json;

double degrees(double radians) { return radians * 180 / std::numbers::pi; }

// Mirroring leaves minus zeros, which 0 is added to be rid of.
Json to_json(const Eigen::Vector3d& vector) {
  return {vector.x() + 0.0, vector.y() + 0.0, vector.z() + 0.0};
}

Json to_json(const SegmentDescription& segment) {
  return {{"name", segment.name}, {"mass_kg", segment.mass_kg}, {"com_m", to_json(segment.com_m)}};
}

Json to_json(const JointDescription& joint) {
  return {{"name", joint.name},
          {"segment", joint.segment},
          {"axis", to_json(joint.axis)},
          {"centre_m", to_json(joint.centre_m)},
          {"range_deg", {degrees(joint.least_rad), degrees(joint.most_rad)}},
          {"angle_deg", degrees(joint.angle_rad)}};
}

Json to_json(const MuscleDescription& muscle) {
  Json json = {{"name", muscle.name},
               {"max_force_n", muscle.max_force_n},
               {"optimal_fibre_m", muscle.optimal_fibre_m},
               {"tendon_slack_m", muscle.tendon_slack_m},
               {"active_scale", muscle.active_scale},
               {"passive_scale", muscle.passive_scale},
               {"path_m", muscle.path_m}};
  json["moment_arm_m"] = Json::object();
  for (const auto& [joint, arm_m] : muscle.moment_arm_m) json["moment_arm_m"][joint] = arm_m;
  return json;
}

template <class Row>
std::string list(const char* key, const std::vector<Row>& rows) {
  std::string text = ",\n  \"" + std::string(key) + "\": [";
  for (size_t i = 0; i < rows.size(); ++i)
    text += (i == 0 ? "\n    " : ",\n    ") + to_json(rows[i]).dump();
  return text + "\n  ]";
}

}  // namespace

std::string model_json(const std::string& name, const BodyDescription& body) {
  const Json quoted = name;
  const Json mass_kg = body.mass_kg;
  return "{\n  \"schema\": 1,\n  \"name\": " +
         quoted.dump(-1, ' ', false, Json::error_handler_t::replace) +
         ",\n  \"mass_kg\": " + mass_kg.dump() + list("segments", body.segments) +
         list("joints", body.joints) + list("muscles", body.muscles) + "\n}\n";
}

}  // namespace steppage

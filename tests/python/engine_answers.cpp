// What the program's own engine makes of a scenario, for tests that ask MuJoCo's Python the same.
// engine_answers SCENARIO, with JSON on standard input and output:
//   {"postures": [{"right_knee_flexion": 0.5}], "excitation": 0.3, "steps": 1000}
//   {"path_m": [{"right_VAS": 0.21}], "state": [...]}
// path_m: of every muscle in each posture (rad, unnamed joints at zero). state: the engine's
// integration state after that many steps from the start, all muscles excited alike.
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "core/check.hpp"
#include "physics/describe.hpp"
#include "trial/build.hpp"

namespace steppage {
namespace {

using Json = nlohmann::json;

Json path_m(const Model& model, const Posture& posture) {
  Json path_m;
  for (const MuscleDescription& muscle : describe(model, posture).muscles)
    path_m[muscle.name] = muscle.path_m;
  return path_m;
}

Json answer(const Scene& scene, const Json& question) {
  const Model model = scene.body.compile();
  Json answer;
  for (const Json& angles : question["postures"]) {
    Posture posture = scene.start;
    posture.joint_angle_rad = angles.get<std::map<std::string, double>>();
    answer["path_m"].push_back(path_m(model, posture));
  }
  Physics physics(model, scene.start);
  Drive drive = physics.idle();
  for (MuscleDrive& muscle : drive.muscles) muscle.voluntary = question["excitation"];
  for (int i = 0; i < question["steps"]; ++i) physics.step(drive);
  answer["state"] = physics.save().state;
  return answer;
}

}  // namespace
}  // namespace steppage

int main(int argc, char** argv) {
  using namespace steppage;
  CHECK(argc == 2);
  Document document = Document::load(argv[1]);
  std::cout << answer(build_scene(read_plan(document)), Json::parse(std::cin));
}

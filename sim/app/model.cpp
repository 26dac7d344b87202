#include "formats/files.hpp"
#include "physics/describe.hpp"
#include "report/model_json.hpp"
#include "scenario/document.hpp"
#include "scenario_options.hpp"
#include "terminal.hpp"
#include "trial/build.hpp"
#include "verbs.hpp"

namespace steppage {

void declare_model(CLI::App& command, Options& options) {
  declare_scenario(command, options);
  command
      .add_option(
          "--out", options.out,
          "MJCF file to write, of a session its first part [standard output, without --json]")
      ->type_name("FILE.xml");
  command.add_flag("--json", options.json,
                   "print masses, joints, muscles and moment arms at the start pose");
}

int act_model(const Options& options) {
  Document document = Document::load(options.subject, options.overrides, options.seed);
  const Plan plan = read_plan(document);
  const Scene scene = build_scene(plan);
  if (!options.out.empty()) write_file(options.out, scene.body.mjcf(scene.start));
  if (options.json)
    print(model_json(plan.name, describe(scene.body.compile(), scene.start)));
  else if (options.out.empty())
    print(scene.body.mjcf(scene.start));
  return kPass;
}

}  // namespace steppage

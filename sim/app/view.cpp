#include <array>
#include <cstdio>
#include <filesystem>

#include "core/input_error.hpp"
#include "formats/output_file.hpp"
#include "formats/truth_files.hpp"
#include "graphics/film.hpp"
#include "graphics/offscreen.hpp"
#include "graphics/png.hpp"
#include "physics/picture.hpp"
#include "scenario/document.hpp"
#include "terminal.hpp"
#include "trial/build.hpp"
#include "trial/plan.hpp"
#include "trial/recorded_motion.hpp"
#include "verbs.hpp"

namespace steppage {
namespace {

namespace fs = std::filesystem;

constexpr int kWidth_px = 1280, kHeight_px = 960;
constexpr int kFramesPerSecond = 25;  // every fourth moment of motion.csv

// What a trial directory holds of the patient.
struct Subject {
  std::string name;
  Model model;
  RecordedMotion motion;
};

Subject read_subject(const std::string& directory) {
  if (!fs::is_directory(directory)) throw InputError(directory, "is not a directory");
  const std::string scenario = (fs::path(directory) / "scenario.json").string();
  const std::string file = (fs::path(directory) / "truth/motion.csv").string();
  Document document = Document::load(scenario);
  std::optional<Table> motion = read_truth(directory).motion;
  if (!motion)
    throw InputError(file, "does not exist: only trials that `steppage run` wrote can be shown");
  const Plan plan = read_plan(document);
  Model model = build_scene(plan).body.compile();
  RecordedMotion recorded(model.layout(), std::move(*motion), file);
  return {plan.name, std::move(model), std::move(recorded)};
}

std::string seconds(double time_s) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f", time_s);
  return text.data();
}

double chosen_time(const Options& options, const RecordedMotion& motion) {
  const double start = motion.start_s(), end = motion.end_s();
  if (!options.at_s) return (start + end) / 2;
  if (*options.at_s >= start && *options.at_s <= end) return *options.at_s;
  throw InputError("--at " + seconds(*options.at_s),
                   "is outside the trial, whose motion is known from " + seconds(start) + " to " +
                       seconds(end) + " s");
}

// Enough of the trial for the camera to know where the patient gets to.
std::vector<VisibleMoment> overview(const RecordedMotion& motion) {
  constexpr double kApart_s = 0.1;
  std::vector<VisibleMoment> scenes;
  for (double time = motion.start_s(); time <= motion.end_s(); time += kApart_s)
    scenes.push_back(motion.at(time));
  return scenes;
}

Image picture(Painter& painter, const Subject& subject, double time_s) {
  return painter.paint(subject.motion.at(time_s),
                       subject.name + "   t = " + seconds(time_s) + " s");
}

void make_film(Painter& painter, const Subject& subject, const std::string& file, bool progress) {
  OutputFile out(file);
  Film film(out.sibling(), kWidth_px, kHeight_px, kFramesPerSecond);
  ProgressLine line("filming", progress);
  const double length = subject.motion.end_s() - subject.motion.start_s();
  const auto frames = static_cast<int>(length * kFramesPerSecond) + 1;
  for (int i = 0; i < frames; ++i) {
    line.show(static_cast<double>(i) / frames);
    const double time = subject.motion.start_s() + static_cast<double>(i) / kFramesPerSecond;
    film.add(picture(painter, subject, time));
  }
  film.finish();
  out.publish();
}

}  // namespace

void declare_view(CLI::App& command, Options& options) {
  command.add_option("TRIAL", options.subject, "trial directory that run wrote")->required();
  CLI::Option* png =
      command.add_option("--png", options.png, "picture to write")->type_name("FILE");
  command.add_option("--at", options.at_s, "time of the picture [the middle of the trial]")
      ->type_name("T_S")
      ->needs(png);
  command.add_option("--mp4", options.mp4, "film to write, at the speed of life; needs ffmpeg")
      ->type_name("FILE");
  options.progress = error_is_terminal();
}

int act_view(const Options& options) {
  if (options.png.empty() && options.mp4.empty())
    throw InputError("view", "has no window yet: give --png FILE, --mp4 FILE, or both");
  const Subject subject = read_subject(options.subject);
  const double time = chosen_time(options, subject.motion);
  const Offscreen offscreen;
  Painter painter(subject.model, overview(subject.motion), kWidth_px, kHeight_px);
  if (!options.png.empty()) {
    OutputFile out(options.png);
    out.write(encode_png(picture(painter, subject, time)));
    out.publish();
  }
  if (!options.mp4.empty()) make_film(painter, subject, options.mp4, options.progress);
  return kPass;
}

}  // namespace steppage

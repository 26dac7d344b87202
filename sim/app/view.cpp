#include <array>
#include <cstdio>
#include <filesystem>
#include <optional>

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

// The body of one part of a trial.
struct Body {
  double from_s;  // to the next body's; between two parts the nearest is shown
  bool walks;
  Model model;
};

// What a trial directory holds of the patient.
struct Subject {
  std::string name;
  std::vector<Body> bodies;  // one a part that was begun
  RecordedMotion motion;
};

std::vector<Body> build_bodies(const Plan& plan, const Truth& truth, const std::string& file) {
  std::vector<double> from_s;
  Time before{0};  // end of the part before
  for (const Interval& interval : truth.intervals.value_or(std::vector<Interval>{})) {
    if (interval.label != "activity") continue;
    from_s.push_back(to_seconds(before + interval.start) / 2);
    before = interval.end;
  }
  const std::vector<TrialPart> parts = steppage::parts(plan);
  if (from_s.empty() || from_s.size() > parts.size())
    throw InputError(file, "has " + std::to_string(from_s.size()) +
                               " activities, and scenario.json has " +
                               std::to_string(parts.size()));
  std::vector<Body> bodies;
  for (size_t i = 0; i < from_s.size(); ++i)
    bodies.push_back({from_s[i], parts[i].activity->walks(),
                      build_scene(plan, *parts[i].activity).body.compile()});
  return bodies;
}

Subject read_subject(const std::string& directory) {
  if (!fs::is_directory(directory)) throw InputError(directory, "is not a directory");
  const std::string scenario = (fs::path(directory) / "scenario.json").string();
  const std::string file = (fs::path(directory) / "truth/motion.csv").string();
  Document document = Document::load(scenario);
  Truth truth = read_truth(directory);
  if (!truth.motion)
    throw InputError(file, "does not exist: only trials that `steppage run` wrote can be shown");
  const Plan plan = read_plan(document);
  std::vector<Body> bodies =
      build_bodies(plan, truth, (fs::path(directory) / "truth/intervals.csv").string());
  RecordedMotion recorded(bodies.front().model.layout(), std::move(*truth.motion), file);
  return {plan.name, std::move(bodies), std::move(recorded)};
}

size_t body_at(const Subject& subject, double time_s) {
  size_t body = 0;
  while (body + 1 < subject.bodies.size() && subject.bodies[body + 1].from_s <= time_s) ++body;
  return body;
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

VisibleMoment moment(const Subject& subject, size_t body, double time_s) {
  VisibleMoment moment = subject.motion.at(time_s);
  if (subject.bodies[body].walks) moment.followed_m = subject.motion.place_m(time_s);
  return moment;
}

// Enough of a part for the camera to know where the patient gets to.
std::vector<VisibleMoment> overview(const Subject& subject, size_t body) {
  constexpr double kApart_s = 0.1;
  const double end_s =
      body + 1 < subject.bodies.size() ? subject.bodies[body + 1].from_s : subject.motion.end_s();
  std::vector<VisibleMoment> scenes;
  for (double time = subject.bodies[body].from_s; time <= end_s; time += kApart_s)
    scenes.push_back(moment(subject, body, time));
  return scenes;
}

// Paints each moment with the body and props of its part.
class Illustrator {
 public:
  explicit Illustrator(const Subject& subject) : subject_(subject) {}

  Image picture(double time_s) {
    const size_t body = body_at(subject_, time_s);
    if (!painter_ || body != body_) {
      painter_.reset();
      painter_.emplace(subject_.bodies[body].model, overview(subject_, body), kWidth_px,
                       kHeight_px);
      body_ = body;
    }
    return painter_->paint(moment(subject_, body, time_s),
                           subject_.name + "   t = " + seconds(time_s) + " s");
  }

 private:
  const Subject& subject_;
  size_t body_ = 0;  // that the painter knows
  std::optional<Painter> painter_;
};

void make_film(Illustrator& illustrator, const Subject& subject, const std::string& file,
               bool progress) {
  OutputFile out(file);
  Film film(out.sibling(), kWidth_px, kHeight_px, kFramesPerSecond);
  ProgressLine line("filming", progress);
  const double length = subject.motion.end_s() - subject.motion.start_s();
  const auto frames = static_cast<int>(length * kFramesPerSecond) + 1;
  for (int i = 0; i < frames; ++i) {
    line.show(static_cast<double>(i) / frames);
    const double time = subject.motion.start_s() + static_cast<double>(i) / kFramesPerSecond;
    film.add(illustrator.picture(time));
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
  Illustrator illustrator(subject);
  if (!options.png.empty()) {
    OutputFile out(options.png);
    out.write(encode_png(illustrator.picture(time)));
    out.publish();
  }
  if (!options.mp4.empty()) make_film(illustrator, subject, options.mp4, options.progress);
  return kPass;
}

}  // namespace steppage

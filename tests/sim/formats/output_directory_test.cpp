#include "formats/output_directory.hpp"

#include <gtest/gtest.h>

#include "formats/trial_directory.hpp"
#include "sim/formats/example_trial.hpp"
#include "sim/formats/scratch_directory.hpp"

namespace steppage {
namespace {

using Names = std::set<std::string>;

TEST(OutputDirectory, AppearsOnlyWhenPublished) {
  const ScratchDirectory scratch;
  OutputDirectory out(scratch / "walk");
  out.write("truth/events.csv", "t_s\n");
  EXPECT_FALSE(std::filesystem::exists(scratch / "walk"));
  out.publish();
  EXPECT_EQ(scratch.list(), (Names{"walk", "walk/truth", "walk/truth/events.csv"}));
  EXPECT_EQ(scratch.read("walk/truth/events.csv"), "t_s\n");
}

TEST(OutputDirectory, LeavesNothingWhenItIsGivenUp) {
  const ScratchDirectory scratch;
  {
    OutputDirectory out(scratch / "new/parents/walk");
    out.write("truth/events.csv", "t_s\n");
  }
  EXPECT_EQ(scratch.list(), Names{});
}

TEST(OutputDirectory, LeavesNothingWhenAFileCannotBeWritten) {
  const ScratchDirectory scratch;
  EXPECT_EQ(message_of([&] {
              OutputDirectory out(scratch / "walk");
              out.write("truth", "a file where a folder will be needed");
              out.write("truth/events.csv", "t_s\n");
            }),
            scratch / "walk/truth/events.csv cannot be written: Not a directory");
  EXPECT_EQ(scratch.list(), Names{});
}

TEST(OutputDirectory, SaysWhenTheParentIsAFile) {
  const ScratchDirectory scratch;
  scratch.write("file", "");
  EXPECT_EQ(message_of([&] { OutputDirectory(scratch / "file/walk"); }),
            scratch / "file/walk cannot be written: Not a directory");
  EXPECT_EQ(scratch.list(), Names{"file"});
}

TEST(OutputDirectory, FillsAnEmptyDirectory) {
  const ScratchDirectory scratch;
  std::filesystem::create_directory(scratch / "walk");
  write_recording(scratch / "walk/", example_trial());
  EXPECT_EQ(read_recording(scratch / "walk").name, "walk");
}

TEST(OutputDirectory, ReplacesARecordingWhole) {
  const ScratchDirectory scratch;
  write_trial(scratch / "walk", example_trial(), "{}", "");
  Trial shorter = without_device(example_trial());
  shorter.streams.resize(1);
  shorter.truth = {};
  write_recording(scratch / "walk", shorter);
  EXPECT_EQ(read_recording(scratch / "walk"), shorter);
  EXPECT_FALSE(std::filesystem::exists(scratch / "walk/report.html"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(scratch / ""), {}), 1);
}

TEST(OutputDirectory, ReplacesATrialWithoutSensors) {
  const ScratchDirectory scratch;
  Trial trial = example_trial();
  trial.streams.clear();
  write_trial(scratch / "walk", trial, "{}", "old");
  write_trial(scratch / "walk", trial, "{}", "new");
  EXPECT_EQ(scratch.read("walk/report.html"), "new");
}

TEST(OutputDirectory, KeepsTheOldRecordingWhenTheNewOneFails) {
  const ScratchDirectory scratch;
  const Trial old = without_device(example_trial());
  write_recording(scratch / "walk", old);
  const Names before = scratch.list();
  Trial broken = old;
  broken.truth.motion->rows[0][1] = NAN;
  EXPECT_EQ(message_of([&] { write_recording(scratch / "walk", broken); }),
            scratch / "walk/truth/motion.csv:2 right_knee_deg is not finite");
  EXPECT_EQ(read_recording(scratch / "walk"), old);
  EXPECT_EQ(scratch.list(), before);
}

TEST(OutputDirectory, DoesNotTouchADirectoryOfSomethingElse) {
  const ScratchDirectory scratch;
  scratch.write("photos/cat.png", "meow");
  scratch.write("scenarios/scenario.json", "{}");
  scratch.write("file", "text");
  for (const std::string target : {"photos", "scenarios", "file"})
    EXPECT_EQ(
        message_of([&] { OutputDirectory(scratch / target); }),
        scratch / (target + " exists and is neither empty nor a trial or recording directory"));
  EXPECT_EQ(scratch.list(),
            (Names{"photos", "photos/cat.png", "scenarios", "scenarios/scenario.json", "file"}));
}

TEST(OutputDirectory, DoesNotReplaceWhatAppearedInTheMeantime) {
  const ScratchDirectory scratch;
  OutputDirectory out(scratch / "walk");
  scratch.write("walk/cat.png", "meow");
  EXPECT_EQ(message_of([&] { out.publish(); }),
            scratch / "walk exists and is neither empty nor a trial or recording directory");
  EXPECT_EQ(scratch.read("walk/cat.png"), "meow");
}

TEST(OutputDirectory, FollowsALinkToTheRecordingThatItReplaces) {
  const ScratchDirectory scratch;
  write_recording(scratch / "walk", example_trial());
  std::filesystem::create_directory_symlink("walk", scratch / "link");
  write_trial(scratch / "link", example_trial(), "{}", "new");
  EXPECT_TRUE(std::filesystem::is_symlink(scratch / "link"));
  EXPECT_EQ(scratch.read("walk/report.html"), "new");
}

}  // namespace
}  // namespace steppage

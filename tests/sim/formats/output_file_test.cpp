#include "formats/output_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scratch_directory.hpp"

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;

TEST(OutputFile, IsThereWholeOnceItIsPublished) {
  const ScratchDirectory folder;
  OutputFile file(folder / "a.png");
  file.write("picture");
  EXPECT_FALSE(folder.list().contains("a.png"));
  file.publish();
  EXPECT_EQ(folder.read("a.png"), "picture");
  EXPECT_THAT(folder.list(), ElementsAre("a.png"));
}

TEST(OutputFile, LeavesNothingWhenItIsGivenUp) {
  const ScratchDirectory folder;
  { OutputFile(folder / "a.png").write("pict"); }
  EXPECT_THAT(folder.list(), IsEmpty());
}

TEST(OutputFile, LeavesTheOldContentWhenItIsGivenUp) {
  const ScratchDirectory folder;
  folder.write("a.png", "old");
  { OutputFile(folder / "a.png").write("new"); }
  EXPECT_EQ(folder.read("a.png"), "old");
}

TEST(OutputFile, SaysAtOnceThatItCannotBeWritten) {
  const ScratchDirectory folder;
  EXPECT_THAT(message_of([&] { OutputFile(folder / "none/a.png"); }),
              EndsWith("none/a.png cannot be written: No such file or directory"));
  EXPECT_THAT(message_of([&] { OutputFile(folder / ""); }),
              EndsWith("cannot be written: Is a directory"));
}

}  // namespace
}  // namespace steppage

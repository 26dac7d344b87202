#include "formats/files.hpp"

#include <gtest/gtest.h>

#include <cerrno>

#include "sim/formats/scratch_directory.hpp"

namespace steppage {
namespace {

using Names = std::set<std::string>;

TEST(WriteFile, ReplacesAFileAndLeavesNothingElse) {
  const ScratchDirectory scratch;
  write_file(scratch / "walk.xml", "a longer old text");
  write_file(scratch / "walk.xml", "new");
  EXPECT_EQ(scratch.read("walk.xml"), "new");
  EXPECT_EQ(scratch.list(), Names{"walk.xml"});
}

TEST(WriteFile, WritesThroughALink) {
  const ScratchDirectory scratch;
  scratch.write("walk.xml", "old");
  std::filesystem::create_symlink("walk.xml", scratch / "link.xml");
  write_file(scratch / "link.xml", "new");
  EXPECT_EQ(scratch.read("walk.xml"), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(scratch / "link.xml"));
}

TEST(OverwriteFile, SaysWhenTheDiskIsFull) {
  EXPECT_EQ(overwrite_file("/dev/full", "text"), ENOSPC);
}

TEST(WriteFile, LeavesDevicesAndFoldersAlone) {
  const ScratchDirectory scratch;
  EXPECT_EQ(message_of([] { write_file("/dev/null", "text"); }),
            "/dev/null exists and is not a regular file");
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  EXPECT_EQ(message_of([&] { write_file(scratch / "", "text"); }),
            scratch / "" + " exists and is not a regular file");
}

TEST(WriteFile, SaysWhyItCannotWrite) {
  const ScratchDirectory scratch;
  EXPECT_EQ(message_of([&] { write_file(scratch / "none/walk.xml", "text"); }),
            scratch / "none/walk.xml cannot be written: No such file or directory");
  EXPECT_EQ(scratch.list(), Names{});
}

}  // namespace
}  // namespace steppage

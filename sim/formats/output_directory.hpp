// A directory that exists whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace steppage {

/// Files are written to a hidden sibling of the target, which takes the target's name in publish().
/// Without publish() the destructor removes all that was made. A process that is killed may leave
/// the hidden sibling, never a half-written target. Failures throw InputError.
class OutputDirectory {
 public:
  /// `target` may be absent, an empty directory, or a trial or recording directory (it holds
  /// scenario.json and streams/ or, of a trial without sensors, truth/), which will be replaced.
  explicit OutputDirectory(const std::string& target);
  ~OutputDirectory();
  OutputDirectory(const OutputDirectory&) = delete;
  OutputDirectory& operator=(const OutputDirectory&) = delete;

  /// What messages call a file of the target: "out/demo/streams/right_shank.csv".
  std::string label(std::string_view file) const;
  /// `file` is relative to the target; its folders are made.
  void write(std::string_view file, std::string_view content);
  void publish();

 private:
  void make_parents();
  void make_sibling();
  void discard() noexcept;
  [[noreturn]] void refuse_target() const;
  [[noreturn]] void fail(const std::string& file, int error) const;

  std::string name_;              // the target as the caller calls it
  std::filesystem::path target_;  // absolute, links resolved
  std::filesystem::path sibling_;
  std::vector<std::filesystem::path> made_parents_;  // innermost first
};

}  // namespace steppage

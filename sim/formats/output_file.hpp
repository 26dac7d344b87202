// A file that exists whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace steppage {

/// The content goes to a hidden sibling, which takes the target's name in publish(). Without
/// publish() the destructor removes it. Failures throw InputError, the constructor already when the
/// file could not be written.
class OutputFile {
 public:
  explicit OutputFile(const std::string& target);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  /// Where the content goes, for a writer of its own.
  std::string sibling() const { return sibling_.string(); }
  void write(std::string_view content);
  void publish();

 private:
  [[noreturn]] void fail(int error) const;

  std::string target_;  // as the caller calls it
  std::filesystem::path sibling_;
};

}  // namespace steppage

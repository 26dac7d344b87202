#include "formats/output_directory.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "core/input_error.hpp"
#include "formats/files.hpp"

namespace steppage {
namespace {

namespace fs = std::filesystem;

fs::path resolve(const std::string& target) {
  const fs::path path = fs::weakly_canonical(fs::absolute(target));
  return path.has_filename() ? path : path.parent_path();
}

bool is_replaceable(const fs::path& target) {
  return fs::is_directory(target) &&
         (fs::is_empty(target) ||
          (fs::exists(target / "scenario.json") &&
           (fs::is_directory(target / "streams") || fs::is_directory(target / "truth"))));
}

// The system's own rename: std::filesystem has no exchange. Returns 0 or an error number.
int rename_with(const fs::path& from, const fs::path& to, unsigned flags) {
  return renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0 ? 0 : errno;
}

// For file systems that cannot exchange two names: the target is away for a moment, but never half.
int replace_in_two_steps(const fs::path& sibling, const fs::path& target) {
  const fs::path old = sibling.string() + ".old";
  if (const int error = rename_with(target, old, 0)) return error;
  if (const int error = rename_with(sibling, target, 0)) {
    rename_with(old, target, 0);
    return error;
  }
  return rename_with(old, sibling, 0);
}

}  // namespace

OutputDirectory::OutputDirectory(const std::string& target) : name_(target) {
  try {
    target_ = resolve(target);
    if (fs::exists(target_) && !is_replaceable(target_)) refuse_target();
    make_parents();
    make_sibling();
  } catch (const fs::filesystem_error& error) {
    discard();
    fail(name_, error.code().value());
  }
}

OutputDirectory::~OutputDirectory() { discard(); }

void OutputDirectory::make_parents() {
  for (fs::path parent = target_.parent_path(); !fs::exists(parent); parent = parent.parent_path())
    made_parents_.push_back(parent);
  fs::create_directories(target_.parent_path());
}

void OutputDirectory::make_sibling() {
  const std::string stem = '.' + target_.filename().string() + '.' + std::to_string(getpid()) + '-';
  for (int number = 0; sibling_.empty(); ++number) {
    const fs::path candidate = target_.parent_path() / (stem + std::to_string(number));
    if (fs::create_directory(candidate)) sibling_ = candidate;
  }
}

std::string OutputDirectory::label(std::string_view file) const {
  return (fs::path(name_) / file).string();
}

void OutputDirectory::write(std::string_view file, std::string_view content) {
  const fs::path path = sibling_ / file;
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) fail(label(file), error.value());
  if (const int failure = overwrite_file(path, content)) fail(label(file), failure);
}

void OutputDirectory::publish() {
  int error = rename_with(sibling_, target_, 0);
  const bool is_occupied = error == ENOTEMPTY || error == EEXIST;
  if (is_occupied && !is_replaceable(target_)) refuse_target();
  if (is_occupied) error = rename_with(sibling_, target_, RENAME_EXCHANGE);
  if (is_occupied && (error == EINVAL || error == ENOSYS || error == EOPNOTSUPP))
    error = replace_in_two_steps(sibling_, target_);
  if (error) fail(name_, error);
  made_parents_.clear();
  discard();  // the sibling is now what was replaced
}

void OutputDirectory::discard() noexcept {
  std::error_code ignored;
  if (!sibling_.empty()) fs::remove_all(sibling_, ignored);
  for (const fs::path& parent : made_parents_) fs::remove(parent, ignored);
}

void OutputDirectory::refuse_target() const {
  throw InputError(name_, "exists and is neither empty nor a trial or recording directory");
}

void OutputDirectory::fail(const std::string& file, int error) const {
  throw InputError(file, "cannot be written: " + std::generic_category().message(error));
}

}  // namespace steppage

// Public recordings of real people, turned into ours.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/trial.hpp"

namespace steppage {

/// One data set. `read` takes its folder or one of its files and gives a recording a person, in the
/// order of the file names; it throws InputError.
struct DatasetKind {
  std::string_view name;
  std::string_view summary;
  std::vector<Trial> (*read)(const std::string& path);
};

std::span<const DatasetKind> datasets();

/// Throws InputError when there is no such data set or its files are not what they should be.
std::vector<Trial> import_dataset(const std::string& dataset, const std::string& path);

}  // namespace steppage

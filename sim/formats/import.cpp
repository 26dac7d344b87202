#include "formats/import.hpp"

#include <array>

#include "core/input_error.hpp"
#include "formats/datasets/uniss.hpp"

namespace steppage {
namespace {

constexpr std::array kDatasets = {
    DatasetKind{
        "uniss",
        "elderly and stroke, both shanks and lower back at 128 Hz, contacts by GAITRite mat",
        read_uniss},
};

[[noreturn]] void fail_unknown(const std::string& dataset) {
  std::vector<std::string> known;
  std::string list;
  for (const DatasetKind& kind : kDatasets) {
    known.emplace_back(kind.name);
    list += (list.empty() ? "" : ", ") + known.back();
  }
  const std::string near = closest(dataset, known);
  throw InputError("dataset", dataset + " is not known (known: " + list + ')' +
                                  (near.empty() ? "" : "; did you mean " + near + '?'));
}

}  // namespace

std::span<const DatasetKind> datasets() { return kDatasets; }

std::vector<Trial> import_dataset(const std::string& dataset, const std::string& path) {
  for (const DatasetKind& kind : kDatasets)
    if (kind.name == dataset) return kind.read(path);
  fail_unknown(dataset);
}

}  // namespace steppage

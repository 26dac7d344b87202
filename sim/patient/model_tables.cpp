#include "patient/model_tables.hpp"

#include <sstream>

#include "core/check.hpp"

namespace steppage {
namespace {

std::vector<std::string> cells(const std::string& line, char separator) {
  std::vector<std::string> found;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, separator);) found.push_back(cell);
  return found;
}

}  // namespace

std::vector<std::map<std::string, std::string>> read_model_table(std::string_view csv,
                                                                 char separator) {
  std::istringstream stream{std::string(csv)};
  std::string line;
  std::getline(stream, line);
  const std::vector<std::string> header = cells(line, separator);
  std::vector<std::map<std::string, std::string>> rows;
  while (std::getline(stream, line)) {
    const std::vector<std::string> values = cells(line, separator);
    CHECK(values.size() == header.size());
    auto& row = rows.emplace_back();
    for (size_t i = 0; i < header.size(); ++i) row[header[i]] = values[i];
  }
  return rows;
}

}  // namespace steppage

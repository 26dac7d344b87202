// The tables of models/ as they were compiled in.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace steppage {

/// Rows of a CSV (TSV) text with a header line; a bug (not bad input) when a row is incomplete.
std::vector<std::map<std::string, std::string>> read_model_table(std::string_view csv,
                                                                 char separator = ',');

}  // namespace steppage

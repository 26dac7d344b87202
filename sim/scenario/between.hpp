// What lies between two descriptions of one thing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace steppage {

/// JSON of two objects of one shape, and the share of the way from the first to the second, 0 to 1:
/// the nearer one, with its numbers moved towards those of the other. Rows of a list belong
/// together when they agree in `identity`, keys that tell which thing a row is about. What is no
/// number, or is in one of them only, is as the nearer has it. At a share of 0 or 1 it is that one
/// exactly.
std::string between(std::string_view first, std::string_view second, double share,
                    const std::vector<std::string>& identity);

}  // namespace steppage

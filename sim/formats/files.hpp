// Whole files as text.
#pragma once

#include <string>

namespace steppage {

/// Throws InputError when the file cannot be read.
std::string read_file(const std::string& path);

/// The same for a file that gzip has compressed; InputError also when it is damaged or cut short.
std::string read_gzip_file(const std::string& path);

}  // namespace steppage

// Whole files as text.
#pragma once

#include <string>
#include <string_view>

namespace steppage {

/// Throws InputError when the file cannot be read.
std::string read_file(const std::string& path);

/// The same for a file that gzip has compressed; InputError also when it is damaged or cut short.
std::string read_gzip_file(const std::string& path);

/// The file has the new content, or the old one when it throws InputError. What exists and is not a
/// regular file (a folder, a device) is left alone.
void write_file(const std::string& path, std::string_view content);

/// The same without care for what was there; returns 0, or an error number and may leave a part.
int overwrite_file(const std::string& path, std::string_view content);

}  // namespace steppage

#include "core/hash.hpp"

#include <cstdint>
#include <cstdio>
#include <vector>

namespace steppage {

std::string hash_text(std::span<const unsigned char> bytes) {
  uint64_t hash = 0xcbf29ce484222325ULL;
  for (const unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001b3ULL;
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

std::string hash_text(const std::string& text) {
  return hash_text(std::vector<unsigned char>(text.begin(), text.end()));
}

}  // namespace steppage

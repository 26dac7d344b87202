// Content as a short name.
#pragma once

#include <span>
#include <string>

namespace steppage {

/// 64-bit FNV-1a as 16 hexadecimal digits (Fowler, Noll & Vo, RFC 9923). Not for secrets.
std::string hash_text(std::span<const unsigned char> bytes);
std::string hash_text(const std::string& text);

}  // namespace steppage

// Left, right, or a reference that cannot tell (an instrumented mat).
#pragma once

#include <array>
#include <string_view>

namespace steppage {

enum class Side { kLeft, kRight, kUnknown };

inline constexpr std::array<std::string_view, 3> kSideNames = {"left", "right", "unknown"};

inline constexpr std::string_view name(Side side) { return kSideNames[static_cast<size_t>(side)]; }

inline constexpr Side opposite(Side side) {
  return side == Side::kLeft ? Side::kRight : side == Side::kRight ? Side::kLeft : Side::kUnknown;
}

template <class T>
struct PerSide {
  T left{};
  T right{};
  T& operator[](Side side) { return side == Side::kLeft ? left : right; }
  const T& operator[](Side side) const { return side == Side::kLeft ? left : right; }
  bool operator==(const PerSide&) const = default;
};

}  // namespace steppage

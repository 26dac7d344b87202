// Gait and exercise events, by Perry's names.
#pragma once

#include <array>
#include <string_view>

#include "core/side.hpp"
#include "core/time.hpp"

namespace steppage {

enum class EventKind {
  kInitialContact,
  kFinalContact,
  kHeelOff,
  kFootFlat,
  kRepStart,
  kRepTurn,
  kRepEnd,
  kFall,
  kStimulateOn,
  kStimulateOff
};

inline constexpr std::array<std::string_view, 10> kEventNames = {
    "initial_contact", "final_contact", "heel_off", "foot_flat",    "rep_start",
    "rep_turn",        "rep_end",       "fall",     "stimulate_on", "stimulate_off"};

inline constexpr std::string_view name(EventKind kind) {
  return kEventNames[static_cast<size_t>(kind)];
}

/// What truly happened, and when.
struct TruthEvent {
  Time time{};
  Side side = Side::kUnknown;
  EventKind kind = EventKind::kInitialContact;
  bool operator==(const TruthEvent&) const = default;
};

/// What a detector claims: when it happened, and when the claim was made.
struct DeviceEvent {
  Time time{};
  Time decided{};
  Side side = Side::kUnknown;
  EventKind kind = EventKind::kInitialContact;
  int32_t value = 0;      // rep count, exercise id
  double confidence = 0;  // 0 to 1
  bool operator==(const DeviceEvent&) const = default;
};

}  // namespace steppage

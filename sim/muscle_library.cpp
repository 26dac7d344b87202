// Registers the muscle when MuJoCo's viewer or Python loads libsteppage_muscle.so.
#include "physics/muscle_plugin.hpp"

namespace {
[[gnu::constructor]] void loaded() { steppage::register_muscle_plugin(); }
}  // namespace

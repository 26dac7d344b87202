// Registers the muscle, and where slippery patches end, when MuJoCo's viewer or Python loads
// libsteppage_muscle.so.
#include "physics/muscle_plugin.hpp"
#include "physics/patches.hpp"

namespace {
[[gnu::constructor]] void loaded() {
  steppage::register_muscle_plugin();
  steppage::bound_patches();
}
}  // namespace

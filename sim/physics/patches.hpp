// Slippery patches of the floor: planes that end.
#pragma once

struct mjModel_;

namespace steppage {

/// The engine's planes have no end, but patches have: a geom touches the patch that its centre is
/// over, and no other plane. Tells the engine so, for every model; further calls do nothing.
void bound_patches();

/// Whether a geom is a patch: a plane with a size.
bool is_patch(const mjModel_* model, int geom);

}  // namespace steppage

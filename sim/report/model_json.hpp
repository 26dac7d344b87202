// The patient's body as JSON, for scripts.
#pragma once

#include <string>

#include "core/body_description.hpp"

namespace steppage {

/// One segment, joint or muscle a line. `name` is the scenario's.
std::string model_json(const std::string& name, const BodyDescription& body);

}  // namespace steppage

// Contracture: fibres have become short; force and tendon stay.
#include "patient/impairments/kinds.hpp"

namespace steppage {

std::unique_ptr<Impairment> read_contracture(Reader& reader) {
  const std::vector<std::string> muscles = read_muscles(reader);
  const double fibre_length = reader.number("fibre_length", {0.5, 1});
  if (fibre_length == 1) return nothing();
  return reshaping([=](BodySpec& body) {
    for (const std::string& muscle : muscles) body.scale_fibre(muscle, fibre_length);
  });
}

}  // namespace steppage

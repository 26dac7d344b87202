#include "patient/impairments.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "patient/body.hpp"
#include "patient/impairments/weakness.hpp"

namespace steppage {
namespace {

constexpr std::array<ImpairmentKind, 1> kImpairments = {{
    {"weakness", "less voluntary drive, less force, or both", Stage::kVoluntary, read_weakness},
}};

struct Row {
  Stage stage;
  std::unique_ptr<Impairment> impairment;
};

}  // namespace

std::span<const ImpairmentKind> impairments() { return kImpairments; }

std::vector<std::unique_ptr<Impairment>> read_impairments(Reader& patient) {
  std::vector<std::string> names;
  for (const ImpairmentKind& kind : kImpairments) names.emplace_back(kind.name);
  std::vector<Row> rows;
  for (Reader& reader : patient.objects("impairments")) {
    const std::string name = reader.text("kind", names);
    for (const ImpairmentKind& kind : kImpairments)
      if (kind.name == name) rows.push_back({kind.stage, kind.read(reader)});
    reader.finish();
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.stage < b.stage; });
  std::vector<std::unique_ptr<Impairment>> found;
  for (Row& row : rows) found.push_back(std::move(row.impairment));
  return found;
}

std::vector<std::string> read_muscles(Reader& reader) {
  const std::string side = reader.text("side", {"left", "right", "both"});
  std::vector<std::string> found;
  for (const std::string& muscle : reader.texts("muscles", muscle_names(), muscle_names()))
    for (const std::string& line : muscle_lines(muscle))
      for (const std::string each : {"left", "right"})
        if (side == each || side == "both") found.push_back(each + "_" + line);
  return found;
}

}  // namespace steppage

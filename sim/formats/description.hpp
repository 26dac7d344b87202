// scenario.json of a trial or recording directory: what was simulated or recorded.
//
// A simulated trial holds the drawn scenario. A recording of a real person holds
//
//   {"schema": 1, "name": "uniss_S022",
//    "recording": {"dataset": "uniss", "subject": "S022", "group": "stroke", ...,
//                  "reference_has_constant_lag": true}}
//
// where "recording" may say more of the provenance.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace steppage {

/// What a Trial repeats of its scenario.json.
struct Description {
  std::string name;
  bool reference_has_constant_lag = false;  // false without "recording"
  bool falls_are_scored = false;            // "falls" of "activity"
  bool operator==(const Description&) const = default;
};

/// `file` is what messages call it. Throws InputError when the schema is not 1, the name is
/// missing, or "recording" does not say whether the reference has a constant lag.
Description read_description(const std::string& file, const std::string& text);

/// The scenario.json of a recording; `provenance` are keys and values of "recording".
std::string describe_recording(const Description& description,
                               const std::vector<std::pair<std::string, std::string>>& provenance);

}  // namespace steppage

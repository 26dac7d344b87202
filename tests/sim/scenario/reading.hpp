// Helpers of the scenario tests: the problems of a text, as a user sees them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/document.hpp"

namespace steppage {

inline std::vector<std::string> lines_of(const InputError& error) {
  std::vector<std::string> lines;
  for (const Problem& problem : error.problems())
    lines.push_back(problem.where + " " + problem.what);
  return lines;
}

/// All problems of the file walk.json with this text, when it is read by `read`.
inline std::vector<std::string> problems(std::string_view text,
                                         const std::function<void(Reader)>& read,
                                         const std::vector<std::string>& overrides = {}) {
  try {
    Document document = Document::parse("walk.json", text, overrides);
    read(document.root());
    document.root().finish();
    document.throw_if_problems();
  } catch (const InputError& error) {
    return lines_of(error);
  }
  return {};
}

/// The same for a file that holds nothing but a schema number and a patient.
inline std::vector<std::string> patient_problems(const std::string& patient,
                                                 const std::function<void(Reader&)>& read) {
  return problems(R"({"schema": 1, "patient": )" + patient + "}", [&](Reader root) {
    Reader reader = root.object("patient");
    read(reader);
    reader.finish();
  });
}

}  // namespace steppage

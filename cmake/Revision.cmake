# Run at every build: version.hpp with the project's version and the git revision, rewritten only when they change.
# Arguments: VERSION, SOURCE (checkout), OUTPUT (file).
execute_process(COMMAND git -c safe.directory=* describe --always --dirty --abbrev=12 WORKING_DIRECTORY ${SOURCE}
                OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT revision)
  set(revision unknown)
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT "#pragma once
namespace steppage {
inline constexpr const char* kVersion = \"@VERSION@\";
inline constexpr const char* kRevision = \"@revision@\";
}  // namespace steppage
")

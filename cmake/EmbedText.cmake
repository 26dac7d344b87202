# steppage_embed(TARGET HEADER FILE...): compiles text files into TARGET. "HEADER" declares one std::string_view a file
# in namespace steppage::embedded, named after the file ("lower_limb.xml" is lower_limb_xml).
function(steppage_embed target header)
  set(folder ${PROJECT_BINARY_DIR}/embedded/${target})
  get_filename_component(stem ${header} NAME_WE)
  set(declarations "")
  set(definitions "")
  foreach(path ${ARGN})
    get_filename_component(file ${path} NAME)
    string(MAKE_C_IDENTIFIER ${file} name)
    file(READ ${path} text)
    string(APPEND declarations "extern const std::string_view ${name};\n")
    string(APPEND definitions "const std::string_view ${name} = R\"~~~~(${text})~~~~\";\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
  endforeach()
  set(begin "namespace steppage::embedded {\n")
  file(CONFIGURE OUTPUT ${folder}/${header} @ONLY CONTENT
       "#pragma once\n#include <string_view>\n@begin@@declarations@}\n")
  file(CONFIGURE OUTPUT ${folder}/${stem}.cpp @ONLY CONTENT
       "#include \"${header}\"\n@begin@@definitions@}\n")
  target_sources(${target} PRIVATE ${folder}/${stem}.cpp)
  target_include_directories(${target} PRIVATE ${folder})
endfunction()

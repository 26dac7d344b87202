# steppage_library(NAME DEPENDS ...): the library of folder sim/NAME. Its headers are found as "NAME/x.hpp", and
# only by targets that link it: a dependency that the architecture does not draw does not compile.
function(steppage_library name)
  cmake_parse_arguments(arg "" "" "DEPENDS;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  set(target steppage_${name})
  set(headers ${PROJECT_BINARY_DIR}/headers/${name})
  file(MAKE_DIRECTORY ${headers})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${name} ${headers}/${name} SYMBOLIC)
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC ${headers})
  target_link_libraries(${target} PUBLIC ${arg_DEPENDS} PRIVATE steppage_warnings ${arg_PRIVATE})
endfunction()

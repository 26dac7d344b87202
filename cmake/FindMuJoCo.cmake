# MuJoCo::MuJoCo from, in this order: MUJOCO_ROOT (an unpacked release or an installation), the mujoco-core wheel
# in the private .venv, a system install.
set(_roots)
if(DEFINED MUJOCO_ROOT)
  list(APPEND _roots ${MUJOCO_ROOT})
elseif(DEFINED ENV{MUJOCO_ROOT})
  list(APPEND _roots $ENV{MUJOCO_ROOT})
endif()
file(GLOB _wheel ${PROJECT_SOURCE_DIR}/.venv/lib/python3*/site-packages/mujoco)
list(APPEND _roots ${_wheel})

find_path(MuJoCo_INCLUDE_DIR mujoco/mujoco.h HINTS ${_roots} PATH_SUFFIXES include)
foreach(_root ${_roots})
  file(GLOB _found ${_root}/libmujoco.so* ${_root}/lib/libmujoco.so*)
  list(APPEND _libraries ${_found})
endforeach()
if(_libraries)
  list(GET _libraries 0 _first)
  set(MuJoCo_LIBRARY ${_first} CACHE FILEPATH "libmujoco")
else()
  find_library(MuJoCo_LIBRARY mujoco)
endif()

if(MuJoCo_INCLUDE_DIR)
  file(STRINGS ${MuJoCo_INCLUDE_DIR}/mujoco/mujoco.h _line REGEX "#define mjVERSION_HEADER +[0-9]+")
  string(REGEX REPLACE ".* ([0-9]+).*" "\\1" _number "${_line}")
  # 4000001 is 4.0.1; before 4.0 the number was 3012 for 3.12
  math(EXPR _major "${_number} / 1000000")
  math(EXPR _minor "${_number} / 1000 % 1000")
  math(EXPR _patch "${_number} % 1000")
  set(MuJoCo_VERSION ${_major}.${_minor}.${_patch})
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(MuJoCo
  REQUIRED_VARS MuJoCo_LIBRARY MuJoCo_INCLUDE_DIR VERSION_VAR MuJoCo_VERSION)
if(MuJoCo_FOUND AND NOT TARGET MuJoCo::MuJoCo)
  add_library(MuJoCo::MuJoCo SHARED IMPORTED)
  set_target_properties(MuJoCo::MuJoCo PROPERTIES
    IMPORTED_LOCATION ${MuJoCo_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${MuJoCo_INCLUDE_DIR})
endif()

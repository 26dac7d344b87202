# Flags of every target of ours. No fused multiply-add and no -ffast-math: the same source gives the same bits.
add_library(steppage_warnings INTERFACE)
target_compile_options(steppage_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -ffp-contract=off)
# Clang's -Wconversion also asks about signs, GCC's does not; both compilers shall ask for the same.
target_compile_options(steppage_warnings INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>)

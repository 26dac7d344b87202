// The list of detectors. Adding one: a line in algorithms.hpp, a line here.
#include "algorithms.hpp"

namespace {

constinit const stp_detector* const kDetectors[] = {&stp_shank_gyro, &stp_rep_counter,
                                                    &stp_shank_fes};

}  // namespace

extern "C" const stp_detector* const* stp_detectors(uint32_t* count) {
  *count = sizeof kDetectors / sizeof kDetectors[0];
  return kDetectors;
}

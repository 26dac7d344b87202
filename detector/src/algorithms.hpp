// The detectors of this library, one file each.
#pragma once

#include "stp_detector.h"

extern "C" {
extern const stp_detector stp_shank_gyro;
extern const stp_detector stp_rep_counter;
extern const stp_detector stp_shank_fes;
}

// Natural logarithm from + - * / alone: libm's differs in the last bit between machines.
#pragma once

namespace steppage {

/// ln(x) for finite x > 0, relative error below 1e-14.
double portable_log(double x);

}  // namespace steppage

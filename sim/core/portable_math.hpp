// Logarithm and exponential from + - * / alone: libm's differ in the last bit between machines.
#pragma once

namespace steppage {

/// ln(x) for finite x > 0, relative error below 1e-14.
double portable_log(double x);

/// e^x for x that is not NaN, relative error below 1e-14 where the result is a normal number.
double portable_exp(double x);

}  // namespace steppage

#include "core/portable_math.hpp"

#include <bit>
#include <cstdint>

#include "core/check.hpp"

namespace steppage {

double portable_log(double x) {
  CHECK(x > 0);
  // x = m 2^e with m in [sqrt(1/2), sqrt(2)); subnormal numbers are scaled up first.
  double exponent = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    exponent = -54;
  }
  const auto bits = std::bit_cast<uint64_t>(x);
  exponent += static_cast<double>(static_cast<int>((bits >> 52) & 0x7ff) - 1023);
  double mantissa = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    exponent += 1;
  }
  // ln m = 2 atanh(s), s = (m - 1)/(m + 1), |s| < 0.172: the 12th odd power is below 1e-18.
  const double s = (mantissa - 1) / (mantissa + 1);
  const double s2 = s * s;
  double sum = 0;
  for (int k = 23; k >= 1; k -= 2) sum = sum * s2 + 1.0 / k;
  constexpr double kLn2 = 0.693147180559945309417;
  return exponent * kLn2 + 2 * s * sum;
}

}  // namespace steppage

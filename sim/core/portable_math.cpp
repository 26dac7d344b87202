#include "core/portable_math.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "core/check.hpp"

namespace steppage {
namespace {

constexpr double kLn2 = 0.693147180559945309417;

}  // namespace

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
  return exponent * kLn2 + 2 * s * sum;
}

double portable_exp(double x) {
  CHECK(!std::isnan(x));
  // e^x = 2^k e^r, |r| < 0.35: the 15th power is below 1e-19. Beyond 800 it is infinite or zero.
  const double k = std::round(std::clamp(x, -800.0, 800.0) / kLn2);
  // The upper bits of ln 2 times k are exact, so that r keeps its last digits.
  constexpr double kUpper = 0x1.62e42fee00000p-1;
  constexpr double kLower = 0x1.a39ef35793c76p-33;
  const double r = (std::clamp(x, -800.0, 800.0) - k * kUpper) - k * kLower;
  double sum = 1;
  for (int i = 15; i >= 1; --i) sum = 1 + r / i * sum;
  return std::ldexp(sum, static_cast<int>(k));
}

}  // namespace steppage

// Named streams of random numbers, the same on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <string_view>

namespace steppage {

/// One stream: `Random noise(seed, "right_shank/gyro/white")`. Adding a stream leaves the others
/// unchanged. Only + - * / and sqrt are used, so draws are bit-identical wherever IEEE 754 doubles
/// are.
class Random {
 public:
  Random(uint64_t seed, std::string_view stream);
  double uniform();                         // [0, 1)
  double uniform(double low, double high);  // [low, high)
  double gaussian();                        // mean 0, standard deviation 1
  double gaussian(double mean, double standard_deviation);
  size_t index(size_t count);  // 0 to count - 1

 private:
  std::mt19937_64 engine_;
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace steppage

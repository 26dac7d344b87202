#include "core/random.hpp"

#include <cmath>

#include "core/check.hpp"
#include "core/portable_math.hpp"

namespace steppage {
namespace {

// FNV-1a over the name, mixed with the seed by splitmix64: near seeds and near names give unrelated
// streams.
uint64_t stream_seed(uint64_t seed, std::string_view stream) {
  uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : stream) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  uint64_t z = hash + seed * 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

Random::Random(uint64_t seed, std::string_view stream) : engine_(stream_seed(seed, stream)) {}

double Random::uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

// Marsaglia's polar method: needs a logarithm and a square root, no sine.
double Random::gaussian() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  double u, v, s;
  do {
    u = 2 * uniform() - 1;
    v = 2 * uniform() - 1;
    s = u * u + v * v;
  } while (s >= 1 || s == 0);
  const double factor = std::sqrt(-2 * portable_log(s) / s);
  spare_ = v * factor;
  has_spare_ = true;
  return u * factor;
}

double Random::gaussian(double mean, double standard_deviation) {
  return mean + standard_deviation * gaussian();
}

size_t Random::index(size_t count) {
  CHECK(count > 0);
  return static_cast<size_t>(uniform() * static_cast<double>(count));
}

}  // namespace steppage

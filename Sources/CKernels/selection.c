#include "CKernels.h"
#include "kernels.h"

#include <string.h>

// A multiplication and an addition are two roundings, as in Swift, whatever the processor could do.
#pragma STDC FP_CONTRACT OFF

// A whole number below 2^52 as a real one, exactly: it is put behind the binary point of 2^52.
static inline double real(uint64_t whole) {
  uint64_t bits = whole | 0x4330000000000000;
  double number;
  memcpy(&number, &bits, sizeof number);
  return number - 0x1p52;
}

DISPATCHED
size_t fentan_doubtful_draws(const int64_t *restrict population, const int64_t *restrict drawn,
                             const int64_t *restrict marked, const double *restrict chances,
                             const uint64_t *restrict words, const int64_t *restrict counts,
                             size_t count, uint32_t *restrict places) {
  enum { block = 64 };
  size_t found = 0;
  for (size_t start = 0; start < count; start += block) {
    size_t size = count - start < block ? count - start : block;
    int64_t doubtful[block];
    for (size_t k = 0; k < size; k++) {
      size_t i = start + k;
      double p = chances[i];
      double at = (real((uint64_t)(population[i] - marked[i])) + 1) * p;
      double near_by = (at + 0x1p52) - 0x1p52;
      double mode = near_by > at ? near_by - 1 : near_by;
      double rest = real((uint64_t)drawn[i]) - real((uint64_t)counts[i]);
      double apart = rest > mode ? rest - mode : mode - rest;
      double u = (real(words[i] >> 12) + 0.5) * 0x1p-52;
      doubtful[k] = !(apart * (apart + 1) * (1 + 0x1p-40) <= 2 * mode * (1 - p) * (1 - u));
    }
    for (size_t k = 0; k < size; k++) {
      places[found] = (uint32_t)(start + k);
      found += (size_t)doubtful[k];
    }
  }
  return found;
}

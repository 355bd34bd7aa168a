#include "CKernels.h"
#include "kernels.h"

#include <string.h>

// A multiplication and an addition are two roundings, as in Swift, whatever the processor could do.
#pragma STDC FP_CONTRACT OFF

DISPATCHED
void fentan_weighted_sums(const int64_t *restrict counts, size_t lanes,
                          const double *restrict weights, size_t number, double *restrict sums) {
  for (size_t k = 0; k < number; k++) {
    double weight = weights[k];
    double *restrict row = sums + k * lanes;
    for (size_t i = 0; i < lanes; i++) {
      // A whole number below 2^52 as a real one, exactly: it is put behind the binary point of 2^52.
      uint64_t bits = (uint64_t)counts[i] | 0x4330000000000000;
      double count;
      memcpy(&count, &bits, sizeof count);
      row[i] += weight * (count - 0x1p52);
    }
  }
}

size_t fentan_take_told(int64_t *restrict trials, const int64_t *restrict counts, size_t count,
                        uint32_t *restrict places) {
  size_t untold = 0;
  for (size_t i = 0; i < count; i++) {
    int64_t is_untold = counts[i] >> 63;
    trials[i] -= counts[i] & ~is_untold;
    places[untold] = (uint32_t)i;
    untold += (size_t)(is_untold & 1);
  }
  return untold;
}

DISPATCHED
void fentan_add_counts(const int64_t *restrict counts, size_t count, int64_t *restrict sums) {
  for (size_t i = 0; i < count; i++) sums[i] += counts[i];
}

DISPATCHED
void fentan_subtract_counts(const int64_t *restrict counts, size_t count, int64_t *restrict rest) {
  for (size_t i = 0; i < count; i++) rest[i] -= counts[i];
}

DISPATCHED
void fentan_add_and_compare(const int64_t *restrict counts, size_t count, int64_t *restrict sums,
                            int64_t *restrict greatest) {
  for (size_t i = 0; i < count; i++) {
    sums[i] += counts[i];
    greatest[i] = counts[i] > greatest[i] ? counts[i] : greatest[i];
  }
}

DISPATCHED
size_t fentan_rows_above(const int64_t *restrict counts, size_t lanes,
                         const int64_t *restrict starts, const int64_t *restrict limits, size_t rows,
                         uint32_t *restrict found) {
  size_t number = 0;
  for (size_t r = 0; r < rows; r++) {
    const int64_t *row = counts + starts[r];
    int64_t limit = limits[r], above = 0;
    for (size_t i = 0; i < lanes; i++) above |= limit - row[i];
    found[number] = (uint32_t)r;
    number += above < 0;
  }
  return number;
}

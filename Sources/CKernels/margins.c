#include "CKernels.h"
#include "kernels.h"

// A multiplication and an addition are two roundings, as in Swift, whatever the processor could do.
#pragma STDC FP_CONTRACT OFF

// Counts stand side by side, one for each replication.

DISPATCHED
void fentan_add_worth(const uint32_t *restrict counts, size_t count, int64_t worth,
                      int64_t *restrict sums, uint32_t *restrict greatest) {
#pragma clang loop vectorize(enable)
  for (size_t i = 0; i < count; i++) {
    sums[i] += (int64_t)counts[i] * worth;
    greatest[i] = counts[i] > greatest[i] ? counts[i] : greatest[i];
  }
}

DISPATCHED
void fentan_add_pairs(const uint32_t *restrict counts, size_t count, double weight,
                      double *restrict sums) {
#pragma clang loop vectorize(enable)
  for (size_t i = 0; i < count; i++) {
    double hits = counts[i];
    sums[i] += (hits * hits - hits) * weight;
  }
}

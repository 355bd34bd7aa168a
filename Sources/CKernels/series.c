#include "CKernels.h"
#include "kernels.h"

// A multiplication and an addition are two roundings, as in Swift, whatever the processor could do.
#pragma STDC FP_CONTRACT OFF

DISPATCHED
void fentan_power_series(const double *restrict at, size_t count, const double *restrict terms,
                         size_t number, double *restrict values) {
  for (size_t i = 0; i < count; i++) values[i] = 0;
  for (size_t term = number; term-- > 0;) {
    double next = terms[term];
#pragma clang loop vectorize(enable)
    for (size_t i = 0; i < count; i++) values[i] = (values[i] + next) * at[i];
  }
}

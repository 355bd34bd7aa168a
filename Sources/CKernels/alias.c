#include "CKernels.h"
#include "kernels.h"

// The table is gathered from: several words at once, each in its own lane.

DISPATCHED
void fentan_alias_outcomes(const uint64_t *restrict words, size_t count,
                           const uint64_t *restrict cells, unsigned bits,
                           uint32_t *restrict outcomes) {
#pragma clang loop vectorize(enable)
  for (size_t i = 0; i < count; i++) {
    uint64_t cell = words[i] >> (64 - bits);
    uint64_t found = cells[cell];
    uint64_t place = (words[i] << bits) >> 16;
    outcomes[i] = (uint32_t)(place < (found >> 16) ? cell : (found & 0xFFFF));
  }
}

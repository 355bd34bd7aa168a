#include "CKernels.h"
#include "kernels.h"

// The tables are gathered from: several words at once, each in its own lane.

DISPATCHED
void fentan_digit_counts(const uint64_t *restrict words, const uint32_t *restrict numbers,
                         size_t count, unsigned shift, const uint64_t *restrict tables,
                         const uint64_t *restrict cells, int64_t *restrict counts) {
#pragma clang loop vectorize(enable)
  for (size_t i = 0; i < count; i++) {
    uint64_t table = tables[numbers[i] >> shift & 15];
    uint64_t bits = table & 0xFF;
    uint64_t cell = words[i] >> (64 - bits);
    uint64_t found = cells[(table >> 32) + cell];
    uint64_t place = (words[i] << bits) >> 16;
    uint64_t drawn = place < (found >> 16) ? cell : (found & 0xFFFF);
    counts[i] += (int64_t)((table >> 8 & 0xFFFFFF) + drawn);
  }
}

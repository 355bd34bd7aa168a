#include "CKernels.h"
#include "kernels.h"

// Counts stand side by side, one for each replication.

DISPATCHED
void fentan_alias_counts(const uint64_t *restrict words, size_t count,
                         const uint64_t *restrict cells, unsigned bits, uint32_t first,
                         uint32_t *restrict counts, uint32_t *restrict total,
                         uint32_t *restrict group) {
#pragma clang loop vectorize(enable)
  for (size_t i = 0; i < count; i++) {
    uint64_t cell = words[i] >> (64 - bits);
    uint64_t found = cells[cell];
    uint64_t place = (words[i] << bits) >> 16;
    uint32_t drawn = first + (uint32_t)(place < (found >> 16) ? cell : (found & 0xFFFF));
    counts[i] = drawn;
    total[i] += drawn;
    group[i] += drawn;
  }
}

enum { lanes = 8 };

typedef int64_t eight __attribute__((vector_size(lanes * sizeof(int64_t)), aligned(8)));

// Low words are rare: eight are looked at together, and one by one where some of them is.
DISPATCHED
size_t fentan_low_words(const uint64_t *restrict words, size_t count, uint64_t mask,
                        uint64_t limit, uint32_t *restrict places) {
  size_t found = 0, i = 0;
  for (; i + lanes <= count; i += lanes) {
    eight low = *(const eight *)(words + i) & (int64_t)mask;
    if (!__builtin_reduce_or(low < (int64_t)limit)) continue;
    for (size_t k = i; k < i + lanes; k++) {
      places[found] = (uint32_t)k;
      found += (words[k] & mask) < limit;
    }
  }
  for (; i < count; i++) {
    places[found] = (uint32_t)i;
    found += (words[i] & mask) < limit;
  }
  return found;
}

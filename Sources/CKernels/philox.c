#include "CKernels.h"
#include "kernels.h"

enum { rounds = 10 };

// A block in four 32-bit words. They stand in 64 bits, because a round multiplies 32 bits by 32.
typedef struct {
  uint64_t w0, w1, w2, w3;
} block;

static inline __attribute__((always_inline)) block philox(uint64_t seed, block c) {
  uint64_t k0 = (uint32_t)seed, k1 = seed >> 32;
#pragma clang loop unroll(full)
  for (int round = 0; round < rounds; round++) {
    uint64_t p0 = c.w0 * 0xD2511F53u;
    uint64_t p1 = c.w2 * 0xCD9E8D57u;
    c.w0 = (p1 >> 32) ^ c.w1 ^ k0;
    c.w1 = p1 & 0xFFFFFFFFu;
    c.w2 = (p0 >> 32) ^ c.w3 ^ k1;
    c.w3 = p0 & 0xFFFFFFFFu;
    k0 = (k0 + 0x9E3779B9u) & 0xFFFFFFFFu;
    k1 = (k1 + 0xBB67AE85u) & 0xFFFFFFFFu;
  }
  return c;
}

// In both loops several blocks run side by side, each in its own lane.

DISPATCHED
void fentan_first_blocks(uint64_t seed, uint32_t counter0, uint32_t counter1, uint32_t counter2,
                         const uint32_t *restrict replications, size_t count,
                         uint64_t *restrict first, uint64_t *restrict second) {
#pragma clang loop vectorize(enable)
  for (size_t i = 0; i < count; i++) {
    block b = philox(seed, (block){counter0, counter1, counter2, replications[i]});
    first[i] = b.w0 | b.w1 << 32;
    second[i] = b.w2 | b.w3 << 32;
  }
}

DISPATCHED
void fentan_next_blocks(uint64_t seed, uint32_t counter0, uint32_t counter1, uint32_t counter2,
                        uint32_t counter3, size_t count, uint64_t *restrict words) {
#pragma clang loop vectorize(enable)
  for (size_t i = 0; i < count; i++) {
    block b = philox(seed, (block){(uint32_t)(counter0 + i), counter1, counter2, counter3});
    words[2 * i] = b.w0 | b.w1 << 32;
    words[2 * i + 1] = b.w2 | b.w3 << 32;
  }
}

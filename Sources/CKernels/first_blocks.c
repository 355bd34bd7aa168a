#include "CKernels.h"

// Built for several instruction sets where the linker can choose between them as the program starts.
#if defined(__x86_64__) && defined(__linux__)
#define DISPATCHED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define DISPATCHED
#endif

enum { rounds = 10 };

// The loop over the streams is the one that runs side by side; each holds one block in registers.
DISPATCHED
void fentan_first_blocks(uint64_t seed, uint32_t counter0, uint32_t counter1, uint32_t counter2,
                         const uint32_t *restrict replications, size_t count,
                         uint64_t *restrict first, uint64_t *restrict second) {
#pragma clang loop vectorize(enable)
  for (size_t i = 0; i < count; i++) {
    // 64-bit lanes throughout, because a round multiplies 32 bits by 32.
    uint64_t c0 = counter0, c1 = counter1, c2 = counter2, c3 = replications[i];
    uint64_t k0 = (uint32_t)seed, k1 = seed >> 32;
#pragma clang loop unroll(full)
    for (int round = 0; round < rounds; round++) {
      uint64_t p0 = c0 * 0xD2511F53u;
      uint64_t p1 = c2 * 0xCD9E8D57u;
      c0 = (p1 >> 32) ^ c1 ^ k0;
      c1 = p1 & 0xFFFFFFFFu;
      c2 = (p0 >> 32) ^ c3 ^ k1;
      c3 = p0 & 0xFFFFFFFFu;
      k0 = (k0 + 0x9E3779B9u) & 0xFFFFFFFFu;
      k1 = (k1 + 0xBB67AE85u) & 0xFFFFFFFFu;
    }
    first[i] = c0 | c1 << 32;
    second[i] = c2 | c3 << 32;
  }
}

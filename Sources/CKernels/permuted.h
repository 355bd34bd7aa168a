#ifndef FENTAN_PERMUTED_H
#define FENTAN_PERMUTED_H

#if defined(__x86_64__) && defined(__linux__)
#include <immintrin.h>

// Tables of up to 256 cells fit the widest registers, where looking up is a permutation: three times as fast as
// gathering from memory. Every two registers hold 32 cells.
#define PERMUTED static inline __attribute__((target("avx512f"), always_inline))

enum { most_permuted_bits = 8 };

PERMUTED __m512i look_up(const __m512i *table, const int pairs, __m512i cell) {
  __m512i found[8];
  for (int i = 0; i < pairs; i++) {
    found[i] = _mm512_permutex2var_epi32(table[2 * i], cell, table[2 * i + 1]);
  }
  for (int apart = 1; apart < pairs; apart *= 2) {
    __mmask16 is_high = _mm512_test_epi32_mask(cell, _mm512_set1_epi32(32 * apart));
    for (int i = 0; i < pairs; i += 2 * apart) {
      found[i] = _mm512_mask_blend_epi32(is_high, found[i], found[i + apart]);
    }
  }
  return found[0];
}

#endif

#endif

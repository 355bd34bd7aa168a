#include "CKernels.h"
#include "kernels.h"
#include "permuted.h"

// Counts stand side by side, one for each replication.

#ifdef PERMUTED

PERMUTED uint32_t permute(const uint32_t *restrict halves, size_t count,
                          const uint32_t *restrict cells, unsigned bits, uint32_t first,
                          uint32_t *restrict counts, uint32_t *restrict total,
                          uint32_t *restrict group, const int pairs) {
  __m512i table[16];
  for (int i = 0; i < 2 * pairs; i++) table[i] = _mm512_loadu_si512(cells + 16 * i);
  __m128i right = _mm_cvtsi32_si128(32 - (int)bits), left = _mm_cvtsi32_si128((int)bits);
  __m512i firsts = _mm512_set1_epi32((int)first), alias = _mm512_set1_epi32(0xFFFF);
  uint32_t open = 0;
  for (size_t i = 0; i + 16 <= count; i += 16) {
    __m512i half = _mm512_loadu_si512(halves + i);
    __m512i cell = _mm512_srl_epi32(half, right);
    __m512i found = look_up(table, pairs, cell);
    __m512i place = _mm512_srli_epi32(_mm512_sll_epi32(half, left), 16);
    __m512i threshold = _mm512_srli_epi32(found, 16);
    __mmask16 under = _mm512_cmplt_epu32_mask(place, threshold);
    open += (uint32_t)__builtin_popcount(_mm512_cmpeq_epu32_mask(place, threshold));
    __m512i drawn = _mm512_mask_mov_epi32(_mm512_and_si512(found, alias), under, cell);
    drawn = _mm512_add_epi32(drawn, firsts);
    _mm512_storeu_si512(counts + i, drawn);
    _mm512_storeu_si512(total + i, _mm512_add_epi32(drawn, _mm512_loadu_si512(total + i)));
    _mm512_storeu_si512(group + i, _mm512_add_epi32(drawn, _mm512_loadu_si512(group + i)));
  }
  return open;
}

__attribute__((target("avx512f"))) static uint32_t permuted(
    const uint32_t *halves, size_t count, const uint32_t *cells, unsigned bits, uint32_t first,
    uint32_t *counts, uint32_t *total, uint32_t *group) {
  switch (bits) {
    case 8: return permute(halves, count, cells, bits, first, counts, total, group, 8);
    case 7: return permute(halves, count, cells, bits, first, counts, total, group, 4);
    case 6: return permute(halves, count, cells, bits, first, counts, total, group, 2);
    default: return permute(halves, count, cells, bits, first, counts, total, group, 1);
  }
}

#endif

DISPATCHED
static uint32_t gathered(const uint32_t *restrict halves, size_t count,
                         const uint32_t *restrict cells, unsigned bits, uint32_t first,
                         uint32_t *restrict counts, uint32_t *restrict total,
                         uint32_t *restrict group) {
  uint32_t open = 0;
#pragma clang loop vectorize(enable)
  for (size_t i = 0; i < count; i++) {
    uint32_t cell = halves[i] >> (32 - bits);
    uint32_t found = cells[cell];
    uint32_t place = (uint32_t)((uint64_t)halves[i] << bits) >> 16, threshold = found >> 16;
    uint32_t drawn = first + (place < threshold ? cell : (found & 0xFFFF));
    open += place == threshold;
    counts[i] = drawn;
    total[i] += drawn;
    group[i] += drawn;
  }
  return open;
}

uint32_t fentan_alias_counts(const uint32_t *halves, size_t count, const uint32_t *cells,
                             unsigned bits, uint32_t first, uint32_t *counts, uint32_t *total,
                             uint32_t *group) {
  size_t done = 0;
  uint32_t open = 0;
#ifdef PERMUTED
  if (bits <= most_permuted_bits && count >= 16 && __builtin_cpu_supports("avx512f")) {
    done = count / 16 * 16;
    open = permuted(halves, done, cells, bits, first, counts, total, group);
  }
#endif
  return open + gathered(halves + done, count - done, cells, bits, first, counts + done,
                         total + done, group + done);
}

enum { lanes = 16 };

typedef uint32_t sixteen __attribute__((vector_size(lanes * sizeof(uint32_t)), aligned(4)));

// Low ones are rare: sixteen are looked at together, and one by one where some of them is.
DISPATCHED
size_t fentan_low_halves(const uint32_t *restrict halves, size_t count, uint32_t mask,
                         uint32_t limit, uint32_t *restrict places) {
  size_t found = 0, i = 0;
  for (; i + lanes <= count; i += lanes) {
    sixteen low = *(const sixteen *)(halves + i) & mask;
    if (!__builtin_reduce_or(low < limit)) continue;
    for (size_t k = i; k < i + lanes; k++) {
      places[found] = (uint32_t)k;
      found += (halves[k] & mask) < limit;
    }
  }
  for (; i < count; i++) {
    places[found] = (uint32_t)i;
    found += (halves[i] & mask) < limit;
  }
  return found;
}

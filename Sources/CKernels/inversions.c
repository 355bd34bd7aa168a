#include "CKernels.h"
#include "kernels.h"
#include "permuted.h"

#include <string.h>

// A multiplication and an addition are two roundings, as in Swift, whatever the processor could do.
#pragma STDC FP_CONTRACT OFF

// All functions that take vectors are inlined, so it does not matter how they would be passed.
#pragma clang diagnostic ignored "-Wpsabi"

// There are so many parts that the second step is rare.
static inline int64_t inverse(const fentan_running_sums *sums, uint64_t word) {
  if (word + sums->margin < 2 * sums->margin) return -1;
  // Nothing is above the last threshold.
  word -= word == UINT64_MAX;
  size_t place = sums->guide[word >> sums->shift] & sums->mask;
  place += sums->thresholds[place] <= word;
  while (__builtin_expect(sums->thresholds[place] <= word, 0)) place++;
  return sums->first + (int64_t)place;
}

#ifdef PERMUTED

// The upper half of each word.
PERMUTED __m512i upper_halves(const uint64_t *words) {
  __m256i low = _mm512_cvtepi64_epi32(_mm512_srli_epi64(_mm512_loadu_si512(words), 32));
  __m256i high = _mm512_cvtepi64_epi32(_mm512_srli_epi64(_mm512_loadu_si512(words + 8), 32));
  return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

PERMUTED void store(__m512i halves, int64_t first, int64_t *numbers) {
  __m512i firsts = _mm512_set1_epi64(first);
  __m512i low = _mm512_cvtepu32_epi64(_mm512_castsi512_si256(halves));
  __m512i high = _mm512_cvtepu32_epi64(_mm512_extracti64x4_epi64(halves, 1));
  _mm512_storeu_si512(numbers, _mm512_add_epi64(low, firsts));
  _mm512_storeu_si512(numbers + 8, _mm512_add_epi64(high, firsts));
}

// By the upper halves of the words; those that are told by their lower halves, or by a part with several thresholds,
// are few.
PERMUTED void permute(const uint64_t *restrict words, size_t count, const fentan_running_sums *sums,
                      int64_t *restrict numbers, const int pairs) {
  __m512i table[16];
  for (int i = 0; i < 2 * pairs; i++) table[i] = _mm512_loadu_si512(sums->guide + 16 * i);
  unsigned bits = 64 - sums->shift;
  __m128i right = _mm_cvtsi32_si128(32 - (int)bits), left = _mm_cvtsi32_si128((int)bits);
  __m512i margin = _mm512_set1_epi32((int)(sums->margin >> 32));
  __m512i both_margins = _mm512_add_epi32(margin, margin);
  __m512i several = _mm512_set1_epi32(0x8000), number = _mm512_set1_epi32(0x7FFF);
  for (size_t i = 0; i < count; i += 16) {
    __m512i half = upper_halves(words + i);
    __m512i found = look_up(table, pairs, _mm512_srl_epi32(half, right));
    __m512i place = _mm512_srli_epi32(_mm512_sll_epi32(half, left), 16);
    __m512i threshold = _mm512_srli_epi32(found, 16);
    __mmask16 over = _mm512_cmpgt_epu32_mask(place, threshold);
    __mmask16 open = _mm512_cmpeq_epu32_mask(place, threshold);
    open |= over & _mm512_test_epi32_mask(found, several);
    open |= _mm512_cmplt_epu32_mask(_mm512_add_epi32(half, margin), both_margins);
    __m512i drawn = _mm512_and_si512(found, number);
    store(_mm512_mask_add_epi32(drawn, over, drawn, _mm512_set1_epi32(1)), sums->first, numbers + i);
    for (unsigned left_open = open; left_open; left_open &= left_open - 1) {
      size_t k = i + (size_t)__builtin_ctz(left_open);
      numbers[k] = inverse(sums, words[k]);
    }
  }
}

__attribute__((target("avx512f"))) static void permuted(const uint64_t *words, size_t count,
                                                        const fentan_running_sums *sums,
                                                        int64_t *numbers) {
  switch (64 - sums->shift) {
    case 8: return permute(words, count, sums, numbers, 8);
    case 7: return permute(words, count, sums, numbers, 4);
    case 6: return permute(words, count, sums, numbers, 2);
    default: return permute(words, count, sums, numbers, 1);
  }
}

#endif

void fentan_inversions(const uint64_t *restrict words, size_t count, const fentan_running_sums *sums,
                       int64_t *restrict numbers) {
  size_t done = 0;
#ifdef PERMUTED
  if (64 - sums->shift <= most_permuted_bits && count >= 16 && __builtin_cpu_supports("avx512f")) {
    done = count / 16 * 16;
    permuted(words, done, sums, numbers);
  }
#endif
  fentan_running_sums table = *sums;
  for (size_t i = done; i < count; i++) numbers[i] = inverse(&table, words[i]);
}

// A whole number below 2^52, exactly: it is put behind the binary point of 2^52.
static inline __attribute__((always_inline)) double real(uint64_t whole) {
  double sum;
  whole |= 0x4330000000000000;
  memcpy(&sum, &whole, sizeof sum);
  return sum - 0x1p52;
}

enum { lanes = 8 };

typedef int64_t eight __attribute__((vector_size(lanes * sizeof(int64_t)), aligned(8)));

// The places of numbers below 0, which are few: eight are looked at together.
static inline __attribute__((always_inline)) size_t negative(const int64_t *numbers, size_t count,
                                                             uint32_t *places) {
  size_t found = 0, i = 0;
  for (; i + lanes <= count; i += lanes) {
    if (__builtin_reduce_or(*(const eight *)(numbers + i)) >= 0) continue;
    for (size_t k = i; k < i + lanes; k++) {
      places[found] = (uint32_t)k;
      found += numbers[k] < 0;
    }
  }
  for (; i < count; i++) {
    places[found] = (uint32_t)i;
    found += numbers[i] < 0;
  }
  return found;
}

// With the mean m of n trials, one succeeds with a probability above m - m^2 / 2, and two with one below m^2 / 2. So
// most words tell at once that none or one does, and far enough from either for rounding not to matter.
DISPATCHED
size_t fentan_few_more(const int64_t *restrict trials, int64_t ready, double probability,
                       const uint64_t *restrict words, size_t count, int64_t *restrict counts,
                       uint32_t *restrict places) {
#pragma clang loop vectorize(enable)
  for (size_t i = 0; i < count; i++) {
    int64_t more = trials[i] - ready;
    double mean = real((uint64_t)more) * probability, pairs = mean * mean * 0.5;
    double u = real(words[i] >> 12) * 0x1p-52;
    int is_one = (u >= pairs + 0x1p-30) & (u < mean - pairs - 0x1p-40);
    int is_told = (more >= 0) & (mean < 10) & ((u >= mean) | is_one) & (counts[i] >= 0);
    counts[i] = is_told ? counts[i] + is_one : -1;
  }
  return negative(counts, count, places);
}

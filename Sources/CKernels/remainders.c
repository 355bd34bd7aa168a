#include "CKernels.h"
#include "kernels.h"

#pragma STDC FP_CONTRACT OFF

enum { rounds = 5 };

// Lanes lie side by side: every inner loop goes over them.

// A whole number below 2^52 behind the binary point of 2^52, and back.
static inline double real(int64_t whole) {
  union {
    int64_t bits;
    double value;
  } number = {whole | 0x4330000000000000};
  return number.value - 0x1p52;
}

static inline int64_t whole_part(double x) {
  double nearest = (x + 0x1p52) - 0x1p52;
  union {
    double value;
    int64_t bits;
  } number = {(nearest > x ? nearest - 1 : nearest) + 0x1p52};
  return number.bits & 0xFFFFFFFFFFFFF;
}

// How many remainders of a lane are not below its mark.
static inline __attribute__((always_inline)) void count(const double *remainders, size_t parts,
                                                        size_t lanes, const double *marks,
                                                        double *counts) {
  for (size_t lane = 0; lane < lanes; lane++) counts[lane] = 0;
  for (size_t part = 0; part < parts; part++) {
#pragma clang loop vectorize(enable)
    for (size_t lane = 0; lane < lanes; lane++) {
      counts[lane] += remainders[part * lanes + lane] >= marks[lane] ? 1 : 0;
    }
  }
}

// Raises what is left of a lane among the remainders from `low` on and below `high`, the largest first, of
// equal ones the first.
static void raise_rest(const double *remainders, size_t parts, size_t lanes, double low, double high,
                       int64_t left, int64_t *counts) {
  while (left > 0) {
    double largest = -1;
    for (size_t part = 0; part < parts; part++) {
      double remainder = remainders[part * lanes];
      largest = remainder < high && remainder > largest ? remainder : largest;
    }
    if (largest < low) return;
    // Parts of equal shares have equal remainders, so that there may be many.
    for (size_t part = 0; part < parts && left > 0; part++) {
      if (remainders[part * lanes] != largest) continue;
      counts[part * lanes]++;
      left--;
    }
    high = largest;
  }
}

DISPATCHED
void fentan_largest_remainders(const int64_t *restrict totals, size_t lanes,
                               const double *restrict shares, size_t parts, double *restrict scratch,
                               int64_t *restrict counts) {
  double *restrict remainders = scratch, *restrict left = scratch + parts * lanes,
                   *restrict low = left + lanes, *restrict high = low + lanes,
                   *restrict mark = high + lanes, *restrict below = mark + lanes,
                   *restrict above = below + lanes, *restrict found = above + lanes;
#pragma clang loop vectorize(enable)
  for (size_t lane = 0; lane < lanes; lane++) left[lane] = real(totals[lane]);
  for (size_t part = 0; part < parts; part++) {
    double share = shares[part];
#pragma clang loop vectorize(enable)
    for (size_t lane = 0; lane < lanes; lane++) {
      double exact = real(totals[lane]) * share;
      int64_t whole = whole_part(exact);
      counts[part * lanes + lane] = whole;
      remainders[part * lanes + lane] = exact - real(whole);
      left[lane] -= real(whole);
    }
  }
  for (size_t lane = 0; lane < lanes; lane++) {
    int64_t missing = left[lane] > 0 ? (int64_t)left[lane] : 0, turns = missing / (int64_t)parts;
    left[lane] = (double)(missing % (int64_t)parts);
    for (size_t part = 0; turns > 0 && part < parts; part++) counts[part * lanes + lane] += turns;
    low[lane] = 0;
    high[lane] = 1;
    below[lane] = (double)parts;
    above[lane] = 0;
  }
  // So many remainders are not below `high` as `above` says, which are too few, or just enough; and those
  // from `low` on, which `below` says, are too many.
  for (int round = 0; round < rounds; round++) {
    for (size_t lane = 0; lane < lanes; lane++) {
      double part = (left[lane] - above[lane] + 0.5) / (below[lane] - above[lane]);
      mark[lane] = high[lane] - (high[lane] - low[lane]) * (part < 1 ? part : 1);
    }
    count(remainders, parts, lanes, mark, found);
    for (size_t lane = 0; lane < lanes; lane++) {
      int enough = found[lane] <= left[lane];
      high[lane] = enough ? mark[lane] : high[lane];
      above[lane] = enough ? found[lane] : above[lane];
      low[lane] = enough ? low[lane] : mark[lane];
      below[lane] = enough ? below[lane] : found[lane];
    }
  }
  for (size_t part = 0; part < parts; part++) {
#pragma clang loop vectorize(enable)
    for (size_t lane = 0; lane < lanes; lane++) {
      counts[part * lanes + lane] += remainders[part * lanes + lane] >= high[lane] ? 1 : 0;
    }
  }
  for (size_t lane = 0; lane < lanes; lane++) {
    if (above[lane] < left[lane]) {
      raise_rest(remainders + lane, parts, lanes, low[lane], high[lane],
                 (int64_t)(left[lane] - above[lane]), counts + lane);
    }
  }
}

DISPATCHED
void fentan_split_in_two(const int64_t *restrict counts, size_t lanes, double share,
                         int64_t *restrict first, int64_t *restrict second) {
#pragma clang loop vectorize(enable)
  for (size_t lane = 0; lane < lanes; lane++) {
    double exact = real(counts[lane]) * share;
    int64_t whole = whole_part(exact);
    whole += exact - real(whole) >= 0.5 ? 1 : 0;
    first[lane] = whole;
    second[lane] = counts[lane] - whole;
  }
}

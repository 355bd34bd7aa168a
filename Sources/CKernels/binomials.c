#include "CKernels.h"
#include "kernels.h"

#include <string.h>

// A multiplication and an addition are two roundings, as in Swift, whatever the processor could do.
#pragma STDC FP_CONTRACT OFF

// All functions that take vectors are inlined, so it does not matter how they would be passed.
#pragma clang diagnostic ignored "-Wpsabi"

// Sixteen lanes side by side, two vectors of the widest kind, so that one computes while the other waits.
// Masks are all ones or all zeros.
typedef double reals __attribute__((vector_size(128)));
typedef int64_t wholes __attribute__((vector_size(128)));
typedef uint64_t words __attribute__((vector_size(128)));

enum { lanes = 16, most_steps = 40 };

// Decisions closer than this are left to exact arithmetic; what is computed here is off by less than 2^-44.
static const double near = 0x1p-40;

#define INLINE static inline __attribute__((always_inline))

INLINE reals choose(wholes mask, reals yes, reals no) {
  return (reals)((mask & (wholes)yes) | (~mask & (wholes)no));
}

INLINE reals absolute(reals x) { return (reals)((wholes)x & INT64_MAX); }

// A whole number below 2^52, exactly: it is put behind the binary point of 2^52.
INLINE reals real(words whole) { return (reals)(whole | 0x4330000000000000) - 0x1p52; }

// The whole part of 0 <= x < 2^51, as a number.
INLINE reals whole_part(reals x) {
  reals nearest = (x + 0x1p52) - 0x1p52;
  return choose(nearest > x, nearest - 1, nearest);
}

INLINE wholes whole(reals x) { return (wholes)(x + 0x1p52) & 0xFFFFFFFFFFFFF; }

INLINE int none(wholes mask) {
  int64_t any = 0;
  for (int i = 0; i < lanes; i++) any |= mask[i];
  return any == 0;
}

// e^x for -700 < x <= 0, off by less than 2^-50 of it: e^x = 2^n e^r with |r| <= log(2) / 2.
INLINE reals exponential(reals x) {
  reals n = (x * 0x1.71547652b82fep0 + 0x1.8p52) - 0x1.8p52;
  reals r = (x - n * 0x1.62e42fefa38p-1) - n * 0x1.ef35793c7673p-45;
  reals sum = r * 0 + 0x1.6124613a86d09p-33;  // 1/13!
  static const double terms[] = {0x1.1eed8eff8d898p-29, 0x1.ae64567f544e4p-26, 0x1.27e4fb7789f5cp-22,
                                 0x1.71de3a556c734p-19, 0x1.a01a01a01a01ap-16, 0x1.a01a01a01a01ap-13,
                                 0x1.6c16c16c16c17p-10, 0x1.1111111111111p-7,  0x1.5555555555555p-5,
                                 0x1.5555555555555p-3,  0.5,                   1,
                                 1};  // 1/12! ... 1/0!
  for (size_t k = 0; k < sizeof terms / sizeof *terms; k++) sum = sum * r + terms[k];
  wholes power = (wholes)(n + 0x1.8p52) - (wholes)((reals){} + 0x1.8p52);
  return (reals)((wholes)sum + (power << 52));
}

// Step 3.1 of BTRD: f(k) / f(m) from `low`, the smaller of k and m, to `high`, at most 15 more; upside down
// where k is the smaller.
INLINE reals ratio(reals n, reals p, reals low, reals high, wholes asked) {
  reals r = p / (1 - p), nr = (n + 1) * r;
  reals f = n - n + 1;
  for (wholes more = asked & (low < high); !none(more); more = asked & (low < high)) {
    low += 1;
    f *= choose(more, nr / low - r, n - n + 1);
  }
  return f;
}

// Steps 3.2 of BTRD, far from where it holds: bounds of log f(k) / f(m).
INLINE wholes squeezed(reals npq, reals km, reals *least, reals *most) {
  reals rho = (km / npq) * (((km / 3 + 0.625) * km + 1.0 / 6) / npq + 0.5);
  reals t = -km * km / (2 * npq);
  wholes holds = (km < npq / 2 - 1) & (t - rho > -600);
  *least = exponential(choose(holds, t - rho, km - km));
  *most = exponential(choose(holds, t + rho, km - km));
  return holds;
}

// One attempt of algorithm BTRS, for means from 10 on; names as in `Binomial.rejected`. It may have failed for
// certain, or be open.
INLINE wholes attempted(reals n, reals p, words first, words second, wholes *failed, wholes *open) {
  reals npq = n * p * (1 - p);
  reals spq = __builtin_elementwise_sqrt(npq);
  reals b = 1.15 + 2.53 * spq;
  reals a = -0.0873 + 0.0248 * b + 0.01 * p;
  reals c = n * p + 0.5;
  reals vr = 0.92 - 4.2 / b;
  reals u = (real(first >> 12) + 0.5) * 0x1p-52 - 0.5;
  reals us = 0.5 - absolute(u);
  reals v = (real(second >> 12) + 0.5) * 0x1p-52;
  reals x = (2 * a / us + b) * u + c;
  wholes in_box = (us >= 0.07) & (v <= vr);
  wholes in_range = (x >= 0) & (x < n + 1);
  reals k = whole_part(choose(in_range, x, c));
  *failed = ~in_box & ~in_range;
  *open = ~in_box & in_range;
  if (none(*open)) return whole(k);
  // As in `Binomial.isUnder`.
  reals alpha = (2.83 + 5.1 / b) * spq;
  reals scaled = v * alpha / (a / (us * us) + b);
  reals m = whole_part((n + 1) * p);
  reals km = absolute(k - m);
  wholes close = km <= 15, below = k < m;
  reals f = ratio(n, p, choose(below, k, m), choose(below, m, k), *open & close);
  reals least = choose(below, 1 / f, f), most = least;
  wholes known = close;
  if (!none(*open & ~close)) {
    reals above, under;
    known |= squeezed(npq, km, &under, &above);
    least = choose(close, least, under);
    most = choose(close, most, above);
  }
  *failed |= *open & known & (scaled >= most * (1 + near));
  *open &= ~(known & (scaled <= least * (1 - near))) & ~*failed;
  return whole(k);
}

// Inverts one uniform number, for means below 10; names as in `Binomial.inverted`.
INLINE wholes inverted(reals n, reals p, reals logs, reals u, wholes *open) {
  reals mass = exponential(n * logs);
  reals rest = 1 - mass - u;
  reals s = p / (1 - p);
  reals a = (n + 1) * s;
  wholes count = (wholes)(rest > 0) & 1;
  wholes doubtful = (u < 0x1p-30) | (absolute(rest) < near);
  wholes more = rest > 0;
  for (int k = 1; k <= most_steps && !none(more); k += 4) {
    for (int j = k; j < k + 4; j++) {
      mass *= a * (1.0 / j) - s;
      rest -= mass;
      doubtful |= absolute(rest) < near;
      more = rest > 0;
      count += more & 1;
    }
  }
  *open = doubtful | more;
  return count;
}

INLINE void draw(const int64_t *trials, const double *chances, const double *logs,
                 const uint64_t *first, const uint64_t *second, int64_t *counts) {
  reals p, log;
  words t, w, v;
  memcpy(&t, trials, sizeof t);
  memcpy(&p, chances, sizeof p);
  memcpy(&log, logs, sizeof log);
  memcpy(&w, first, sizeof w);
  memcpy(&v, second, sizeof v);
  reals n = real(t);
  wholes few = n * p < 10;
  wholes open = few ^ few, failed = open, found = open;
  if (!none(few)) {
    // 63 bits of the word; what is lost in rounding is far below what counts as near.
    reals u = (real(w >> 12) + 0.5) * 0x1p-52;
    wholes left;
    wholes count = inverted(choose(few, n, n - n), p, log, u, &left);
    found = few & count;
    open = few & left;
  }
  if (!none(~few)) {
    wholes left;
    wholes count =
        attempted(choose(few, n - n + 1000, n), choose(few, p - p + 0.1, p), w, v, &failed, &left);
    found |= ~few & count;
    open |= ~few & left;
    failed &= ~few;
  }
  open |= p > 0.5;
  failed &= ~open;
  // -1 where it is open, -2 where it has failed.
  found = (found & ~(open | failed)) | open | (failed & -2);
  memcpy(counts, &found, sizeof found);
}

DISPATCHED
void fentan_binomials(const int64_t *trials, const double *chances, const double *logs, size_t count,
                      const uint64_t *first, const uint64_t *second, int64_t *counts) {
  size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    draw(trials + i, chances + i, logs + i, first + i, second + i, counts + i);
  }
  if (i == count) return;
  struct {
    int64_t trials[lanes], counts[lanes];
    double chances[lanes], logs[lanes];
    uint64_t first[lanes], second[lanes];
  } rest = {0};
  for (size_t k = 0; i + k < count; k++) {
    rest.trials[k] = trials[i + k];
    rest.chances[k] = chances[i + k];
    rest.logs[k] = logs[i + k];
    rest.first[k] = first[i + k];
    rest.second[k] = second[i + k];
  }
  draw(rest.trials, rest.chances, rest.logs, rest.first, rest.second, rest.counts);
  memcpy(counts + i, rest.counts, (count - i) * sizeof *counts);
}

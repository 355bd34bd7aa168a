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

#define FOUR(k) 1.0 / k, 1.0 / (k + 1), 1.0 / (k + 2), 1.0 / (k + 3)
static const double inverse[most_steps] = {FOUR(1.0),  FOUR(5.0),  FOUR(9.0),  FOUR(13.0), FOUR(17.0),
                                           FOUR(21.0), FOUR(25.0), FOUR(29.0), FOUR(33.0), FOUR(37.0)};

// Decisions closer than this are left to exact arithmetic; what is computed here is off by less than 2^-44.
static const double near = 0x1p-40;

#define INLINE static inline __attribute__((always_inline))

INLINE reals choose(wholes mask, reals yes, reals no) {
  return (reals)((mask & (wholes)yes) | (~mask & (wholes)no));
}

INLINE reals absolute(reals x) { return (reals)((wholes)x & INT64_MAX); }

// A whole number below 2^52, exactly: it is put behind the binary point of 2^52.
INLINE reals real(words whole) { return (reals)(whole | 0x4330000000000000) - 0x1p52; }

// The whole number nearest to 0 <= x < 2^51.
INLINE reals nearest(reals x) { return (x + 0x1p52) - 0x1p52; }

// The whole part of 0 <= x < 2^51, as a number.
INLINE reals whole_part(reals x) {
  reals near_by = nearest(x);
  return choose(near_by > x, near_by - 1, near_by);
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

// f(high) / f(low) as above / below, step 3.1 of BTRD, for at most 15 steps: without divisions, which would take
// longer than all the rest.
INLINE void ratio(reals n, reals p, reals low, reals high, reals *above, reals *below) {
  reals one = n - n + 1;
  reals r = p / (1 - p), nr = (n + 1) * r;
  *above = *below = one;
  reals next = nr - r * low;
  for (wholes more = low < high; !none(more); more = low < high) {
    low += 1;
    next -= r;
    *above *= choose(more, next, one);
    *below *= choose(more, low, one);
  }
}

// log x for normal x > 0, off by less than 2^-46 where that is more than the rounding: x = 2^e m with m between
// sqrt(1/2) and sqrt(2), and log m = 2 artanh((m - 1) / (m + 1)).
INLINE reals logarithm(reals x) {
  const int64_t root = 0x3FE6A09E667F3BCD;
  wholes e = ((wholes)x - root) >> 52;
  reals m = (reals)((wholes)x - (e << 52));
  reals s = (m - 1) / (m + 1), t = s * s;
  reals sum = s * 0 + 1.0 / 17;
  static const double terms[] = {1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1};
  for (size_t k = 0; k < sizeof terms / sizeof *terms; k++) sum = sum * t + terms[k];
  reals power = (reals)(e + (wholes)((reals){} + 0x1.8p52)) - 0x1.8p52;
  return power * 0x1.62e42fefa39efp-1 + 2 * s * sum;
}

// What Stirling's formula leaves of log (x - 1)!, by 1 / x, off by less than 2^-30 for x >= 4.
INLINE reals stirling_tail(reals by_x) {
  reals t = by_x * by_x;
  return by_x * (1.0 / 12 - t * (1.0 / 360 - t * (1.0 / 1260 - t * (1.0 / 1680 - t * (1.0 / 1188)))));
}

// Bounds of f(k) / f(m) for k and n - k from 3 on, as in `Binomial.logRatio`. The four products are sums of
// about n ratios' logarithms, each off by 2^-52 at most.
INLINE wholes bounded(reals n, reals p, reals k, reals m, reals *least, reals *most) {
  reals by_k = 1 / (k + 1), by_m = 1 / (m + 1), by_rest = 1 / (n - k + 1), by_other = 1 / (n - m + 1);
  reals step = 1 + ((n + 2) * p - (m + 1)) * by_m / (1 - p);
  reals t = (k - m) * logarithm(step) - (k + 0.5) * logarithm((k + 1) * by_m) -
            (n - k + 0.5) * logarithm((n - k + 1) * by_other) +
            (stirling_tail(by_m) - stirling_tail(by_k)) +
            (stirling_tail(by_other) - stirling_tail(by_rest));
  wholes holds = (k >= 3) & (n - k >= 3) & (t < 0x1p-20), far = t < -600;
  reals f = choose(far, n - n, exponential(choose(far | ~holds, n - n, t)));
  reals off = 0x1p-28 + n * 0x1p-50;
  *least = f * (1 - off);
  *most = f * (1 + off);
  return holds;
}

// Whether step 3 of BTRS takes k, v scaled by the hat being over / under: where it is told.
INLINE wholes taken(reals n, reals p, reals k, reals over, reals under, wholes *told) {
  reals m = whole_part((n + 1) * p);
  wholes close = absolute(k - m) <= 15, below = k < m;
  reals least, most;
  if (none(~close)) {
    reals up, down;
    ratio(n, p, choose(below, k, m), choose(below, m, k), &up, &down);
    least = under * choose(below, down, up) * (1 - near);
    most = under * choose(below, down, up) * (1 + near);
    over *= choose(below, up, down);
    *told = close;
  } else {
    *told = bounded(n, p, k, m, &least, &most);
    least *= under;
    most *= under;
  }
  wholes yes = over <= least;
  *told &= yes | (over >= most);
  return yes;
}

// What an attempt of algorithm BTRS comes to before its last step, names as in `Binomial.Hat`.
typedef struct {
  reals k, over, under;
  // It lies in the box, outside of the support, or too close to either to tell.
  wholes in_box, outside, doubtful;
} attempt;

INLINE attempt attempted(reals n, reals p, words first, words second) {
  reals spq = __builtin_elementwise_sqrt(n * p * (1 - p));
  reals b = 1.15 + 2.53 * spq, by_b = 1 / b;
  reals a = -0.0873 + 0.0248 * b + 0.01 * p;
  reals c = n * p + 0.5;
  reals vr = 0.92 - 4.2 * by_b;
  reals u = (real(first >> 12) + 0.5) * 0x1p-52 - 0.5;
  reals us = 0.5 - absolute(u), by_us = 1 / us;
  reals v = (real(second >> 12) + 0.5) * 0x1p-52;
  reals x = (2 * a * by_us + b) * u + c;
  wholes in_range = (x >= 0) & (x < n + 1), is_inner = us >= 0.07;
  reals held = choose(in_range, x, choose(x < 0, n - n, n + 1));
  // Rounding may have put x on the wrong side of a whole number, and v on the wrong one of its mark.
  wholes doubtful = (absolute(x - nearest(held)) < near * (c + absolute(x))) |
                    (is_inner & (absolute(v - vr) < near));
  return (attempt){.k = whole_part(held),
                   .over = v * ((2.83 + 5.1 * by_b) * spq),
                   .under = a * by_us * by_us + b,
                   .in_box = is_inner & (v <= vr),
                   .outside = ~in_range,
                   .doubtful = doubtful};
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
  for (int k = 0; k < most_steps && !none(more); k += 4) {
    for (int j = k; j < k + 4; j++) {
      mass *= a * inverse[j] - s;
      rest -= mass;
      doubtful |= absolute(rest) < near;
      more = rest > 0;
      count += more & 1;
    }
  }
  *open = doubtful | more;
  return count;
}

// The parameters and words of some lanes.
typedef struct {
  int64_t trials[lanes];
  double chances[lanes], logs[lanes];
  uint64_t first[lanes], second[lanes];
} block;

enum { open_lane = -1, failed_lane = -2, asked_lane = -3 };

// What the last step of BTRS says of lanes that have come to it.
INLINE void decide(const block *at, int64_t *counts) {
  reals p;
  words t, w, v;
  memcpy(&t, at->trials, sizeof t);
  memcpy(&p, at->chances, sizeof p);
  memcpy(&w, at->first, sizeof w);
  memcpy(&v, at->second, sizeof v);
  reals n = real(t);
  attempt found = attempted(n, p, w, v);
  wholes told, yes = taken(n, p, found.k, found.over, found.under, &told);
  wholes said = (told & yes & whole(found.k)) | (told & ~yes & failed_lane) | (~told & open_lane);
  memcpy(counts, &said, sizeof said);
}

// What sixteen lanes draw, but for the last step of BTRS.
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
  wholes few = n * p < 10, open = p > 0.5, found = few ^ few;
  if (!none(few)) {
    // 52 bits of the word; what the others would change is far below what counts as near.
    reals u = (real(w >> 12) + 0.5) * 0x1p-52;
    wholes left, inverse = inverted(choose(few, n, n - n), p, log, u, &left);
    found = few & inverse;
    open |= few & left;
  }
  if (!none(~few)) {
    attempt at = attempted(choose(few, n - n + 1000, n), choose(few, p - p + 0.1, p), w, v);
    wholes rest = (at.outside & failed_lane) | (~at.outside & asked_lane);
    found |= ~few & ((at.in_box & whole(at.k)) | (~at.in_box & rest));
    open |= ~few & at.doubtful;
  }
  found = (found & ~open) | (open & open_lane);
  memcpy(counts, &found, sizeof found);
}

DISPATCHED
void fentan_binomials(const int64_t *trials, const double *chances, const double *logs, size_t step,
                      size_t count, const uint64_t *first, const uint64_t *second, int64_t *counts) {
  // Lanes that come to the last step are gathered, so that it is made for sixteen at a time.
  size_t places[2 * lanes] = {0}, asked = 0;
  block at = {0};
  int64_t said[lanes];
  double even_chances[lanes], even_logs[lanes];
  for (size_t k = 0; step == 0 && k < lanes; k++) {
    even_chances[k] = *chances;
    even_logs[k] = *logs;
  }
  for (size_t i = 0; i < count || asked > 0; i += lanes) {
    size_t size = i >= count ? 0 : count - i < lanes ? count - i : lanes;
    const double *own = step == 0 ? even_chances : chances + i;
    const double *own_logs = step == 0 ? even_logs : logs + i;
    if (size == lanes) {
      draw(trials + i, own, own_logs, first + i, second + i, counts + i);
    } else {
      memcpy(at.trials, trials + i, size * sizeof *trials);
      memcpy(at.chances, own, size * sizeof *own);
      memcpy(at.logs, own_logs, size * sizeof *own_logs);
      memcpy(at.first, first + i, size * sizeof *first);
      memcpy(at.second, second + i, size * sizeof *second);
      draw(at.trials, at.chances, at.logs, at.first, at.second, said);
      memcpy(counts + i, said, size * sizeof *counts);
    }
    for (size_t k = i; k < i + size; k++) {
      places[asked] = k;
      asked += counts[k] == asked_lane;
    }
    if (asked == 0 || (asked < lanes && i + lanes < count)) continue;
    size_t now = asked < lanes ? asked : lanes;
    for (size_t k = 0; k < now; k++) {
      at.trials[k] = trials[places[k]];
      at.chances[k] = chances[step * places[k]];
      at.first[k] = first[places[k]];
      at.second[k] = second[places[k]];
    }
    decide(&at, said);
    for (size_t k = 0; k < now; k++) counts[places[k]] = said[k];
    asked -= now;
    memmove(places, places + now, asked * sizeof *places);
  }
}

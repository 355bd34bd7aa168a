#ifndef FENTAN_CKERNELS_H
#define FENTAN_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The first block of each of some random streams that differ in their replication alone.
///
/// Block i is Philox4x32-10 of the counter (counter0, counter1, counter2, replications[i]) under the
/// key `seed`. Its words go to first[i] and second[i], the lower half of a word first.
void fentan_first_blocks(uint64_t seed, uint32_t counter0, uint32_t counter1, uint32_t counter2,
                         const uint32_t *replications, size_t count, uint64_t *first,
                         uint64_t *second);

/// Some blocks of one random stream that follow one another.
///
/// Block i is Philox4x32-10 of the counter (counter0 + i, counter1, counter2, counter3) under the key
/// `seed`. Its words go to words[2 i] and words[2 i + 1], the lower half of a word first.
void fentan_next_blocks(uint64_t seed, uint32_t counter0, uint32_t counter1, uint32_t counter2,
                        uint32_t counter3, size_t count, uint64_t *words);

/// The outcomes that some random words draw from an alias table of 2^bits cells, with bits from 1 to 16.
///
/// The top `bits` bits of a word name a cell, and the 48 bits below them the place in it. A cell holds
/// its threshold in its upper 48 bits and its alias in the lower 16.
void fentan_alias_outcomes(const uint64_t *words, size_t count, const uint64_t *cells, unsigned bits,
                           uint32_t *outcomes);

/// Words of eight generators xoshiro256++ that run side by side.
///
/// Word j of generator i's state is state[8 j + i], and goes on by `rounds` steps. Step k of generator i
/// gives words[8 k + i].
void fentan_lane_words(uint64_t *state, size_t rounds, uint64_t *words);

/// Draws from an alias table of 2^bits cells, with bits from 1 to 16, by halves of random words, and counts.
///
/// The top `bits` bits of a half name a cell, and the 16 bits below them the place in it. A cell holds the upper
/// half of its threshold in its upper 16 bits and its alias in the lower 16. counts[i] is `first` more than the
/// outcome, and is added to total[i] and group[i]. What is returned is how many are open, because the place is on
/// the threshold; they are given the alias. `cells` has room for 256, whatever the bits.
uint32_t fentan_alias_counts(const uint32_t *halves, size_t count, const uint32_t *cells,
                             unsigned bits, uint32_t first, uint32_t *counts, uint32_t *total,
                             uint32_t *group);

/// Where halves of words are low: the places i with (halves[i] & mask) < limit, ascending.
///
/// `places` has room for `count` of them. What is returned is how many there are.
size_t fentan_low_halves(const uint32_t *halves, size_t count, uint32_t mask, uint32_t limit,
                         uint32_t *places);

/// Draws from one of sixteen alias tables for each word, and adds what is drawn.
///
/// The table is that of the four bits from `shift` on of numbers[i]. A table is told by its place among
/// `cells` in the upper 32 bits, the count of its first outcome in the 24 bits below them, and in the lower
/// 8 how many bits of a word name a cell, 1 to 16. A cell is one of fentan_alias_outcomes.
void fentan_digit_counts(const uint64_t *words, const uint32_t *numbers, size_t count, unsigned shift,
                         const uint64_t *tables, const uint64_t *cells, int64_t *counts);

/// Polynomials without a constant term: values[i] is the sum of terms[k] · at[i]^(k + 1) over the `number`
/// terms, by Horner's rule.
void fentan_power_series(const double *at, size_t count, const double *terms, size_t number,
                         double *values);

/// Adds what counts are worth, sums[i] += counts[i] * worth, and keeps the greatest of them in greatest[i].
void fentan_add_worth(const uint32_t *counts, size_t count, int64_t worth, int64_t *sums,
                      uint32_t *greatest);

/// Adds weighted numbers of pairs: sums[i] += (counts[i] * counts[i] - counts[i]) * weight, in floating point.
void fentan_add_pairs(const uint32_t *counts, size_t count, double weight, double *sums);

/// Binomial counts of lanes with probabilities of their own, as far as they can be told at once.
///
/// counts[i] is what `Binomial.sample` draws of trials[i] and the probability p = chances[step * i] with the two
/// words first[i] and second[i], -1 where that takes a closer look, or -2 where it draws another two. `step` is 1, or 0
/// where all lanes have one probability; logs[step * i] is log(1 - p). Trials are from 0 to 2^40, chances from 0 to 1;
/// from above 1/2 on nothing is told.
void fentan_binomials(const int64_t *trials, const double *chances, const double *logs, size_t step,
                      size_t count, const uint64_t *first, const uint64_t *second, int64_t *counts);

/// The lanes whose draws without replacement are not certain to be taken; see `LaneSelection`.
///
/// Of population[i] items marked[i] are marked, and drawn[i] are drawn. The number counts[i] of marked ones among them,
/// a binomial count of the probability p = chances[i], at most 1/2, is taken with the chance f(drawn - counts) / f(m), f
/// being the binomial law of the unmarked items and m its mode; words[i] tells. The other places are listed,
/// ascending, in `places`, which has room for `count` of them. What is returned is how many there are. Whole numbers
/// are from 0 to 2^40.
size_t fentan_doubtful_draws(const int64_t *population, const int64_t *drawn, const int64_t *marked,
                             const double *chances, const uint64_t *words, const int64_t *counts,
                             size_t count, uint32_t *places);

/// Takes counts that are told, not below 0, out of trials.
///
/// trials[i] becomes trials[i] - counts[i] where counts[i] is not below 0. The other places are listed, ascending, in
/// `places`, which has room for `count` of them. What is returned is how many there are.
size_t fentan_take_told(int64_t *trials, const int64_t *counts, size_t count, uint32_t *places);

/// Adds counts below 2^52 times some weights to sums: sums[k * lanes + i] += weights[k] * counts[i] for k < number.
void fentan_weighted_sums(const int64_t *counts, size_t lanes, const double *weights, size_t number,
                          double *sums);

/// Divides totals by largest remainder, lane by lane.
///
/// counts[part * lanes + lane] is the whole part of totals[lane] * shares[part], and one more at the largest
/// remainders, of equal ones the first, so that the counts of a lane add up to its total, below 2^52. `parts` is
/// at least 1; `scratch` has room for (parts + 7) * lanes.
void fentan_largest_remainders(const int64_t *totals, size_t lanes, const double *shares, size_t parts,
                               double *scratch, int64_t *counts);

/// Splits counts below 2^52 in two, lane by lane: first[i] is counts[i] * share to the nearest whole number, half up,
/// second[i] the rest.
void fentan_split_in_two(const int64_t *counts, size_t lanes, double share, int64_t *first,
                         int64_t *second);

/// The running sums of a law of whole numbers.
///
/// Thresholds ascend, and the last is the greatest word. The upper 64 - shift bits of a word, at least 5, tell its
/// part, and guide[part] & mask is the place of the first threshold above the least word of the part. Where `mask`
/// is 0x7FFF, bit 15 says whether there are several thresholds in the part, and the upper 16 bits are those that
/// follow the part's in the first of them, or all 1 if there is none. `margin` is a multiple of 2^32.
typedef struct {
  const uint64_t *thresholds;
  const uint32_t *guide;
  uint64_t margin;
  int64_t first;
  uint32_t mask;
  uint32_t shift;
} fentan_running_sums;

/// The numbers that words give: `first` more than the place of the first threshold above words[i], or -1 for a word
/// that is less than `margin` from either end. Nothing is above the greatest word, which gives what the one below does.
void fentan_inversions(const uint64_t *words, size_t count, const fentan_running_sums *sums,
                       int64_t *numbers);

/// Adds the successes in trials[i] - ready more trials, as far as a word tells them at once.
///
/// What is added to counts[i] is what `Binomial.sample` draws with words[i], where that is at most 1 and there are no
/// fewer trials than none. Other counts become -1, as those stay that are; their places are listed, ascending, in
/// `places`, which has room for `count` of them. What is returned is how many there are. Trials are from 0 to 2^40.
size_t fentan_few_more(const int64_t *trials, int64_t ready, double probability, const uint64_t *words,
                       size_t count, int64_t *counts, uint32_t *places);

/// Adds counts: sums[i] += counts[i].
void fentan_add_counts(const int64_t *counts, size_t count, int64_t *sums);

/// Takes counts out of others: rest[i] -= counts[i].
void fentan_subtract_counts(const int64_t *counts, size_t count, int64_t *rest);

/// Adds counts to sums, sums[i] += counts[i], and keeps the greatest of them in greatest[i].
void fentan_add_and_compare(const int64_t *counts, size_t count, int64_t *sums, int64_t *greatest);

/// The rows in which some count is above the row's limit, ascending.
///
/// Row r is counts[starts[r]] and the others of `lanes`. `found` has room for all rows; what is returned is how many
/// there are.
size_t fentan_rows_above(const int64_t *counts, size_t lanes, const int64_t *starts,
                         const int64_t *limits, size_t rows, uint32_t *found);

/// Asks for large pages for memory that begins with a page and is read here and there, where the system has such pages.
void fentan_want_large_pages(void *start, size_t bytes);

/// Asks for a place in memory that will be read soon, so that it is in the cache by then.
static inline void fentan_will_read(const void *place) { __builtin_prefetch(place); }

#endif

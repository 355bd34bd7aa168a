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

/// Draws as fentan_alias_outcomes does, and counts.
///
/// counts[i] is `first` more than the outcome, and is added to total[i] and group[i].
void fentan_alias_counts(const uint64_t *words, size_t count, const uint64_t *cells, unsigned bits,
                         uint32_t first, uint32_t *counts, uint32_t *total, uint32_t *group);

/// Where words are low: the places i with (words[i] & mask) < limit, ascending.
///
/// `places` has room for `count` of them. What is returned is how many there are.
size_t fentan_low_words(const uint64_t *words, size_t count, uint64_t mask, uint64_t limit,
                        uint32_t *places);

/// Asks for a place in memory that will be read soon, so that it is in the cache by then.
static inline void fentan_will_read(const void *place) { __builtin_prefetch(place); }

#endif

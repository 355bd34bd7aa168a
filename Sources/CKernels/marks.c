#include "CKernels.h"

// Hits are scattered to counts one after the other: nothing here goes side by side.

static int is_doubtful(const uint32_t *hits, uint32_t place, uint64_t low, unsigned bits,
                       const fentan_cell *cells) {
  fentan_cell cell = cells[hits[place]];
  uint64_t reach = low * cell.members;
  if (reach >= (uint64_t)place << bits) return 0;
  uint64_t before = 0;
  for (uint32_t i = 0; i < place; i++) before += cells[hits[i]].number == cell.number;
  return reach < before << bits;
}

uint32_t fentan_count_marks(const uint32_t *restrict hits, const uint64_t *restrict words,
                            uint32_t count, const fentan_mark *restrict marks,
                            const fentan_cell *restrict cells, unsigned bits,
                            uint32_t *restrict rows, uint32_t *restrict doubtful,
                            uint64_t *restrict units) {
  uint64_t sum = 0, mask = ((uint64_t)1 << bits) - 1;
  uint32_t found = 0;
  for (uint32_t i = 0; i < count; i++) {
    fentan_mark mark = marks[hits[i]];
    uint64_t low = words[i] & mask;
    sum += mark.units;
    rows[mark.row]++;
    if (__builtin_expect(low < mark.reach, 0) && is_doubtful(hits, i, low, bits, cells))
      doubtful[found++] = i;
  }
  *units = sum;
  return found;
}

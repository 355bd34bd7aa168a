#include "CKernels.h"
#include "kernels.h"

enum { lanes = 8 };

// Eight generators side by side, each in its own lane.
typedef uint64_t eight __attribute__((vector_size(lanes * sizeof(uint64_t)), aligned(8)));

DISPATCHED
void fentan_lane_words(uint64_t *restrict state, size_t rounds, uint64_t *restrict words) {
  eight s0 = *(eight *)state, s1 = *(eight *)(state + lanes);
  eight s2 = *(eight *)(state + 2 * lanes), s3 = *(eight *)(state + 3 * lanes);
  for (size_t i = 0; i < rounds; i++) {
    eight sum = s0 + s3;
    *(eight *)(words + i * lanes) = (sum << 23 | sum >> 41) + s0;
    eight t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = s3 << 45 | s3 >> 19;
  }
  *(eight *)state = s0;
  *(eight *)(state + lanes) = s1;
  *(eight *)(state + 2 * lanes) = s2;
  *(eight *)(state + 3 * lanes) = s3;
}

#define _DEFAULT_SOURCE
#include "CKernels.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

void fentan_want_large_pages(void *start, size_t bytes) {
#if defined(MADV_HUGEPAGE)
  // Refused where the system has none, which does no harm.
  (void)madvise(start, bytes, MADV_HUGEPAGE);
#else
  (void)start;
  (void)bytes;
#endif
}

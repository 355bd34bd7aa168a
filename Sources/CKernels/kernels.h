#ifndef FENTAN_KERNELS_H
#define FENTAN_KERNELS_H

// Built for several instruction sets where the linker can choose between them as the program starts.
#if defined(__x86_64__) && defined(__linux__)
#define DISPATCHED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define DISPATCHED
#endif

#endif

"""Philox4x32-10 and the counter layout of Sources/Probability/Stream.swift, written from the paper.

J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw. "Parallel random numbers: as easy as 1, 2, 3."
Proceedings of SC'11 (2011). doi:10.1145/2063384.2063405
"""

MASK32 = (1 << 32) - 1
MASK64 = (1 << 64) - 1


def philox4x32(counter, key, rounds=10):
    """One block: four 32-bit words from a 128-bit counter and a 64-bit key."""
    c, k = list(counter), list(key)
    for _ in range(rounds):
        p0, p1 = c[0] * 0xD2511F53, c[2] * 0xCD9E8D57
        c = [p1 >> 32 ^ c[1] ^ k[0], p1 & MASK32, p0 >> 32 ^ c[3] ^ k[1], p0 & MASK32]
        k = [(k[0] + 0x9E3779B9) & MASK32, (k[1] + 0xBB67AE85) & MASK32]
    return c


class Stream:
    """The words of one name."""

    def __init__(self, seed=1, replication=0, purpose=0, period=0, cohort=0):
        self.key = (seed & MASK32, seed >> 32)
        self.base = (
            purpose << 24
            | (cohort & MASK32) << 32
            | period << 64
            | (cohort >> 32) << 80
            | replication << 96
        )
        self.drawn = 0

    def word(self):
        """The next 64 bits: two words a block, the low one first."""
        block, half = divmod(self.drawn, 2)
        counter = self.base + block
        words = philox4x32([counter >> 32 * i & MASK32 for i in range(4)], self.key)
        self.drawn += 1
        return words[2 * half] | words[2 * half + 1] << 32

    def uniform(self):
        """(k + 1/2) / 2^52."""
        return ((self.word() >> 12) + 0.5) * 2.0**-52

    def fine_uniform(self):
        """(k + 1/2) / 2^63, rounded once."""
        return (float(self.word() >> 1) + 0.5) * 2.0**-63

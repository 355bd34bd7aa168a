"""Random streams of the project, written apart from the Swift code.

Philox4x32-10 after Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
SC'11, doi:10.1145/2063384.2063405, with the counter layout that `Stream` documents.
"""

MASK = 0xFFFFFFFF


def philox(counter, key, rounds=10):
    """One block: four 32-bit words."""
    counter, key = list(counter), list(key)
    for _ in range(rounds):
        first, second = 0xD2511F53 * counter[0], 0xCD9E8D57 * counter[2]
        counter = [
            (second >> 32) ^ counter[1] ^ key[0],
            second & MASK,
            (first >> 32) ^ counter[3] ^ key[1],
            first & MASK,
        ]
        key = [(key[0] + 0x9E3779B9) & MASK, (key[1] + 0xBB67AE85) & MASK]
    return counter


# From the file tests/kat_vectors of the authors' Random123 library.
assert philox([0, 0, 0, 0], [0, 0]) == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
assert philox(
    [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344], [0xA4093822, 0x299F31D0]
) == [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1]


def words(seed, replication=0, purpose=0, period=0, cohort=0):
    """The 64-bit words of a stream, without end."""
    block = 0
    while True:
        w = philox(
            [
                block | purpose << 24,
                cohort & MASK,
                period | (cohort >> 32) << 16,
                replication,
            ],
            [seed & MASK, seed >> 32],
        )
        yield w[0] | w[1] << 32
        yield w[2] | w[3] << 32
        block += 1


class Stream:
    """A stream with the two kinds of draw that the samplers use."""

    def __init__(self, seed, **name):
        self.words = words(seed, **name)

    def word(self):
        return next(self.words)

    def uniform(self):
        """(k + 1/2) / 2^52 for the upper 52 bits k of a word."""
        return (2 * (self.word() >> 12) + 1) / 2.0**53

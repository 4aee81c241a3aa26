"""java.util.Random, after its public documentation: the same random numbers in Python as in the tool, so that whole evaluations can be repeated."""

import math

MASK = (1 << 48) - 1


def signed(value, bits):
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def string_hash(text):
    value = 0
    for character in text:
        value = 31 * value + ord(character)
    return signed(value, 32)


def purpose_seed(seed, image, purpose):
    """The tool's seed of one purpose on one image: java.util.Objects.hash of the three."""
    value = 1
    for part in (signed(seed ^ (seed >> 32), 32), string_hash(image), string_hash(purpose)):
        value = 31 * value + part
    return signed(value, 32)


class JavaRandom:
    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & MASK
        self.gaussian = None

    def bits(self, count):
        self.state = (self.state * 0x5DEECE66D + 0xB) & MASK
        return signed(self.state >> (48 - count), count) if count == 32 else self.state >> (48 - count)

    def below(self, bound):
        value = self.bits(31)
        if bound & (bound - 1) == 0:
            return (bound * value) >> 31
        while value - value % bound + bound - 1 >= 1 << 31:
            value = self.bits(31)
        return value % bound

    def next_long(self):
        return signed((self.bits(32) << 32) + self.bits(32), 64)

    def next_float(self):
        return self.bits(24) / (1 << 24)

    def next_double(self):
        return ((self.bits(26) << 27) + self.bits(27)) / (1 << 53)

    def next_gaussian(self):
        if self.gaussian is not None:
            value, self.gaussian = self.gaussian, None
            return value
        while True:
            first, second = 2 * self.next_double() - 1, 2 * self.next_double() - 1
            square = first * first + second * second
            if 0 < square < 1:
                factor = math.sqrt(-2 * math.log(square) / square)
                self.gaussian = second * factor
                return first * factor

"""Near-duplicates: MinHash signatures of word shingles (Broder 1997) with locality-sensitive
banding.

64 hashes in 16 bands of 4: two texts that share half of their shingles meet in a band with a chance
of 64 %, those that share 70 % with 99 %.  The signature itself then estimates the share to about 6
%.
"""

from __future__ import annotations

import operator
import zlib
from collections.abc import Iterable

from epaper.model.text import Block, plain_texts
from epaper.sources.wire.common import words_with
from epaper.sources.wire.hashes import FACTORS, OFFSETS, PLACES
from epaper.sources.wire.shingles import compiled

LEAST_WORDS = 25  # shorter texts are alike by chance
ALIKE = 0.6  # share of common shingles that makes two stories one
_BANDS = 16


def signature(blocks: Iterable[Block]) -> bytes:
    """The signature of a body; empty for a text too short to judge."""
    text = " ".join(plain_texts(blocks))
    words = words_with(b"\n", text, 60_000)
    if words.count(b"\n") < LEAST_WORDS - 1:
        return b""
    if compiled is None:
        return by_numpy(words)
    found: bytes = compiled.signature(words, FACTORS, OFFSETS, PLACES)
    return found


def by_numpy(text: bytes) -> bytes:
    """The signature of words, which line feeds part."""
    import numpy as np  # slow to load

    factors, offsets, places = (
        np.frombuffer(numbers, dtype=np.uint64) for numbers in (FACTORS, OFFSETS, PLACES)
    )
    words = text.split(b"\n")
    numbers = np.fromiter(map(zlib.crc32, words), dtype=np.uint64, count=len(words))
    last = len(words) - len(places) + 1
    shingles = sum(
        numbers[start : start + last] * place for start, place in enumerate(places)
    ) >> np.uint64(16)
    hashed = shingles[None, :] * factors[:, None]
    hashed += offsets[:, None]
    least = hashed.min(axis=1) >> np.uint64(32)  # the least stays the least when all are shifted
    return bytes(least.astype("<u4").tobytes())


def bands(sign: bytes) -> list[bytes]:
    size = len(sign) // _BANDS
    return [sign[at * size : (at + 1) * size] for at in range(_BANDS)] if sign else []


def alike(first: bytes, second: bytes) -> float:
    """The estimated share of common shingles, 0 to 1."""
    if not first or len(first) != len(second):
        return 0.0
    pairs = map(operator.eq, memoryview(first).cast("I"), memoryview(second).cast("I"))
    return float(sum(pairs)) * 4 / len(first)

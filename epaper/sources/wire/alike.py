"""Near-duplicates: MinHash signatures of word shingles (Broder 1997) with locality-sensitive
banding.

64 hashes in 16 bands of 4: two texts that share half of their shingles meet in a band with a chance
of 64 %, those that share 70 % with 99 %.  The signature itself then estimates the share to about 6
%.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import numpy as np

from epaper.model.letters import WORD
from epaper.model.text import Block, block_texts, plain

LEAST_WORDS = 25  # shorter texts are alike by chance
ALIKE = 0.6  # share of common shingles that makes two stories one
_WORDS_A_SHINGLE = 4
_HASHES, _BANDS = 64, 16
_RANDOM = np.random.default_rng(20201123)
_FACTORS = _RANDOM.integers(1, 2**31, _HASHES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_PLACES = _RANDOM.integers(2**61, 2**62, _WORDS_A_SHINGLE, dtype=np.uint64) * np.uint64(
    2
) + np.uint64(1)
_OFFSETS = _RANDOM.integers(0, 2**32, _HASHES, dtype=np.uint64)


def signature(blocks: Iterable[Block]) -> bytes:
    """The signature of a body; empty for a text too short to judge."""
    text = " ".join(plain(text) for block in blocks for text in block_texts(block)).casefold()
    words = [word.encode() for word in WORD.findall(text[:60_000])]
    if len(words) < LEAST_WORDS:
        return b""
    numbers = np.fromiter(map(zlib.crc32, words), dtype=np.uint64, count=len(words))
    last = len(words) - _WORDS_A_SHINGLE + 1
    shingles = sum(
        numbers[start : start + last] * _PLACES[start] for start in range(_WORDS_A_SHINGLE)
    ) >> np.uint64(16)
    hashed = shingles[None, :] * _FACTORS[:, None]
    hashed += _OFFSETS[:, None]
    least = hashed.min(axis=1) >> np.uint64(32)  # the least stays the least when all are shifted
    return bytes(least.astype("<u4").tobytes())


def bands(sign: bytes) -> list[bytes]:
    size = len(sign) // _BANDS
    return [sign[at * size : (at + 1) * size] for at in range(_BANDS)] if sign else []


def alike(first: bytes, second: bytes) -> float:
    """The estimated share of common shingles, 0 to 1."""
    if not first or len(first) != len(second):
        return 0.0
    same = np.frombuffer(first, dtype="<u4") == np.frombuffer(second, dtype="<u4")
    return float(same.mean())

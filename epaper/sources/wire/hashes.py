"""The numbers of the hashes by which texts are compared.

They were drawn once, by numpy's default_rng(20201123), and stay: the signatures in a ledger are
compared with those of later items.
"""

from __future__ import annotations

from array import array


def _numbers(text: str) -> bytes:
    """Numbers of 64 bits in this machine's order."""
    return array("Q", [int(number, 16) for number in text.split()]).tobytes()


FACTORS = _numbers(
    "9885dcd3 3f41bed9 07adc3d9 1fe9f929 3e426b7f 6c3202bb 0e687411 6144beb9 391438dd 215d2433 "
    "e25068cd 4bad386f 4178ae27 77944d4d a427bfe9 552874e9 9e8dae5f 5937454b 5320f7ad 276a2113 "
    "a9399369 88ec573f 70e1926b 255dea7d b69c444f 3a01f447 df03eed1 67f929e1 d2893f13 6226e76f "
    "1b2eef69 6d8a5b35 a510337b 9623ff1d 9ac6e8e5 fe1d08b5 c58400e1 b77d8f49 4cf9e647 0a80de9b "
    "70fbd55d f0c4c355 b06a8257 2989396f f44dac73 ad0df837 b3e0ba19 efd412d5 073149b7 d9d79835 "
    "d92bfcdb 8c488693 17f6a369 54ec53a1 ee73ee21 164c16db f04e785b ffdf336d 7e37cb61 463a0751 "
    "cd372c6b 9129c933 f6a881e1 c554bddb"
)
OFFSETS = _numbers(
    "0df0095a b06f9f1e 28dc8ace 7b8b0493 d2f6492b 0f74af87 6b9c2ba4 11ebb02d 903acd4f 9ae3214a "
    "8ff41248 497846a6 5eaab692 5b61f603 53f9d66e 7e9022e6 30aaa08d 1c34404f 2b59af45 58a34459 "
    "bdf9d434 29bf2a58 3dec61e1 97f755c9 2edc5b6e 3bc21706 07063a32 43e65248 9030b526 95a0f42b "
    "372a53a8 dd038286 b64119e9 8a1535e9 2c8731f5 1eb46a5e 041aad00 9b5b7e93 80f98659 9e06c615 "
    "aaaafaa9 e21434ad 7d0b5404 ee39c369 99af6d13 a8ca1b32 3a0a2dd6 95a87559 97378ad7 20e42862 "
    "087c0118 8e9f4e31 7d8459c8 51f82196 1b2831ef fd310540 1374cfa3 ca8b645d 7fa7873c fa0cf8de "
    "bf8fd244 e3e0fb8c d6f3f86e e6ba131a"
)
PLACES = _numbers("6747f1f90f46a5f1 7d01839b797312f9 6d3bf06159978eb5 6da1cd804fd1fbf1")

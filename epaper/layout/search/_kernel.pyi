from typing import Any

import numpy as np
from numpy.typing import NDArray

from epaper.layout.search.trees import Leaf, Node, Split

VERSION: int

def fill(tables: list[NDArray[np.float32]], widths: list[int], /, *, gap: int) -> None: ...
def tree(
    tables: list[NDArray[np.float32]],
    /,
    *,
    first: int,
    last: int,
    columns: int,
    lines: int,
    gap: int,
    leaf: type[Leaf],
    split: type[Split],
) -> Node: ...
def next_flip(*tables: NDArray[Any], at: int, limit: float) -> int: ...
def flips(
    *tables: NDArray[Any], rounds: int, cost: float, less: float
) -> tuple[list[int], float] | None: ...

import numpy as np
from numpy.typing import NDArray

VERSION: int

def fill(
    costs: NDArray[np.float32],
    run: NDArray[np.float32],
    i: int,
    j: int,
    /,
    widths: list[int],
    gap: int,
) -> list[tuple[int, int] | None]: ...

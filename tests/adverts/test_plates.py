"""The heaviest window of a drawn page."""

from __future__ import annotations

import numpy as np
import pytest

from epaper.adverts.plates import WINDOW, mean_over_windows


@pytest.mark.parametrize("shape", [(250, 40), (111, 15), (11, 11), (4, 30), (230, 7)])
def test_the_heaviest_window_is_the_one_that_trying_all_finds(shape: tuple[int, int]) -> None:
    total = np.random.default_rng(sum(shape)).uniform(0, 400, shape).astype(np.float32)
    n = min(WINDOW, *shape)
    means = {
        (row, column): float(total[row : row + n, column : column + n].mean(dtype=np.float64))
        for row in range(shape[0] - n + 1)
        for column in range(shape[1] - n + 1)
    }
    mean, row, column = mean_over_windows(total)
    assert mean == pytest.approx(max(means.values()))
    assert means[row, column] == pytest.approx(mean)

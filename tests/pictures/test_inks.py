"""Pixels of several inks."""

from __future__ import annotations

import numpy as np
import pytest

from epaper.pictures.inks import total_ink


@pytest.mark.parametrize("shape", [(0, 4, 4), (3, 5, 1), (7, 2, 4), (2, 3, 5)])
def test_the_inks_of_a_pixel_are_added(shape: tuple[int, ...]) -> None:
    plates = (np.arange(np.prod(shape)) * 97 % 256).astype(np.uint8).reshape(shape)
    assert np.array_equal(total_ink(plates), plates.sum(axis=2, dtype=np.uint16))
    assert total_ink(np.full((1, 1, 5), 255, np.uint8)).max() == 5 * 255

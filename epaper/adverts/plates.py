"""The ink of a page as it adds up: its plates drawn by Ghostscript's `tiffsep`.

Ghostscript (AGPL) is a program beside ours, called where it is installed and never a part of it.
It knows what blends, soft masks and overprint come to.
"""

from __future__ import annotations

import shutil
import subprocess

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from epaper.work.scratch import scratch

SECONDS = 60
PPI = 72
OPTIONS = (
    f"-q -dSAFER -dBATCH -dNOPAUSE -dUseCropBox -dOverprint=/enable -sDEVICE=tiffsep -r{PPI}"
).split()
STRIP = 100  # rows of windows that are summed at once
WINDOW = 11  # pixels at 72 an inch: 3.88 mm, so a window is 15 mm2


class NoPlatesError(Exception):
    """The plates cannot be drawn; the message says why, as a sentence of its own."""


def total_ink(data: bytes, number: int = 1) -> NDArray[np.float32]:
    """Per cent of ink by pixel of a page's crop, 72 to the inch, row 0 the top; spot inks
    count.  NoPlatesError without Ghostscript, and where it fails."""
    tool = shutil.which("gs")
    if tool is None:
        raise NoPlatesError("Ghostscript, which measures it, is not installed")
    with scratch("plates") as folder:
        (folder / "page.pdf").write_bytes(data)
        pages = [f"-dFirstPage={number}", f"-dLastPage={number}"]
        command = [tool, *OPTIONS, *pages, "-sOutputFile=page.tif", "page.pdf"]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)
            # page.tif is the plates together; page(Cyan).tif and so on are one plate each
            plates = sorted(folder.glob("page(*).tif"))
            total: NDArray[np.float32] | None = None
            for plate in plates:
                with Image.open(plate) as image:
                    ink = (255 - np.asarray(image.convert("L"))).astype(np.float32)
                total = ink if total is None else total + ink
        except MemoryError:
            raise NoPlatesError("its page is too large to be drawn") from None
        except (subprocess.SubprocessError, OSError, UnidentifiedImageError, ValueError) as error:
            raise NoPlatesError("Ghostscript cannot draw its plates") from error
    if total is None:
        raise NoPlatesError("Ghostscript draws no plates of it")
    return np.asarray(total * np.float32(100 / 255), np.float32)


def mean_over_windows(total: NDArray[np.float32]) -> tuple[float, int, int]:
    """The heaviest mean over 15 mm2, and the window's row and column (integral image, in strips: a
    page may be metres wide)."""
    height, width = total.shape
    n = min(WINDOW, height, width)
    best, place = -1.0, (0, 0)
    for top in range(0, height - n + 1, STRIP):
        strip = total[top : top + STRIP + n - 1]
        sums = np.zeros((strip.shape[0] + 1, width + 1))
        np.cumsum(np.cumsum(strip, axis=0, dtype=np.float64), axis=1, out=sums[1:, 1:])
        means = (sums[n:, n:] - sums[:-n, n:] - sums[n:, :-n] + sums[:-n, :-n]) / (n * n)
        row, column = np.unravel_index(int(means.argmax()), means.shape)
        if means[row, column] > best:
            best, place = float(means[row, column]), (top + int(row), int(column))
    return best, *place

"""EPS files as PDF, by Ghostscript where it is installed (AGPL: beside ours, never a part of it).

The PDF lies in a folder that goes with the process: a build writes nothing into the day.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import pikepdf

from epaper.work.scratch import new_scratch

SECONDS = 60
OPTIONS = (
    "-q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=pdfwrite -dEPSCrop -dAutoRotatePages=/None "
    "-dAutoFilterColorImages=false -dColorImageFilter=/FlateEncode"
).split()


def eps_as_pdf(path: Path) -> Path | str:
    """The PDF, or why there is none.  The same EPS gives the same bytes."""
    tool = shutil.which("gs")
    if tool is None:
        return "is an EPS, and Ghostscript, which reads it, is not installed"
    place = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    target = _folder() / f"{place}.pdf"
    if target.is_file():
        return target
    made = target.with_suffix(".made")
    command = [tool, *OPTIONS, f"-sOutputFile={made}", str(path)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        with pikepdf.open(made) as pdf:  # it names the hour and a number drawn by chance
            for key in ("/Info", "/ID"):
                if key in pdf.trailer:
                    del pdf.trailer[key]
            if "/Metadata" in pdf.Root:
                del pdf.Root.Metadata
            pdf.save(target, deterministic_id=True)
    except (subprocess.SubprocessError, OSError, pikepdf.PdfError):
        return "is an EPS that cannot be read"
    return target


@lru_cache(maxsize=1)
def _folder() -> Path:
    return new_scratch("eps")

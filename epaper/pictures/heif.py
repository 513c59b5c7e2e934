"""Telephones' HEIC files: Pillow reads them once pi-heif has told it how.

pi-heif carries libheif and libde265 as libraries of their own (LGPL), and no encoder.  It is loaded
when the first such file comes, for most days have none.
"""

from __future__ import annotations

import functools

FORMAT = "HEIF"
# ISO/IEC 23008-12, annex B: brands of a file whose pictures are coded in HEVC
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def is_heif(data: bytes) -> bool:
    """By its first box, which names its brand."""
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS


def ready_for(data: bytes) -> None:
    """Make Pillow able to open these bytes; nothing for any other kind of file."""
    if is_heif(data):
        _register()


@functools.cache
def _register() -> None:
    try:
        from pi_heif import register_heif_opener
    except ImportError:  # no build of it for this machine: such files are refused by their name
        return
    register_heif_opener()

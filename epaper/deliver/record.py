"""The record of what was sent where, kept beside the package: so that old versions are found again
at the target, whatever ended the runs between.

    PACKAGE/.delivery/sent.json     {target: {"files": {name: sha256}, "temporary": [name]}}

A file of digest "" may be there in part.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from epaper.errors import DeliveryError

RECORD = "sent.json"


@dataclass(slots=True)
class Record:
    """What a target may hold of ours."""

    file: Path
    target: str
    files: dict[str, str] = field(default_factory=dict)
    temporary: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, file: Path, target: str) -> Record:
        """Empty where there is no record, or one that cannot be understood."""
        entry = _read(file).get(target)
        entry = entry if isinstance(entry, dict) else {}
        files, temporary = entry.get("files"), entry.get("temporary")
        return cls(
            file,
            target,
            {
                str(name): str(digest)
                for name, digest in (files if isinstance(files, dict) else {}).items()
            },
            {str(name) for name in (temporary if isinstance(temporary, list) else [])},
        )

    def begin(self, name: str, temporary: str = "") -> None:
        """Before the first byte of a file, or of a new version of it."""
        self.files[name] = ""
        if temporary:
            self.temporary.add(temporary)
        self._keep()

    def done(self, name: str, digest: str, temporary: str = "") -> None:
        if self.files.get(name) != digest or temporary in self.temporary:
            self.files[name] = digest
            self.temporary.discard(temporary)
            self._keep()

    def gone(self, name: str) -> None:
        """It is no longer at the target, or no longer ours to take away."""
        self.files.pop(name, None)
        self.temporary.discard(name)
        self._keep()

    def _keep(self) -> None:
        """DeliveryError when it cannot be written: no byte goes out that nobody would know of."""
        record = _read(self.file)
        record[self.target] = {
            "files": dict(sorted(self.files.items())),
            "temporary": sorted(self.temporary),
        }
        making = self.file.with_name(f".{self.file.name}.new")
        try:
            with making.open("w", encoding="utf-8") as out:
                json.dump(record, out, ensure_ascii=True, indent=1, sort_keys=True)
                out.flush()
                os.fsync(out.fileno())
            os.replace(making, self.file)
        except OSError as error:
            raise DeliveryError(
                f"{self.file} cannot be written ({error.strerror}), and nothing is sent without "
                "that record; free the package's folder and run again"
            ) from error


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}

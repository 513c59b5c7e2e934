from __future__ import annotations

from pathlib import Path

import pytest
from small_paper import DAY, write


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    day = tmp_path / "editions" / DAY
    day.mkdir(parents=True)
    (day / "edition.yaml").write_text(
        "publication: {name: The Test, layout: tabloid}\nsections: [City, World]\npages: 8\n",
        encoding="utf-8",
    )
    for number in range(26):
        write(day, number, number)
    return tmp_path

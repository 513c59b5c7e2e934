"""A day to import into, and the corpus beside the repository."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from wire_samples import NOW

from epaper.sources.wire.gather import gather
from epaper.sources.wire.importing import Settings, import_found
from epaper.sources.wire.outcome import Outcome

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
EDITION = """\
publication: {name: The Wire Day, layout: broadsheet}
sections: [Nation, World, City, Business, Science, Culture, {name: Sport, kind: sport}]
pages: 16
"""


@pytest.fixture
def corpus() -> Path:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not here")
    return CORPUS


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    day = tmp_path / "editions" / "2026-11-23"
    day.mkdir(parents=True)
    (day / "edition.yaml").write_text(EDITION, encoding="utf-8")
    return Settings(tmp_path / "editions", datetime.date(2026, 11, 23), NOW, tmp_path / "dist")


@pytest.fixture
def bring(settings: Settings) -> Callable[..., list[Outcome]]:
    """Import files or folders into the day."""

    def run(*sources: Path, **changes: object) -> list[Outcome]:
        from dataclasses import replace

        return list(import_found(replace(settings, **changes), gather(sources)))  # type: ignore[arg-type]

    return run

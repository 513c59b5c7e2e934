"""The changes that the benchmark makes to a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.bench.changes import CHANGES, cancelled, changes_of


@pytest.mark.parametrize("settings", [None, "sections: [City]\n", "ads: [{booking: A1}]\n"])
def test_an_advertisement_is_cancelled_only_where_some_are_booked(
    tmp_path: Path, settings: str | None
) -> None:
    if settings is not None:
        (tmp_path / "edition.yaml").write_text(settings, "utf-8")
    made = [change for _, change in changes_of(tmp_path)]
    booked = "ads" in (settings or "")
    assert (cancelled in made) is booked
    assert len(made) == len(CHANGES) - (not booked)
    if booked:
        cancelled(tmp_path, 0.5)
        assert "A1" not in (tmp_path / "edition.yaml").read_text("utf-8")

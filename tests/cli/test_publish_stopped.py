"""A story that was stopped after the build does not reach the site by publishing."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import run
from tests.cli.conftest import DAY


def test_what_was_killed_since_the_build_is_not_published(built: Path) -> None:
    story = built / "editions" / DAY / "story-04.md"
    text = story.read_text("utf-8")
    story.write_text(text.replace("---\n", "---\nkill: the court forbids it\n", 1), "utf-8")
    done = run("publish", "--date", DAY, "--to", "public", cwd=built)
    assert done.returncode == 16
    assert "story-04 is killed: the court forbids it" in done.stderr
    assert "epaper build --date" in done.stderr
    assert not (built / "public").exists()

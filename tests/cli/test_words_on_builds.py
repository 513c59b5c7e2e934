"""A paper's own words, and a language that has none: whole runs."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
from command import run
from small_paper import DAY


def say(paper: Path, text: str, language: str = "en") -> None:
    (paper / "words").mkdir(exist_ok=True)
    (paper / "words" / f"{language}.yaml").write_text(text, encoding="utf-8")


def test_a_papers_own_words_stand_on_its_pages_and_are_an_input(paper: Path) -> None:
    say(paper, "phrases: {contents: What stands where}\n")
    assert run("build", "--date", DAY, cwd=paper).returncode == 0
    (file,) = (paper / "dist" / DAY).glob("*.pdf")
    pdf = pypdf.PdfReader(file)
    assert "What stands where" in pdf.pages[1].extract_text()
    assert "Page 2: What stands where" in [
        entry.title for entry in pdf.outline if not isinstance(entry, list)
    ]
    say(paper, "phrases: {contents: Contents}\n")
    pressed = run("press", "--date", DAY, "--shop", "digital-shortrun-tabloid", cwd=paper)
    assert "words/en.yaml has changed" in pressed.stderr


def test_a_mistake_in_words_stops_check_and_build(paper: Path) -> None:
    say(paper, "phrases: {content: Contents}\n")
    for command in ("check", "build"):
        done = run(command, "--date", DAY, cwd=paper)
        assert done.returncode == 4, done.stdout + done.stderr
        assert (
            "words/en.yaml:1:phrases.content: there is no field 'content'"
            in done.stdout + done.stderr
        )
    assert not (paper / "dist" / DAY / "report.json").exists()


def test_a_language_without_words_is_told_once(paper: Path) -> None:
    settings = paper / "editions" / DAY / "edition.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("layout:", "language: cy, layout:"), encoding="utf-8"
    )
    for command in ("check", "build"):
        done = run(command, "--date", DAY, "--json", cwd=paper)
        assert done.returncode == 0, done.stderr
        findings = json.loads(done.stdout)["findings"]
        assert [f["rule"] for f in findings].count("words.missing") == 1
    assert "words/cy.yaml" in next(f["remedy"] for f in findings if f["rule"] == "words.missing")


def test_a_language_of_other_letters_without_words_stops_check_build_and_press(paper: Path) -> None:
    settings = paper / "editions" / DAY / "edition.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("layout:", "language: pa, layout:"), encoding="utf-8"
    )
    for command in ("check", "build", "press"):
        shop = ("--shop", "digital-shortrun-tabloid") if command == "press" else ()
        done = run(command, "--date", DAY, *shop, cwd=paper)
        assert done.returncode == 4, done.stdout + done.stderr
        assert "there are no words for pa" in done.stdout + done.stderr
        assert "write all of words/pa.yaml" in done.stdout + done.stderr

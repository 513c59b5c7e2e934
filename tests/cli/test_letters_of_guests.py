"""Stories in another language than the paper's, with a word of yet another script in text and
headline: built, and read back from the PDF."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from command import run
from tiny_paper import DAY, write_quick_layout

from epaper.issue.store import read_issue
from epaper.page.marks import GlyphRun

URDU = "نیا راستہ مبارک ہو"
NAMES = {"en-GB": "The Test", "mr": "दैनिक सह्याद्री", "ur": "روزنامہ سحر"}
GUESTS = {  # headline and text by language
    "en-US": (f"Banner says {URDU} today", f"The road opened at noon. A banner said {URDU} there."),
    "mr": (f"फलकावर {URDU} असे", f"रस्ता दुपारी सुरू झाला आहे. फलकावर {URDU} असे होते आणि गर्दी होती."),
    "ur": (
        "سڑک OPD تک کھل گئی",
        f"{URDU}۔ New York Times نے www.example.com پر لکھا کہ سڑک کھل گئی۔",
    ),
}


@pytest.mark.parametrize("paper", NAMES)
def test_a_word_that_runs_the_other_way_in_a_guest(paper: str, tmp_path: Path, warm: None) -> None:
    day = tmp_path / "editions" / DAY
    day.mkdir(parents=True)
    write_quick_layout(tmp_path, "tabloid", 1)
    publication = f'{{name: "{NAMES[paper]}", code: TST, language: {paper}, layout: tabloid}}'
    settings = f"publication: {publication}\nsections: [A]\npages: 2\n"
    (day / "edition.yaml").write_text(settings, "utf-8")
    for language, (headline, text) in GUESTS.items():
        fields = f"section: A\nlanguage: {language}\nheadline: {headline}"
        body = "\n\n".join([" ".join([text] * 4)] * 4)
        (day / f"{language}.md").write_text(f"---\n{fields}\n---\n{body}\n", "utf-8")
    done = run("build", "--date", DAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    issue = read_issue(tmp_path / "dist" / DAY / "issue")
    assert {story.slug for story in issue.stories if story.pages} == {*GUESTS}
    marks = [mark for page in issue.pages for mark in page.marks]
    runs = [mark for mark in marks if isinstance(mark, GlyphRun)]
    assert {*GUESTS} - {run.language for run in runs} <= {paper}
    for mark in runs:
        if any(char in URDU for char in mark.text if char.isalpha()):
            assert mark.direction == "rtl", mark.text
        if any(char.isascii() and char.isalpha() for char in mark.text):
            assert mark.direction == "ltr", mark.text
    (file,) = (tmp_path / "dist" / DAY).glob("*.pdf")
    with pikepdf.open(file) as pdf:
        links = [link.get("/A", {}) for page in pdf.pages for link in page.get("/Annots", [])]
        assert "https://www.example.com" in {str(link.get("/URI", "")) for link in links}

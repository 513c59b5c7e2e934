"""A story has its language: the editor's word, or a guess that is told."""

from __future__ import annotations

import pytest
from day_folder import DATE, Day

from epaper.model.finding import Severity
from epaper.model.story import Story
from epaper.model.text import Paragraph, plain
from epaper.model.told import told
from epaper.sources.folder import read_edition
from epaper.sources.readings import Readings

HINDI = 'मेयर ने कहा, "पुल पर ट्रकों का आना बंद है।"'


def story(headline: str, body: str, fields: str = "") -> str:
    return f"---\nsection: News\nheadline: {headline}\n{fields}---\n{body}\n"


def read(day: Day) -> tuple[Story, ...]:
    return day.read()[0].stories


def test_the_paper_s_own_language_is_no_guess(day: Day) -> None:
    day.write("a.md", story("A bridge", "It is shut."))
    assert [one.language for one in read(day)] == ["en-GB"]
    assert not day.read()[1]


def test_a_story_in_another_language_is_told(day: Day) -> None:
    day.write("a.md", story("पुल बंद", HINDI))
    (only,) = read(day)
    assert only.language == "hi"
    finding = day.only()
    assert (finding.severity, finding.rule, finding.story) == (Severity.INFO, "story.language", "a")
    assert "Hindi" in finding.message
    assert "language: hi" in finding.remedy
    (block,) = only.body
    assert isinstance(block, Paragraph)
    assert plain(block.text) == "मेयर ने कहा, “पुल पर ट्रकों का आना बंद है।”"


def test_many_guesses_stand_on_one_line(day: Day) -> None:
    for name in "abcde":
        day.write(f"{name}.md", story("पुल बंद", HINDI))
    day.write("f.md", story("পুল", "সেতু বন্ধ।"))
    lines = told(day.read()[1])
    assert len(lines) == 2
    assert "5 times" in lines[0]
    assert "Hindi" in lines[0]
    assert "Bengali" in lines[1]


def test_an_english_story_in_a_hindi_paper(day: Day) -> None:
    day.write("edition.yaml", "publication: {name: दैनिक, language: hi}\nsections: [News]\n")
    day.write("a.md", story("A bridge", "The bridge is shut to lorries, says 'the mayor'."))
    day.write("b.md", story("पुल बंद", HINDI))
    assert [one.language for one in read(day)] == ["en", "hi"]


def test_what_the_editor_says_is_kept(day: Day) -> None:
    day.write("a.md", story("पुल बंद", HINDI, "language: mr\n"))
    day.write("b.md", story("पुल बंद", HINDI, "language: en-US\n"))
    assert [one.language for one in read(day)] == ["mr", "en-US"]
    finding = day.only()
    assert (finding.severity, finding.line, finding.field) == (Severity.WARNING, 4, "language")
    assert "letters of Hindi" in finding.message


@pytest.mark.parametrize("language", ["", "language: hi\n"])
def test_standing_matter_has_its_language_too(day: Day, language: str) -> None:
    day.write("a.md", story("A bridge", "It is shut."))
    text = f"---\nkind: puzzle\ntitle: पहेली\n{language}---\n## short\n{HINDI}\n## medium\n{HINDI}\n"
    day.write("standing/riddle.md", text)
    edition, findings = day.read()
    assert [one.language for one in edition.stories if one.standing] == ["hi"], DATE
    assert [one.rule for one in findings] == ([] if language else ["story.language"])


@pytest.mark.parametrize(
    ("language", "typed", "right"),
    [
        ("fr", 'Il a dit "oui" !', "Il a dit «\u202foui\u202f»\u202f!"),
        ("de", '"Ja", sagte er', "„Ja“, sagte er"),
        ("hi", '"हाँ", उसने कहा ।', "“हाँ”, उसने कहा\u00a0।"),
        ("mr", "'हो', तो म्हणाला...", "‘हो’, तो म्हणाला..."),
        ("ur", '"ہاں" اس نے کہا ۔', "”ہاں“ اس نے کہا\u00a0۔"),
    ],
)
def test_each_story_has_the_quotes_of_its_language(
    day: Day, language: str, typed: str, right: str
) -> None:
    day.write(
        "a.md", story(f"'{typed.replace(chr(39), chr(39) * 2)}'", typed, f"language: {language}\n")
    )
    (only,) = read(day)
    assert only.headline == right
    (block,) = only.body
    assert isinstance(block, Paragraph)
    assert plain(block.text) == right


def test_joiners_and_nukta_come_through_the_reader(day: Day) -> None:
    text = "क्\u200dष और \u0958लम, दु\u200dऱ्याला"
    day.write("क्\u200dष.md", story(text, text))
    (only,) = read(day)
    assert only.headline == "क्\u200dष और क\u093cलम, दु\u200dऱ्याला"
    assert [plain(block.text) for block in only.body if isinstance(block, Paragraph)] == [
        only.headline
    ]


def test_the_publication_says_which_quotes(day: Day) -> None:
    paper = 'publication: {name: दैनिक, language: hi, quotes: {hi: "‘ ’ “ ”"}}\nsections: [News]\n'
    day.write("edition.yaml", paper)
    day.write("a.md", story("पुल बंद", HINDI))
    day.write("b.md", story("A bridge", 'He said: "The bridge is shut to all of us."'))
    hindi, english = read(day)
    assert "‘पुल" in str(hindi.body)
    assert "“The bridge" in str(english.body)
    kept = Readings()
    assert read_edition(day.editions, DATE, kept)[0].stories == (hindi, english)
    day.write(
        "edition.yaml",
        paper.replace(", quotes", ", tagline: x, quotes").replace("‘ ’ “ ”", "« » ‹ ›"),
    )
    assert "«पुल" in str(read_edition(day.editions, DATE, kept)[0].stories[0].body)
    day.write("edition.yaml", paper.replace("‘ ’ “ ”", "‘ ’"))
    assert "write four marks" in day.read()[1][0].remedy


@pytest.mark.parametrize(
    ("tag", "fact"),
    [
        ("xx", "language is xx, and no language has this tag"),
        ("sw", "language is sw, for which there are no rules: no word is parted at a line's end"),
        ("swa-KE", "language is swa-KE, for which there are no rules"),
    ],
)
def test_a_language_that_nothing_here_knows_is_told(day: Day, tag: str, fact: str) -> None:
    day.write("a.md", story("Daraja", "Daraja limefungwa leo.", f"language: {tag}\n"))
    finding = day.only()
    assert (finding.severity, finding.rule) == (Severity.WARNING, "story.language")
    assert (finding.story, finding.line) == ("a", 4)
    assert finding.message.startswith(fact)
    assert finding.remedy


@pytest.mark.parametrize("tag", ["en-US", "EN", "nl", "pt-BR", "hr", "en-GB", "de-AT"])
def test_a_language_with_rules_is_not_told(day: Day, tag: str) -> None:
    day.write("a.md", story("Zagreb", "Most Zagreb.", f"language: {tag}\n"))
    assert not day.read()[1]


def test_a_paper_in_a_language_without_rules_is_not_told_of_its_stories(day: Day) -> None:
    (day.editions / "publication.yaml").write_text("publication: {language: sw}\n")
    day.write("a.md", story("Daraja", "Daraja limefungwa leo.", "language: sw-KE\n"))
    assert not day.read()[1]

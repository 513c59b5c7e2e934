"""Text typed for eight-bit fonts of Devanagari: recognised, converted and told, never taken for
English.
"""

from __future__ import annotations

import difflib
import html
import json
import time
from collections.abc import Callable
from pathlib import Path

import hinlegacy
import pytest
from day_samples import HEADLINE, TEXT
from wire_documents import docx, para, run
from wire_reading import lines, one
from wire_samples import ninjs

from epaper.model.finding import Finding, Severity
from epaper.model.story import Story
from epaper.model.text import Crosshead, block_texts, plain
from epaper.sources.folder import read_edition
from epaper.sources.legacy import RULE, face_named, in_unicode, likeness
from epaper.sources.wire.importing import Settings
from epaper.sources.wire.item import WireItem
from epaper.sources.wire.outcome import Outcome

Bring = Callable[..., list[Outcome]]
NUKTA = {"ड़": "M+", "ढ़": "<+"}  # which the encoder leaves as they are


def typed(text: str, codec: str = "krutidev_010") -> str:
    """What a correspondent's program saves of a text in such a font; % stands where it shows a
    colon."""
    found = str(hinlegacy.encode(text.replace(":", "%"), codec))
    for letter, keys in NUKTA.items():
        found = found.replace(letter, keys)
    return found


def told(item: WireItem) -> list[str]:
    return [found.message for found in item.findings if found.rule.startswith(RULE)]


STORY = f"{HEADLINE}\n\n" + "\n\n".join(TEXT)
GIBBERISH = typed(STORY)


@pytest.mark.parametrize("codec", ["krutidev_010", "devlys_010"])
def test_a_pasted_story_is_converted_and_told(codec: str) -> None:
    item = one(typed(STORY, codec))
    assert (item.headline, lines(item)) == (HEADLINE, TEXT)
    (finding,) = [found for found in item.findings if found.rule == RULE]
    assert finding.severity is Severity.WARNING
    assert "Kruti Dev 010" in finding.message or "DevLys 010" in finding.message
    assert "read the story" in finding.remedy


def test_a_file_in_windows_1252_as_editors_save_it() -> None:
    item = one(GIBBERISH.encode("cp1252"))
    assert (item.headline, lines(item)) == (HEADLINE, TEXT)
    assert any("windows-1252" in found.message for found in item.findings)


@pytest.mark.parametrize(
    "element",
    [
        '<font face="Kruti Dev 010">{}</font>',
        "<span style='font-family:\"DevLys 010\",serif'>{}</span>",
    ],
)
def test_a_page_that_names_the_font(element: str) -> None:
    body = "".join(f"<p>{element.format(html.escape(typed(line)))}</p>" for line in TEXT[:2])
    head, last = html.escape(typed(HEADLINE)), "<p>The desk adds this line.</p>"
    item = one(f"<html><article><h1>{head}</h1>{body}{last}</article></html>", "a.html")
    assert lines(item)[-3:] == [*TEXT[:2], "The desk adds this line."]
    assert item.headline == HEADLINE
    (message,) = told(item)
    assert "DevLys 010" in message if "DevLys" in element else "Kruti Dev 010" in message


def test_english_in_such_a_face_stays() -> None:
    words = "The quay is to be raised by the board."
    text = f'<p><font face="Kruti Dev 010">{words}</font></p>'
    item = one(f"<html><article><h1>Quay</h1>{text}</article></html>", "a.html")
    assert words in lines(item)
    assert not told(item)


def test_a_word_document_with_runs_of_the_font() -> None:
    kruti = '<w:rFonts w:ascii="Kruti Dev 010" w:hAnsi="Kruti Dev 010"/>'

    def hindi(words: str) -> str:
        return run(html.escape(typed(words)), kruti)

    first, second = TEXT[0][:20], TEXT[0][20:]
    proof = '<w:proofErr w:type="spellStart"/>'
    head, rest = typed(TEXT[0])[:31], typed(TEXT[0])[31:]
    parted = run(html.escape(head), kruti) + proof + run(html.escape(rest), kruti)
    assert first + second == TEXT[0]
    body = para(hindi(HEADLINE)) + para(parted) + para(run("The desk adds this."), hindi(TEXT[1]))
    item = one(docx(body), "a.docx")
    assert item.headline == HEADLINE
    assert lines(item) == [TEXT[0], f"The desk adds this.{TEXT[1]}"]
    assert len(told(item)) == 1


def test_rich_text_names_the_font() -> None:
    words = "".join(
        char if ord(char) < 0x80 and char not in "\\{}" else f"\\'{char.encode('cp1252').hex()}"
        for char in GIBBERISH.replace("\n\n", "\n")
    ).replace("\n", "\\par ")
    item = one(f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0 DevLys 010;}}}}\\f0 {words}}}".encode(), "a.rtf")
    assert (item.headline, lines(item)) == (HEADLINE, TEXT)
    assert "DevLys 010" in told(item)[0]


def test_an_agency_s_item_is_converted(bring: Bring, settings: Settings, tmp_path: Path) -> None:
    value = "".join(f"<p>{html.escape(typed(line))}</p>" for line in TEXT)
    made = ninjs(
        headlines=[{"role": "main", "value": typed(HEADLINE)}],
        bodies=[{"role": "main", "contentType": "text/html", "value": value}],
    )
    (tmp_path / "a.json").write_text(json.dumps(made), encoding="utf-8")
    (outcome,) = bring(tmp_path / "a.json")
    assert any(found.rule == RULE for found in outcome.findings)
    (story,) = read_edition(settings.editions, settings.date)[0].stories
    assert (story.headline, story.language) == (HEADLINE, "hi")  # the item says en


def test_names_in_capitals_and_lines_in_english_stay() -> None:
    text = typed("विधायक ने कहा कि पुल बंद है और रहेगा।") + " BJP " + typed("के नेता भी गए।")
    both = f"{text}\n\nThe report was sent by the desk and is to be read.\n\n{text}"
    assert in_unicode(both, "Kruti Dev 010").split("\n\n") == [
        "विधायक ने कहा कि पुल बंद है और रहेगा। BJP के नेता भी गए।",
        "The report was sent by the desk and is to be read.",
        "विधायक ने कहा कि पुल बंद है और रहेगा। BJP के नेता भी गए।",
    ]


def test_a_colon_is_no_visarga() -> None:
    for text in ("मेयर ने कहा: पुल बंद है", "सुबह 10:30 बजे", "अतः दुःख है", "गई: और"):
        assert in_unicode(f"{typed(text)} gS ds esa", "DevLys 010").startswith(text)


@pytest.mark.parametrize("piece", ["kZ", "fZ ", "ds esa gS ", "aa", "ZZ ", "f"])
@pytest.mark.parametrize("font", ["Kruti Dev 010", "Walkman Chanakya 905"])
def test_time_grows_with_the_text_and_not_with_its_square(piece: str, font: str) -> None:
    begun = time.process_time()
    in_unicode(piece * (40_000 // len(piece)), font)
    assert time.process_time() - begun < 3


def test_a_long_line_is_read_as_its_words_are() -> None:
    text = " ".join(TEXT * 20)
    assert in_unicode(typed(text), "Kruti Dev 010") == text


def test_chanakya_s_faults_are_said() -> None:
    text = GIBBERISH.replace(" ds ", " osQ ")
    item = one(text)
    assert "Walkman Chanakya 905" in told(item)[0]
    assert "three words in ten" in told(item)[0]


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Âý ÂÚU ÅþU·¤æð´ ·¤è ¥æßæÁæãè Õ´Î ãñ ¥õÚU ×ð´ ·ð¤ çÜ° âð", "Chanakya"),
        ("nwb ~§X h¡ Am¡a H$s H$m Ho$ {bE _| H$mo", "Shree-Lipi"),
        ("vkt ds gS", "Kruti Dev 010"),
    ],
)
def test_what_is_not_sure_or_cannot_be_read_is_left_and_told(text: str, font: str) -> None:
    item = one(f"Heading here\n\n{text}")
    assert text in lines(item)
    (finding,) = [found for found in item.findings if found.rule == "wire.legacy_doubt"]
    assert finding.severity is Severity.WARNING
    assert font in finding.message


def test_names_of_faces() -> None:
    assert face_named("'Kruti Dev 010', Arial") == "Kruti Dev 010"
    assert face_named("KrutiDev011") == "Kruti Dev 010"
    assert face_named("Walkman-Chanakya-905") == "Walkman Chanakya 905"
    assert face_named("SHREE-DEV-0714") == "Shree-Lipi"
    assert face_named("Arial, Kruti Dev 010") == ""
    assert face_named("Mangal") == ""


def read_in_folder(settings: Settings, text: str) -> tuple[Story, tuple[Finding, ...]]:
    (settings.day / "a.md").write_text(text, encoding="utf-8")
    edition, findings = read_edition(settings.editions, settings.date)
    return next(one for one in edition.stories if one.slug == "a"), findings


def test_a_story_of_the_folder_is_converted_and_told(settings: Settings) -> None:
    body = f"{typed(' '.join(TEXT))}\n\n## {typed(TEXT[0])}\n\nThe bridge was shut.\n"
    head = typed("मुख्यमंत्री ने कहा कि सड़क बंद है")
    text = f"---\nsection: City\nheadline: {head!r}\nbyline: Asha Kumar\n---\n{body}"
    story, findings = read_in_folder(settings, text)
    told = [(found.rule, found.severity) for found in findings]
    assert told == [("story.legacy", Severity.WARNING), ("story.language", Severity.INFO)]
    assert "Kruti Dev 010" in findings[0].message
    assert "read the story against its source" in findings[0].remedy
    assert story.headline == "मुख्यमंत्री ने कहा कि सड़क बंद है"
    assert (story.byline, story.language) == ("Asha Kumar", "hi")
    words = [plain(piece) for block in story.body for piece in block_texts(block)]
    assert words[0] == " ".join(TEXT)
    assert words[1:] == [TEXT[0], "The bridge was shut."]
    assert isinstance(story.body[1], Crosshead)


def test_a_story_that_nobody_can_read_stops_the_paper(settings: Settings) -> None:
    text = (
        "---\nsection: City\nheadline: A bridge\n{}---\nnwb ~§X h¡ Am¡a H$s H$m Ho$ {{bE _| H$mo\n"
    )
    _, (found,) = read_in_folder(settings, text.format(""))
    assert (found.rule, found.severity) == ("story.legacy", Severity.ERROR)
    assert "Shree-Lipi" in found.message
    _, (found, *_) = read_in_folder(settings, text.format("hold: yes\n"))
    assert (found.rule, found.severity) == ("story.legacy", Severity.WARNING)


def rows(corpus: Path, language: str) -> list[dict[str, str]]:
    text = (corpus / "languages" / f"ntrex-{language}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("codec", ["krutidev_010", "devlys_010"])
def test_the_corpus_in_such_a_font_is_recognised(corpus: Path, codec: str) -> None:
    stories = rows(corpus, "hi")
    found = [likeness(typed(f"{row['title']}\n{row['body']}", codec)) for row in stories]
    assert sum(one is not None and one.sure for one in found) >= 0.98 * len(stories)
    words = right = 0
    for row in stories[::6]:
        hindi = (word for word in row["body"].split() if not any(map(str.isascii, word)))
        text = " ".join(hindi)
        before, after = text.split(), in_unicode(typed(text, codec), "Kruti Dev 010").split()
        blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        words, right = words + len(before), right + sum(block.size for block in blocks)
    assert right >= 0.98 * words  # the encoder takes चै for चौ, and quotes for letters


@pytest.mark.parametrize("language", ["en", "de", "fr", "hi", "mr", "ur"])
def test_no_story_of_the_corpus_is_taken_for_it(corpus: Path, language: str) -> None:
    for row in rows(corpus, language):
        assert likeness(f"{row['title']}\n{row['body']}") is None, row["id"]


def test_no_file_of_the_wire_day_is_taken_for_it(corpus: Path) -> None:
    files = [path for path in sorted((corpus / "wire-day").rglob("*")) if path.is_file()]
    assert files
    for path in files:
        text = path.read_bytes().decode("utf-8", "replace")
        assert likeness(text) is None, path.name
        for line in text.splitlines() if path.suffix == ".jsonl" else ():
            assert likeness(line) is None, path.name

"""One agency day in two languages: sections by language, and a story's language from its item."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from wire_samples import drop, ninjs

from epaper.settings.notes import Notes
from epaper.sources.folder import read_edition
from epaper.sources.wire.importing import Settings
from epaper.sources.wire.item import Subject, WireItem
from epaper.sources.wire.outcome import Outcome
from epaper.sources.wire.reader import read_items
from epaper.sources.wire.rules_file import read_rules_file

Bring = Callable[..., list[Outcome]]
HINDI = (
    "बंदरगाह बोर्ड की बैठक सोमवार को हुई और घाट को ऊंचा करने का फैसला किया गया। काम जनवरी में शुरू होगा और छह "
    "सप्ताह तक चलेगा। मछुआरों की नावें पुराने घाट पर लगेंगी, जहां दो क्रेन किराए पर ली जाएंगी।"
)
MIXED = """\
publication: {name: दैनिक उदाहरण, language: hi, layout: broadsheet}
sections: [देश, दुनिया, खेल, City Pages, World, Sport]
pages: 8
"""
RULES = """\
sections:
  - {section: {en: World, hi: दुनिया}, subjects: [16000000], wanted: 40}
  - {section: City Pages, languages: [en], words: [harbour, quay]}
default_section: {en: City Pages, hi: देश}
"""


def rules_of(folder: Path, text: str, *sections: str) -> Callable[..., str]:
    path = folder / "wire.yaml"
    path.write_text(text, encoding="utf-8")
    notes = Notes("wire.yaml")
    rules = read_rules_file(path, notes, sections)
    assert not notes.found
    return lambda **item: rules.section(WireItem("ninjs", "1", **item))


def code(digits: str) -> tuple[Subject, ...]:
    return (Subject(code=digits),)


def test_a_section_has_its_name_by_language(tmp_path: Path) -> None:
    section = rules_of(tmp_path, RULES, "देश", "दुनिया", "City Pages", "World")
    assert section(language="en-GB", subjects=code("16000000")) == "World"
    assert section(language="hi", subjects=code("16000000")) == "दुनिया"
    assert section(headline="पुल पर आना बंद है और रहेगा", subjects=code("16000000")) == "दुनिया"
    assert section(language="en", headline="The quay is raised") == "City Pages"
    assert section(language="hi", headline="quay") == "देश"
    assert section(language="en", headline="Anything") == "City Pages"
    assert section(language="fr", headline="Le pont est fermé") == "City Pages"  # in its letters


def test_all_of_a_language_may_go_to_one_section(tmp_path: Path) -> None:
    section = rules_of(tmp_path, "sections: [{section: उर्दू, languages: [ur, ar]}]", "News", "उर्दू")
    assert section(language="ur", headline="پل بند ہے") == "उर्दू"
    assert section(language="hi", headline="News") == "उर्दू"  # the first one in its letters
    assert section(language="en", headline="News") == "News"


@pytest.mark.parametrize(
    ("sections", "language", "subject", "name"),
    [
        (("शहर", "दुनिया", "खेल"), "hi", "15000000", "खेल"),
        (("Sport", "खेल"), "hi", "15000000", "खेल"),
        (("खेल", "Sport"), "en", "15000000", "Sport"),
        (("शहर", "खेल"), "en", "15000000", "खेल"),
        (("শহর", "খেলা"), "bn", "15000000", "খেলা"),
        (("نیا", "کھیل"), "ur", "15000000", "کھیل"),
        (("शहर", "क्रीडा"), "mr", "15000000", "क्रीडा"),
    ],
)
def test_topics_know_the_names_of_sections_in_their_languages(
    tmp_path: Path, sections: tuple[str, ...], language: str, subject: str, name: str
) -> None:
    section = rules_of(tmp_path, "disclaimers: no", *sections)
    assert section(language=language, subjects=code(subject)) == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sections: [{section: {english: A, hi: B}}]", "'english' is no language"),
        ("sections: [{section: A, languages: [hindi!]}]", "'hindi!' is no language"),
        ("default_section: {en: [A]}", "a text is needed"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "wire.yaml"
    path.write_text(text, encoding="utf-8")
    notes = Notes("wire.yaml")
    read_rules_file(path, notes, ())
    assert any(message in str(finding) for finding in notes.found)


def item(n: int, title: str, body: str, subject: str, **more: object) -> dict[str, object]:
    value = "".join(f"<p>{p}</p>" for p in body.split("\n\n"))
    return ninjs(
        f"tag:b,{n}",
        headlines=[{"role": "main", "value": title}],
        bodies=[{"role": "main", "contentType": "text/html", "value": value}],
        subjects=[{"name": "x", "code": f"medtop:{subject}"}],
        **more,
    )


def test_a_day_of_the_corpus_in_two_languages(
    bring: Bring, settings: Settings, tmp_path: Path, corpus: Path
) -> None:
    (settings.day / "edition.yaml").write_text(MIXED, encoding="utf-8")
    (settings.day / "wire.yaml").write_text(RULES, encoding="utf-8")
    feed = tmp_path / "feed"
    for at, language in enumerate(("en", "hi")):
        lines = (corpus / "languages" / f"ntrex-{language}.jsonl").read_text("utf-8").splitlines()
        for n, row in enumerate(map(json.loads, lines[:20])):
            subject = ("16000000", "15000000")[n % 2]
            said = {"language": language if n % 3 else ""}
            made = item(at * 100 + n, row["title"], row["body"], subject, **said)
            drop(feed, f"{language}{n:02}", made)
    outcomes = bring(feed)
    assert Counter(one.section for one in outcomes) == dict.fromkeys(
        ("World", "Sport", "दुनिया", "खेल"), 10
    )
    edition, findings = read_edition(settings.editions, settings.date)
    found = Counter((story.section, story.language) for story in edition.stories)
    assert found == {
        ("World", "en"): 10,
        ("Sport", "en"): 10,
        ("दुनिया", "hi"): 10,
        ("खेल", "hi"): 10,
    }
    assert {one.rule for one in findings} <= {"story.language", "text.joiner"}
    files = [story.file for story in edition.stories if story.language == "hi"]
    assert all(file.startswith(("दुनिया/", "खेल/")) for file in files)
    kept = [(settings.day / story.file).read_text("utf-8") for story in edition.stories]
    assert sum("\nlanguage: hi\n" in text for text in kept) == 13
    assert sum("\nlanguage: en\n" in text for text in kept) == 13


RSS = """<rss version="2.0"><channel><title>समाचार</title><language>{language}</language>
<item><title>घाट ऊंचा होगा</title><guid>g1</guid><description>{text}</description></item>
</channel></rss>"""


@pytest.mark.parametrize(
    ("language", "kept", "told"),
    [("hi-IN", "hi-IN", False), ("mr", "mr", False), ("en-us", "hi", True), ("", "", False)],
)
def test_the_language_of_a_feed(language: str, kept: str, told: bool) -> None:
    (read,) = read_items(RSS.format(language=language, text=HINDI).encode(), "a.rss")
    assert isinstance(read, WireItem)
    assert read.language == kept
    assert [one.message for one in read.findings if one.rule == "wire.language"] == (
        ["is in letters of Hindi and says that its language is en-us"] if told else []
    )


G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g" xml:lang="hi"><itemMeta>
<itemClass qcode="ninat:text"/></itemMeta>
<contentMeta><headline>घाट ऊंचा होगा</headline></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{text}</p></body></html>
</inlineXML></contentSet></newsItem>"""


def test_the_language_of_newsml() -> None:
    (read,) = read_items(G2.format(text=HINDI).encode(), "a.xml")
    assert isinstance(read, WireItem)
    assert read.language == "hi"


JOINED = "क्\u200dष और \u0958लम, दु\u200dऱ्याला; می\u200cخواهم"
KEPT = "क्\u200dष और क\u093cलम, दु\u200dऱ्याला; می\u200cخواهم"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.txt", f"{JOINED}\n\n{JOINED} है।\n"),
        ("a.rss", RSS.replace("घाट ऊंचा होगा", JOINED).format(language="hi", text=f"{JOINED} है।")),
        ("a.html", f"<html><article><h1>{JOINED}</h1><p>{JOINED} है।</p></article></html>"),
        ("a.xml", G2.replace("घाट ऊंचा होगा", JOINED).format(text=f"{JOINED} है।")),
    ],
)
def test_joiners_and_nukta_come_through_an_import(
    bring: Bring, settings: Settings, tmp_path: Path, name: str, source: str
) -> None:
    (tmp_path / name).write_text(source, encoding="utf-8")
    bring(tmp_path / name)
    (story,) = read_edition(settings.editions, settings.date)[0].stories
    assert story.headline == KEPT
    assert [text for element, text in story.texts() if element == "body"] == [f"{KEPT} है।"]

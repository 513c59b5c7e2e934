"""Embargoes, statuses and withdrawals: what is not understood stops the story."""

from __future__ import annotations

import datetime
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wire_samples import NOW, WORDS, drop, ninjs

from epaper.model.finding import Severity
from epaper.sources.folder import read_edition
from epaper.sources.wire.importing import Settings
from epaper.sources.wire.item import Status, WireItem
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.reader import read_items
from epaper.sources.wire.safety import embargo_until, stopped

Bring = Callable[..., list[Outcome]]


def one(raw: str | dict[str, Any], name: str = "a.json") -> WireItem:
    text = raw if isinstance(raw, str) else json.dumps(raw)
    (item,) = read_items(text.encode(), name)
    assert isinstance(item, WireItem)
    return item


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2026-11-23T22:00:00Z", "2026-11-23T22:00"),
        ("2026-11-24T05:00:00+0530", "2026-11-23T23:30"),
        ("20261123T220000Z", "2026-11-23T22:00"),
        ("2026-11-23 22:00 UTC", "2026-11-23T22:00"),
        ("Mon, 23 Nov 2026 22:00:00 +0100", "2026-11-23T21:00"),
        ("2026-11-23T22:00", "2026-11-24T10:00"),  # no zone: the last one
        ("2026-11-23", "2026-11-24T12:00"),  # no time: the day is over in the last zone
    ],
)
def test_an_embargo_is_read_as_its_latest_meaning(text: str, end: str) -> None:
    until = embargo_until(text)
    assert until is not None
    assert until.moment == datetime.datetime.fromisoformat(f"{end}+00:00")


@pytest.mark.parametrize(
    "text",
    [
        "until tomorrow noon",
        "2026-11-23 22:00 IST",
        "Mon, 23 Nov 2026 22:00 EST",
        "Tue, 23 Nov 2026 22:00 +0000",  # it is a Monday
        "23/11/2026 22:00",
        "22:00",
        "1795471200",
        "1795471200000",
        "2026-02-30T10:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T10:00:00+99:00",
        "0001-01-01T00:00:00Z",
        "٢٠٢٦-١١-٢٣T10:00:00Z",
        "",
    ],
)
def test_other_embargoes_are_not_read(text: str) -> None:
    assert embargo_until(text) is None


HELD_FIELDS = [
    {"embargoed": "not before the chair has spoken"},
    {"embargoed": ""},
    {"embargoed": []},
    {"embargoed": 1795471200},
    {"embargoed": True},
    {"embargoed": {"until": "2020-01-01T00:00:00Z"}},
    {"embargoed": ["2020-01-01T00:00:00Z", "later"]},
    {"Embargo_Until": "noon"},
    {"extra": {"embargo": "noon"}},
    {"embargoedReason": "the award is announced at a dinner"},
    {"pubStatus": "Hold"},
    {"pubStatus": "stat:reviewed"},
    {"pubStatus": ""},
    {"pubStatus": 1},
    {"pubStatus": ["usable"]},
    {"pubStatus": "embargoed"},
    {"edNote": "EMBARGOED till the meeting ends"},
    {"headlines": [{"value": "EMBARGO: quay to be raised"}]},
    {"headlines": [{"value": "Embargoed until 6 pm: quay to be raised"}]},
    {
        "bodies": [
            {"value": "<p>Press release</p><p>Strictly embargoed till noon.</p><p>Words.</p>"}
        ]
    },
]


@pytest.mark.parametrize("fields", HELD_FIELDS, ids=str)
def test_a_safety_field_that_is_not_understood_holds(fields: dict[str, Any]) -> None:
    assert stopped(one(ninjs(**fields)), NOW)[0]


@pytest.mark.parametrize(
    "fields",
    [
        {"embargoed": None},
        {"embargoed": "2026-11-23T19:00:00Z"},
        {"embargoed": "2026-11-23T19:00:00Z", "embargoedReason": "the dinner"},
        {"pubStatus": "stat:usable"},
        {"pubStatus": None},
        {"headlines": [{"value": "Embargo on oil lifted"}]},
        {"headlines": [{"value": "Embargo: what it costs"}]},
    ],
    ids=str,
)
def test_what_may_be_printed_passes(fields: dict[str, Any]) -> None:
    item = one(ninjs(**fields))
    assert stopped(item, NOW) == ("", "")
    assert item.status is Status.USABLE


@pytest.mark.parametrize(
    "words",
    [
        "HOLD FOR RELEASE",
        "Not to be used before the speech",
        "Do not publish until he has spoken",
        "For release at noon",
    ],
)
def test_a_note_to_editors_that_says_wait_holds(words: str) -> None:
    item = one(NITF.format("", f'<ed-msg info="{words}"/>'), "a.xml")
    why, told = stopped(item, NOW)
    assert "an embargo in words" in why
    assert words in told
    assert not stopped(one(NITF.format("", '<ed-msg info="Adds the vote"/>'), "a.xml"), NOW)[0]


G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:g,1" version="1"><itemMeta>
<itemClass qcode="ninat:text"/>{}</itemMeta><contentMeta><headline>Quay</headline></contentMeta>
<contentSet><inlineXML><{}html><body><p>Words.</p></body></html></inlineXML></contentSet></newsItem>
"""
NITF = """<nitf><head><docdata {}><doc-id id-string="n1"/>{}</docdata></head><body><body.head>
<hedline><hl1>Quay</hl1></hedline></body.head><body.content><p>Words.</p></body.content></body>
</nitf>"""
NEWSML = """<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>a</NewsItemId>
</NewsIdentifier></Identification><NewsManagement>{}</NewsManagement><NewsComponent><NewsLines>
<HeadLine>Quay</HeadLine></NewsLines><ContentItem><DataContent>Words.</DataContent></ContentItem>
</NewsComponent></NewsItem></NewsML>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>u:1</id>
<title>Quay</title><content>Words.</content>{}</entry></feed>"""


def g2(meta: str) -> str:
    return G2.format(meta, "")


@pytest.mark.parametrize(
    "text",
    [
        g2("<embargoed/>"),
        g2("<embargoed>soon</embargoed>"),
        g2('<pubStatus qcode="stat:onhold"/>'),
        g2("<pubStatus/>"),
        G2.replace("html>", "nitf>")
        .format("", "")
        .replace(
            "<nitf><body><p>Words.</p></body></nitf>",
            NITF.format('management-status="later"', "").replace("\n", ""),
        ),
        NITF.format('management-status="later"', ""),
        NITF.format('management-status="embargoed"', ""),
        NITF.format("", '<date.release norm="at noon"/>'),
        NITF.format("", '<date.release norm="2026-11-24"/>'),
        NITF.format("", "").replace("<docdata", '<meta name="Embargo" content="noon"/><docdata'),
        NEWSML.format('<Status FormalName="Later"/>'),
        NEWSML.format('<Status FormalName="Embargoed"/>'),
        NEWSML.format(
            '<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
            "<DateAndTime>noon</DateAndTime></StatusWillChange>"
        ),
        NEWSML.format(
            '<StatusWillChange><FutureStatus FormalName="Canceled"/>'
            "<DateAndTime>20261123T190000Z</DateAndTime></StatusWillChange>"
        ),
        ATOM.format("<embargo>noon</embargo>"),
        ATOM.format("<control><draft>yes</draft></control>"),
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [{"id": "u:1", "title": "Quay", "content_text": "W", "_embargo": "noon"}],
            }
        ),
        json.dumps({"title": "Quay", "body": "Words.", "status": "review"}),
        json.dumps({"title": "Quay", "body": "Words.", "embargo_date": "noon"}),
    ],
)
def test_no_format_lets_a_safety_field_pass(text: str) -> None:
    item = one(text, "a.json" if text.startswith("{") else "a.xml")
    why, _ = stopped(item, NOW)
    assert why
    assert any(finding.severity is Severity.WARNING for finding in item.findings)


@pytest.mark.parametrize(
    "text",
    [
        g2('<pubStatus qcode="stat:canceled"/>'),
        g2('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>'),
        NITF.format('management-status="canceled"', ""),
        NITF.format('management-doc-idref="n0" management-idref-status="canceled"', ""),
        NEWSML.format('<Status FormalName="Canceled"/>'),
        '<feed xmlns="http://www.w3.org/2005/Atom"><deleted-entry ref="u:1"/></feed>',
    ],
)
def test_withdrawals_of_every_format(text: str) -> None:
    assert one(text, "a.xml").status is Status.CANCELED


def test_embargoes_of_xml_end_too() -> None:
    release = '<date.release norm="20261123T210000Z"/>'
    item = one(NITF.format('management-status="embargoed"', release), "a.xml")
    assert stopped(item, NOW)[0] == "embargo until 20261123T210000Z"
    assert not stopped(item, NOW + datetime.timedelta(hours=2))[0]


def guid(**more: Any) -> dict[str, Any]:
    """An item as editorial systems send it that name their items by guid."""
    item: dict[str, Any] = {
        "guid": "tag:desk,7",
        "version": "2",
        "type": "text",
        "versioncreated": "2026-11-23T10:00:00+0000",
        "pubstatus": "usable",
        "urgency": 2,
        "headline": "Quay to be raised",
        "body_html": f"<p>{WORDS}</p>",
        "subject": [{"code": "15000000", "name": "sport"}],
        "associations": {"main": {"guid": "tag:desk,8", "type": "picture", "headline": "The quay"}},
    }
    return {**item, **more}


def test_ninjs_by_guid_is_ninjs() -> None:
    item = one(guid(embargoed="2026-11-23T22:00:00+0000"))
    assert (item.format, item.id, item.urgency) == ("ninjs", "tag:desk,7", 2)
    assert item.subjects[0].code == "15000000"
    assert item.pictures[0].id == "tag:desk,8"
    assert stopped(item, NOW)[0].startswith("embargo until")
    assert one(guid(pubstatus="canceled")).status is Status.CANCELED


def the_story(settings: Settings) -> str:
    (path,) = settings.day.glob("*/quay-to-be-raised.md")
    return path.read_text(encoding="utf-8")


def test_an_update_that_is_not_understood_holds_the_story_that_stands(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    """Also one that an editor has touched, and one that stands on a page, which is an error."""
    bring(drop(tmp_path / "in", "a", ninjs()))
    (path,) = settings.day.glob("*/quay-to-be-raised.md")
    path.write_text(the_story(settings).replace("Ann", "Anne"), encoding="utf-8")
    issue = settings.dist / "2026-11-23" / "issue" / "issue.json.gz"
    issue.parent.mkdir(parents=True)
    record = {"issue": {"stories": [{"slug": "quay-to-be-raised", "pages": [1, 4]}]}}
    issue.write_bytes(gzip.compress(json.dumps(record).encode()))
    (outcome,) = bring(drop(tmp_path / "in", "b", ninjs(version="2", pubStatus="Hold")))
    assert outcome.result is Result.HELD
    assert the_story(settings).startswith("---\nhold: true  # not cleared: its status 'Hold'")
    assert "Anne" in the_story(settings)
    errors = [found for found in outcome.findings if found.severity is Severity.ERROR]
    assert "stands on page 1, 4" in errors[0].message
    edition, found = read_edition(settings.editions, settings.date)
    assert edition.stories[0].hold
    assert not [finding for finding in found if finding.severity is Severity.ERROR]


def test_an_embargo_under_an_editors_hand_ends_all_the_same(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    bring(drop(tmp_path / "in", "a", ninjs(embargoed="2026-11-23T22:00:00Z")))
    (path,) = settings.day.glob("*/quay-to-be-raised.md")
    path.write_text(the_story(settings).replace("Ann", "Anne"), encoding="utf-8")
    bring(now=NOW + datetime.timedelta(hours=3))
    assert "hold:" not in the_story(settings)
    assert "Anne" in the_story(settings)


def test_a_kill_and_its_story_of_the_same_version_in_any_order(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    kill = drop(tmp_path / "in", "k", guid(pubstatus="canceled"))
    story = drop(tmp_path / "in", "s", guid())
    assert [o.result for o in bring(kill)] == [Result.KILLED]
    assert [o.result for o in bring(story)] == [Result.KILLED]
    assert not list(settings.day.glob("*/*.md"))
    newer = drop(tmp_path / "in", "n", guid(version="3", versioncreated="2026-11-23T11:00:00Z"))
    (outcome,) = bring(newer)
    assert outcome.result is Result.NEW
    assert any("withdrawn" in finding.message for finding in outcome.findings)


def test_a_notice_that_comes_before_its_story(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    notice = ninjs("tag:a,k", hour=12, slugline="QUAY", headlines=[{"value": "MANDATORY KILL"}])
    bring(drop(tmp_path / "in", "k", notice))
    (outcome,) = bring(drop(tmp_path / "in", "a", ninjs(slugline="QUAY")))
    assert outcome.result is Result.KILLED
    assert not list(settings.day.glob("*/*.md"))


def test_a_kill_takes_out_what_an_editor_renamed_and_copied(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    bring(drop(tmp_path / "in", "a", ninjs()))
    text = the_story(settings)
    next(settings.day.glob("*/quay*.md")).rename(settings.day / "mine.md")
    (settings.day / "again.md").write_text(text.replace("Quay", "The quay"), encoding="utf-8")
    bring(drop(tmp_path / "in", "k", ninjs(version="2", pubStatus="killed")))
    assert not [path for path in settings.day.rglob("*.md") if ".wire" not in path.parts]


def test_a_picture_that_is_stopped_is_not_placed(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    from PIL import Image

    folder = tmp_path / "in"
    folder.mkdir()
    names = ["free", "late", "dead", "odd"]
    for shade, name in enumerate(names):
        Image.new("L", (400, 300), shade).save(folder / f"{name}.png")
    safety = [
        {},
        {"embargoed": "2026-11-23T22:00:00Z"},
        {"pubStatus": "canceled"},
        {"pubStatus": "soon"},
    ]
    pictures = [
        {"type": "picture", "uri": f"tag:{name}", "renditions": [{"href": f"{name}.png"}], **fields}
        for name, fields in zip(names, safety, strict=True)
    ]
    story = drop(folder, "a", ninjs(associations=pictures))
    (outcome,) = bring(story)
    assert [path.stem for path in (settings.day / "pictures").iterdir()] == ["free"]
    assert sum(found.rule == "wire.picture" for found in outcome.findings) == 3
    bring(story, now=NOW + datetime.timedelta(hours=3))
    assert "late.png" in the_story(settings)
    kill = {**pictures[0], "pubStatus": "canceled"}
    (killed,) = bring(drop(tmp_path / "kill", "k", kill))
    assert not (settings.day / "pictures" / "free.png").exists()
    assert any("stands in quay-to-be-raised" in found.message for found in killed.findings)


CASES = Path(__file__).parents[3] / "shared" / "cases" / "wire"
MORNING = datetime.datetime(2026, 11, 24, 6, tzinfo=datetime.UTC)


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")
@pytest.mark.parametrize(
    ("names", "results"),
    [
        ("sd_embargo.json", [Result.HELD]),
        ("sd_canceled.json", [Result.KILLED]),
        ("sd_1.json sd_2.json", [Result.NEW, Result.KILLED]),
        ("ninjs_embargo_words.json emb0.json emb6.json stat5.json", [Result.HELD] * 4),
        ("same_guid.xml", [Result.NEW] * 3),
    ],
)
def test_the_cases_beside_the_repository(bring: Bring, names: str, results: list[Result]) -> None:
    outcomes = bring(*(CASES / name for name in names.split()), now=MORNING)
    assert [outcome.result for outcome in outcomes] == results

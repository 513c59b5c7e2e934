"""One bad item stops nothing: it is told with its reason, and the rest comes in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from wire_samples import WORDS, drop, ninjs

from epaper.cli import cli
from epaper.errors import OutputError, WireError
from epaper.sources.wire import desk, jsonfeed, newsml_1, syndication, watch
from epaper.sources.wire.importing import Settings
from epaper.sources.wire.item import Refusal, WireItem
from epaper.sources.wire.outcome import Outcome, Result
from epaper.sources.wire.reader import read_items
from epaper.sources.wire.withdraw import withdraw as kill

Bring = Callable[..., list[Outcome]]
HALF = "\ud83d"


@pytest.mark.parametrize(
    "fields",
    [
        {"uri": f"tag:{HALF}a"},
        {"by": f"Ann {HALF}"},
        {"version": f"1{HALF}"},
        {"embargoed": f"{HALF}"},
        {"language": HALF},
        {"slugline": HALF},
        {"pubStatus": HALF},
        {"located": HALF},
        {f"odd{HALF}": {HALF: [HALF]}},
        {"headlines": [{"value": f"Quay {HALF}"}]},
        {"bodies": [{"value": f"<p>{HALF}{WORDS}</p>"}]},
        {"associations": [{"type": "picture", "renditions": [{"href": f"{HALF}.jpg"}]}]},
        {"subjects": [{"name": HALF, "code": HALF}]},
        {"altIds": [HALF]},
    ],
    ids=str,
)
def test_half_a_character_in_any_field(
    bring: Bring, tmp_path: Path, fields: dict[str, object]
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([ninjs(**fields), ninjs("tag:b", body="Another.")]))
    first, second = bring(path)
    assert first.result in (Result.NEW, Result.HELD)
    assert any("half a character" in finding.message for finding in first.findings)
    assert second.result is Result.NEW
    assert json.dumps([first.as_json(), second.as_json()], ensure_ascii=False).encode()


def broken(*_: object, **__: object) -> WireItem:
    raise ZeroDivisionError("by \x1b[2J nothing")


FEED = """<rss version="2.0"><channel><title>F</title><item><title>First</title><guid>u:1</guid>
<description>Words.</description></item><item><title>Second</title><guid>u:2</guid>
<description>Words.</description></item></channel></rss>"""


def test_an_item_of_a_feed_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    real = syndication._title
    monkeypatch.setattr(
        syndication,
        "_title",
        lambda entry, *more: broken() if real(entry, *more) == "First" else real(entry, *more),
    )
    first, second = read_items(FEED.encode(), "a.xml")
    assert isinstance(first, Refusal)
    assert first.failed
    assert "First" in first.reason
    assert isinstance(second, WireItem)


@pytest.mark.parametrize("number", ["&#0;", "&#x1b;", "&#xD83D;", "&#1114112;", "&#65535;"])
def test_a_character_that_xml_forbids_costs_no_feed(number: str) -> None:
    """By its number, in one item of two."""
    first, second = read_items(FEED.replace("First", f"First{number}").encode(), "a.xml")
    assert isinstance(first, WireItem)
    assert isinstance(second, WireItem)
    assert first.headline == "First"
    assert any("1 control character left out" in finding.message for finding in first.findings)


@pytest.mark.parametrize(
    ("module", "name", "text"),
    [
        (jsonfeed, "_item", '{"version": "https://jsonfeed.org/version/1", "items": [{}]}'),
        (newsml_1, "_item", "<NewsML><NewsItem/></NewsML>"),
    ],
)
def test_readers_are_fenced(
    module: object, name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, broken)
    (read,) = read_items(text.encode(), "a.json" if text[0] == "{" else "a.xml")
    assert isinstance(read, Refusal)
    assert read.failed
    assert "\x1b" not in read.reason


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk fails on a story with this headline."""
    real = desk.signature
    monkeypatch.setattr(
        desk, "signature", lambda body: broken() if "Poison" in str(body) else real(body)
    )


@pytest.mark.usefixtures("poison")
def test_a_failing_item_is_told_and_the_run_ends_with_its_code(
    settings: Settings, tmp_path: Path
) -> None:
    paths = [
        drop(tmp_path / "in", "a", ninjs()),
        drop(tmp_path / "in", "b", ninjs("tag:b", body=f"Poison. {WORDS}")),
        drop(tmp_path / "in", "c", ninjs("tag:c", body="A third story.")),
    ]
    where = ["--editions", str(settings.editions), "--date", settings.date.isoformat()]
    result = CliRunner().invoke(cli, ["import", *map(str, paths), *where])
    assert isinstance(result.exception, WireError)
    assert "1 item was not taken in, all others went on" in str(result.exception)
    assert len(list(settings.day.glob("*/*.md"))) == 2
    assert "ZeroDivisionError" in result.output
    assert "\x1b" not in result.output
    json.loads(CliRunner().invoke(cli, ["import", *map(str, paths), *where, "--json"]).output)


def test_a_broken_file_among_good_ones_ends_with_a_code_that_a_script_sees(
    settings: Settings, tmp_path: Path
) -> None:
    """It ended with 0, and the README said 14."""
    good, broken_file = drop(tmp_path / "in", "a", ninjs()), tmp_path / "in" / "b.json"
    broken_file.write_text('{"uri": "tag:b", "headlines": [', encoding="utf-8")
    where = ["--editions", str(settings.editions), "--date", settings.date.isoformat()]
    result = CliRunner().invoke(cli, ["import", str(good), str(broken_file), *where])
    assert isinstance(result.exception, WireError)
    assert result.exception.exit_code == 14
    assert "2 items: 1 new, 1 refused" in result.output
    assert len(list(settings.day.glob("*/*.md"))) == 1
    nothing = CliRunner().invoke(cli, ["import", str(broken_file), *where])
    assert "1 item was not taken in, nothing else came" in str(nothing.exception)


@pytest.mark.usefixtures("poison")
def test_a_watched_folder_goes_on_after_a_failing_file(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    drop(folder, "a", ninjs("tag:b", body=f"Poison. {WORDS}"))
    drop(folder, "b\x1b[2J" + "n" * 235, ninjs("tag:c", body="A third story."))
    outcomes: list[Outcome] = []
    for _ in range(2):  # and again at the next start
        left = iter(range(2, -1, -1))
        outcomes += watch.watch(folder, lambda: settings, 0, lambda left=left: next(left) <= 1)
    assert [outcome.result for outcome in outcomes] == [Result.FAILED, Result.NEW]
    assert outcomes[1].file.isprintable()
    reason = folder / "failed" / "a.json.reason.txt"
    assert "ZeroDivisionError" in reason.read_text(encoding="utf-8")
    assert (folder / "failed" / "a.json").is_file()


def test_a_full_disk_stops_the_run_and_leaves_no_half(
    bring: Bring, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from epaper.sources.wire import whole

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = drop(tmp_path / "in", "a", ninjs())
    with monkeypatch.context() as patch:
        patch.setattr(whole.os, "fsync", full)
        with pytest.raises(OutputError, match="free space"):
            bring(path)
    files = [p for p in settings.day.rglob("*") if p.is_file() and p.name != "edition.yaml"]
    assert {p.parent.name for p in files} == {".wire"}
    assert not list(settings.day.rglob("*.part"))
    first, second = bring(path)
    assert (first.result, first.reason) == (Result.NEW, "taken up from a run that was ended")
    assert second.result is Result.SAME
    assert len(list(settings.day.glob("*/*.md"))) == 1


def same(*titles: str, more: str = "") -> bytes:
    items = "".join(
        f"<item><title>{title}</title><guid>https://bay.example/</guid>{more}"
        f"<description>{title} is what the desk says, and more.</description></item>"
        for title in titles
    )
    return f'<rss version="2.0"><channel><title>Bay</title>{items}</channel></rss>'.encode()


def test_an_identifier_on_several_items_of_a_file_makes_them_no_versions(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.xml"
    path.write_bytes(same("Ferry stops", "School wins", "Rain at last"))
    assert [o.result for o in bring(path)] == [Result.NEW] * 3
    path.write_bytes(same("Moon seen", "Rain at last", "School wins", "Ferry stops"))
    assert [o.result for o in bring(path)] == [Result.NEW, *[Result.SAME] * 3]
    killed = tmp_path / "in" / "k.json"
    item = {"uri": "https://bay.example/", "type": "text", "headline": "x", "pubstatus": "canceled"}
    killed.write_text(json.dumps(item), encoding="utf-8")
    bring(killed)
    assert not list(settings.day.glob("*/*.md"))


def test_versions_in_one_file_stay_versions(
    bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.json"
    path.write_text(
        json.dumps(
            [
                ninjs(
                    version=str(number), hour=number, headlines=[{"value": f"Quay, take {number}"}]
                )
                for number in (1, 2)
            ]
        )
    )
    assert [o.result for o in bring(path)] == [Result.NEW, Result.UPDATED]


def test_a_copy_stands_for_itself_when_a_killed_run_left_it_without_its_story(
    bring: Bring, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run ends between the withdrawal of the story and the freeing of its copy."""
    from epaper.sources.wire import withdraw

    bring(drop(tmp_path / "in", "a", ninjs()))
    other = ninjs("tag:b", infoSources=[{"name": "Other"}], body=f"{WORDS} It rained.")
    bring(drop(tmp_path / "in", "b", other))
    assert kill is withdraw.withdraw
    with monkeypatch.context() as patch:
        patch.setattr(withdraw, "promote", lambda *_: None)
        patch.setattr("epaper.sources.wire.settling._orphans", lambda _: ())
        bring(drop(tmp_path / "in", "k", ninjs(version="2", pubStatus="canceled")))
    (path,) = settings.day.glob("*/*.md")
    assert "hold: true" in path.read_text(encoding="utf-8")
    bring()
    assert "hold: true" not in path.read_text(encoding="utf-8")

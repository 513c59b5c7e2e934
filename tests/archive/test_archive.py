"""The archive: what is put is found, what is taken away is not, and no query is wrong."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epaper.archive.archive import Archive
from epaper.archive.entry import Entry, Hit
from epaper.archive.query import parsed
from epaper.archive.showing import snippet
from epaper.errors import IssueError, OutputError

DAY = datetime.date(2026, 11, 23)


def entry(slug: str, text: str, headline: str = "", **more: object) -> Entry:
    usual = Entry("2026-11-23", DAY, slug, f"2026-11-23/{slug}/", headline or slug, "", 1, "en", "")
    return replace(usual, text=text, **more)  # type: ignore[arg-type]


def dated(one: Entry, day: int) -> Entry:
    date = DAY.replace(day=day)
    return replace(one, edition=date.isoformat(), date=date)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "site.db") as one:
        yield one


def slugs(archive: Archive, query: str, **more: object) -> list[str]:
    return [hit.slug for hit in archive.ask(query, **more).hits]  # type: ignore[arg-type]


def marked(hit: Hit) -> list[str]:
    return [piece.text for piece in (*hit.headline, *hit.snippet) if piece.marked]


def test_an_edition_is_put_found_and_put_again(archive: Archive) -> None:
    bridge = entry("bridge", "The old bridge is closed to lorries.")
    swim = entry("swim", "Swimmers win back their jetty.")
    assert archive.put("2026-11-23", [bridge, swim])
    before = archive.path.read_bytes()
    assert not archive.put("2026-11-23", [swim, bridge])  # the same once more
    assert archive.path.read_bytes() == before
    assert slugs(archive, "lorries") == ["bridge"]
    assert archive.put("2026-11-23", [replace(bridge, text="Ferries run."), swim])
    assert (slugs(archive, "lorries"), slugs(archive, "ferries")) == ([], ["bridge"])
    assert archive.put("2026-11-23", [])
    assert archive.editions() == []


def test_a_killed_story_leaves_no_trace(archive: Archive) -> None:
    archive.put("2026-11-23", [entry("bridge", "The word Zanzibarian."), entry("swim", "Water.")])
    assert archive.forget("2026-11-23", "bridge")
    assert not archive.forget("2026-11-23", "bridge")
    assert slugs(archive, "zanzibarian") == slugs(archive, "anzibar") == []
    archive.close()
    kept = b"".join(p.read_bytes() for p in archive.path.parent.iterdir())
    assert b"anzibarian" not in kept


WORDS = [  # sought, text, found whole
    ("पुलिस", "मेट्रोपोलिस में मेला", False),
    ("पुलिस", "पुलिस ने कहा", True),
    ("हिन्दी", "हिंदी में ख़बर", True),
    ("खबर", "ख़बर है", True),
    ("cafe", "The Café is open", True),
    ("CAFÉ", "the cafe", True),
    ("کراچی", "كراچي کی خبر", True),
    ("२०२६", "in 2026", True),
    ("2026", "सन २०२६", True),
    ("राम", "राम\u200dपुर", False),
    ("தமிழ்", "தமிழ்நாட்டில்", True),  # endings are glued on
    ("東京", "大東京の話", True),
    ("bridge", "bridges", False),
]


@pytest.mark.parametrize(("sought", "text", "found"), WORDS)
def test_words_as_readers_write_them(archive: Archive, sought: str, text: str, found: bool) -> None:
    archive.put("2026-11-23", [entry("one", text)])
    hits = archive.ask(sought)
    assert (hits.total > 0 and not hits.inside) is found


def test_parts_of_words_serve_where_no_whole_word_does(archive: Archive) -> None:
    archive.put("2026-11-23", [entry("one", "मेट्रोपोलिस में मेला"), entry("two", "bridges")])
    hits = archive.ask("ridge")
    assert (hits.inside, [hit.slug for hit in hits.hits]) == (True, ["two"])
    assert marked(hits.hits[0])


def test_what_a_query_may_say(archive: Archive) -> None:
    archive.put(
        "2026-11-23",
        [
            entry("phrase", "the old stone bridge fell"),
            entry("apart", "a bridge of old grey stone"),
            entry("head", "nothing else", headline="Stone bridge"),
        ],
    )
    assert slugs(archive, "stone bridge")[0] == "head"  # a headline weighs more
    assert set(slugs(archive, '"stone bridge"')) == {"phrase", "head"}
    assert slugs(archive, "stone -fell -grey") == ["head"]
    assert set(slugs(archive, "bri*")) == {"phrase", "apart", "head"}
    assert slugs(archive, "-stone") == []


def test_filters_and_order(archive: Archive) -> None:
    one = entry("a", "ferry", section="City & Coast")
    archive.put("2026-11-21", [dated(one, 21)])
    archive.put("2026-11-22", [dated(replace(one, section="Sport", language="hi"), 22)])
    archive.put("2026-11-23", [one, replace(one, slug="b", page=2)])
    found = [(hit.date.day, hit.slug) for hit in archive.ask("ferry").hits]
    assert found == [(23, "a"), (23, "b"), (22, "a"), (21, "a")]  # equals: the newest first
    days = archive.ask("ferry", since=DAY.replace(day=21), until=DAY.replace(day=22))
    assert [hit.date.day for hit in days.hits] == [22, 21]
    assert archive.ask("ferry", section="city & coast").total == 3
    assert archive.ask("ferry", language="hi-IN").total == 1
    assert [hit.slug for hit in archive.ask("ferry", limit=1, offset=1).hits] == ["b"]
    assert archive.ask("ferry", limit=0).total == 4
    assert archive.editions() == ["2026-11-23", "2026-11-22", "2026-11-21"]


def test_a_snippet_is_where_the_words_are(archive: Archive) -> None:
    text = "filler " * 300 + "the ferry leaves the harbour at six " + "filler " * 300
    archive.put("2026-11-23", [entry("a", text)])
    (hit,) = archive.ask("harbour ferry").hits
    assert marked(hit) == ["ferry", "harbour"]
    assert len("".join(piece.text for piece in hit.snippet)) < 450


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text('"*-^:(){}ANDORNEAR +,.\\\x00%_', max_size=40))
def test_no_query_is_wrong(archive: Archive, query: str) -> None:
    archive.put("2026-11-23", [entry("a", "the ferry NEAR the AND gate")])
    hits = archive.ask(query)
    assert hits.total >= len(hits.hits) >= 0
    assert hits == archive.ask(query)


def test_readers_go_on_while_an_edition_is_put(archive: Archive) -> None:
    archive.put("2026-11-23", [entry("a", "ferry")])
    wrong: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                if archive.ask("ferry").total < 1:
                    wrong.append("nothing found")
            except Exception as error:  # whatever it is, it is wrong
                wrong.append(repr(error))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    with Archive(archive.path) as other:
        for day in range(1, 15):
            date = f"2026-11-{day:02}"
            other.put(date, [dated(entry(f"s{n}", f"ferry {n} {day}"), day) for n in range(20)])
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert archive.ask("ferry").total == 1 + 14 * 20


def test_what_cannot_be_used_is_named(tmp_path: Path) -> None:
    path = tmp_path / "site.db"
    assert Archive(path).ask("ferry").total == 0  # nothing was published yet
    path.write_text("no database, " * 200)
    with pytest.raises(IssueError, match=r"site\.db"), Archive(path) as archive:
        archive.ask("ferry")
    with pytest.raises(OutputError, match="nowhere"), Archive(tmp_path / "nowhere" / "x.db") as one:
        one.put("2026-11-23", [entry("a", "b")])
    with pytest.raises(ValueError, match="another edition"), Archive(tmp_path / "y.db") as two:
        two.put("2026-11-24", [entry("a", "b")])


def test_a_long_text_is_shown_where_most_of_the_terms_stand() -> None:
    filler = " ".join(f"word{n}" for n in range(400))
    near, far = parsed("ferry harbour").wanted, parsed("ferry bridge").wanted
    text = f"{filler} The ferry is in. {filler} The ferry left the harbour. {filler}"
    shown = snippet(text, near, False)
    assert [piece.text for piece in shown if piece.marked] == ["ferry", "harbour"]
    assert (shown[0].text, shown[-1].text) == ("…", "…")
    apart = snippet(text, far, False)  # the first of equals
    assert "The ferry is in" in "".join(piece.text for piece in apart).replace("…", "")
    end = snippet(f"{filler} the end: a ferry.", parsed("ferry").wanted, False)
    assert end[-1].text == "."
    assert snippet("", near, False) == ()

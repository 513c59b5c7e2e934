"""What pure work gave is found again by all that went into it, and by nothing less."""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from epaper.geometry import Rect
from epaper.work import kept as room
from epaper.work.kept import keeping, kept
from epaper.work.store import Store

BOX = Rect(1.5, 0.1 + 0.2, 3.0, 4.0)


class Maker:
    """Counts how often it is asked."""

    def __init__(self, result: object = BOX) -> None:
        self.times, self.result = 0, result

    def __call__(self) -> object:
        self.times += 1
        return self.result


def asked(
    folder: Path, make: Maker, *facts: object, holds: Callable[[object], bool] = lambda _: True
) -> object:
    with keeping(Store(folder)):
        return kept("page boxes", facts, make, holds)


def entry_of(folder: Path) -> Path:
    return next((folder / "page-boxes").iterdir())


def test_the_same_facts_have_the_same_result(tmp_path: Path) -> None:
    make = Maker((BOX, {"a": frozenset({1}), "b": 0.1}, tmp_path))
    assert [asked(tmp_path, make, "digest", 11.0) for _ in range(3)] == [make.result] * 3
    assert make.times == 1
    asked(tmp_path, make, "digest", 12.0)
    assert make.times == 2


def test_without_a_store_the_work_is_done() -> None:
    make = Maker()
    assert [kept("page boxes", (), make) for _ in range(2)] == [BOX, BOX]
    assert make.times == 2


def test_what_no_longer_holds_is_made_again(tmp_path: Path) -> None:
    make = Maker()
    for times in (1, 2):
        asked(tmp_path, make, holds=lambda found: found != BOX)
        assert make.times == times


@pytest.mark.parametrize("place", ["own_code", "makers"])
def test_other_code_and_other_machines_have_results_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    make = Maker()
    asked(tmp_path, make)
    monkeypatch.setattr(room, place, lambda: "another")
    asked(tmp_path, make)
    assert make.times == 2


class _Wicked:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("wicked",)


@pytest.mark.parametrize(
    "entry", [pickle.dumps(_Wicked()), pickle.dumps(BOX)[:-4], b"", pickle.dumps(Path.cwd)]
)
def test_an_entry_that_is_no_record_is_as_if_it_were_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: bytes
) -> None:
    """Its digest is right, as if another program had written it."""
    monkeypatch.chdir(tmp_path)
    make = Maker()
    asked(tmp_path, make)
    Store(tmp_path).put("page-boxes", entry_of(tmp_path).name, entry)
    assert asked(tmp_path, make) == BOX
    assert make.times == 2
    assert not (tmp_path / "wicked").exists()
    assert asked(tmp_path, make) == BOX
    assert make.times == 2


def test_nothing_is_written_before_the_end_where_that_is_asked(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with contextlib.suppress(KeyError), keeping(store, at_end=True):
        kept("page boxes", (), Maker())
        raise KeyError
    assert not (tmp_path / "store").exists()
    with keeping(store, at_end=True):
        kept("page boxes", (), Maker())
        assert not (tmp_path / "store").exists()
    make = Maker()
    assert asked(tmp_path / "store", make) == BOX
    assert make.times == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_several_runs_at_once_keep_the_same(tmp_path: Path) -> None:
    """Each writes it in a form of its own, longer or shorter, and finds one that is whole."""
    one = "a story's text, once or twice" * 50
    results = [((one, one), 0.1), ((one, str(one.encode(), "ascii")), 0.1)]
    children = []
    for turn in range(4):
        pid = os.fork()
        if pid == 0:
            never = [lambda _: False, lambda found: found == results[0]]
            good = all(
                asked(tmp_path, Maker(results[turn % 2]), holds=never[n % 2]) == results[0]
                for n in range(100)
            )
            os._exit(0 if good else 1)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0] * 4


def test_half_an_entry_is_made_again(tmp_path: Path) -> None:
    make = Maker()
    asked(tmp_path, make)
    whole = entry_of(tmp_path).read_bytes()
    entry_of(tmp_path).write_bytes(whole[:-1])
    assert asked(tmp_path, make) == BOX
    assert entry_of(tmp_path).read_bytes() == whole


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for age, name in enumerate("abc"):
        store.put("pages", name, bytes(68))
        os.utime(tmp_path / "pages" / name, (1000 - age, 1000 - age))
    assert store.trim(300, most=3) == 0
    assert store.trim(300, most=2) == 100
    assert store.get("pages", "b")  # used now
    assert store.trim(150) == 100
    assert store.held() == {"pages": (1, 100)}
    assert store.get("pages", "b")

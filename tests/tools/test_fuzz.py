"""The fuzzer: the same inputs from the same seed, taken up where it was, faults kept."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tools.fuzz.__main__ import INPUTS, shares
from tools.fuzz.days import write_day
from tools.fuzz.faults import Fault, Faults
from tools.fuzz.readers import READERS, Reader
from tools.fuzz.run import UNIT, Run, State
from tools.fuzz.worker import seeded, try_input


@pytest.mark.parametrize("name", READERS)
def test_an_input_is_the_same_from_the_same_seed_and_does_no_harm(name: str) -> None:
    first, again = (READERS[name].make(seeded(name, 0, 0)) for _ in range(2))
    assert first == again
    assert try_input(name, 0, 0) is None


def test_a_day_is_the_same_from_the_same_seed(tmp_path: Path) -> None:
    days = []
    for name in ("one", "two"):
        root = tmp_path / name
        write_day(root, Random(5))
        files = sorted(path for path in root.rglob("*") if path.is_file())
        days.append({path.relative_to(root): path.read_bytes() for path in files})
    assert days[0] == days[1]


def test_all_inputs_are_shared_out() -> None:
    assert sum(shares(INPUTS).values()) == INPUTS


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    state = State(tmp_path, 0)
    assert state.left({"story": 250}) == [
        ("story", 0, UNIT),
        ("story", UNIT, UNIT),
        ("story", 2 * UNIT, 50),
    ]
    state.finish(("story", UNIT, 30))
    with state.path.open("a") as file:
        file.write('["story", 20')  # ended while it wrote
    assert State(tmp_path, 0).left({"story": 150}) == [("story", 0, UNIT), ("story", UNIT + 30, 20)]


def _raises(data: bytes, _folder: Path) -> None:
    if b"7" in data:
        raise ValueError("seven")


@pytest.fixture
def odd_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that fails on what has a seven."""
    reader = Reader(lambda rng: str(rng.random()).encode(), _raises)
    monkeypatch.setitem(READERS, "odd", reader)


@pytest.mark.usefixtures("odd_reader")
def test_a_fault_is_made_small_and_kept(tmp_path: Path) -> None:
    assert Run(tmp_path, seed=0, jobs=1).go({"odd": 6}, float("inf")) > 0
    (group,) = (tmp_path / "faults").iterdir()
    assert group.name == "ValueError-_raises"
    assert (group / "1.input").read_bytes() == b"7"
    assert "--again odd:" in (group / "1.txt").read_text()
    assert State(tmp_path, 0).left({"odd": 6}) == []


def test_few_examples_of_a_group_are_kept(tmp_path: Path) -> None:
    faults = Faults(tmp_path)
    for number in range(9):
        faults.keep(Fault("story", number, "group", "text", b"x" * (20 - number)))
    assert faults.counts() == {"group": 9}
    kept = sorted(path.stat().st_size for path in (tmp_path / "faults").rglob("*.input"))
    assert kept == [12, 13, 14]

"""Steps: one key one result, found again where it was kept, in order whatever hands made it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.work.step import Keep, Step, Works
from epaper.work.store import Store

TEXT: Keep[str] = Keep(str.encode, bytes.decode)


def step(
    make: Callable[..., str], *inputs: object, version: int = 1, name: str = "set type"
) -> Step[str]:
    return Step(name, version, inputs, make, inputs, keep=TEXT)


def counted() -> tuple[Callable[..., str], list[tuple[object, ...]]]:
    """A maker, and the list of what it was asked to make."""
    asked: list[tuple[object, ...]] = []

    def make(*given: object) -> str:
        asked.append(given)
        return " ".join(map(str, given))

    return make, asked


def test_what_was_kept_is_not_made_again(tmp_path: Path) -> None:
    make, asked = counted()
    for _ in range(2):
        works = Works(Store(tmp_path))
        assert works.do(step(make, "bridge", 3)) == "bridge 3"
    assert asked == [("bridge", 3)]


def test_another_input_version_or_name_is_another_step(tmp_path: Path) -> None:
    make, asked = counted()
    works = Works(Store(tmp_path))
    steps = [
        step(make, "bridge"),
        step(make, "harbour"),
        step(make, "bridge", version=2),
        step(make, "bridge", name="set agate"),
    ]
    assert len({one.key for one in steps}) == 4
    works.each(steps)
    works.each(steps)
    assert len(asked) == 4


@given(st.tuples(st.integers(), st.text(), st.floats(allow_nan=False)))
def test_the_key_hangs_on_nothing_but_what_goes_in(inputs: tuple[object, ...]) -> None:
    one, other = (Step("a", 1, inputs, str, ()) for _ in range(2))
    assert one.key == other.key
    assert len(one.key) == 64
    assert Step("a", 1, (*inputs, ""), str, ()).key != one.key


def test_without_keep_or_store_it_is_made_each_time(tmp_path: Path) -> None:
    make, asked = counted()
    unkept = Step("say", 1, ("x",), make, ("x",))
    for works in (Works(Store(tmp_path)), Works()):
        works.do(unkept)
        works.do(unkept)
    assert len(asked) == 4
    assert list(tmp_path.iterdir()) == []
    works = Works()
    works.do(step(make, "y"))
    works.do(step(make, "y"))
    assert len(asked) == 6


@pytest.mark.parametrize("jobs", [1, 4])
def test_many_steps_come_back_in_their_order(jobs: int) -> None:
    waiting = threading.Event()

    def make(number: int) -> str:
        if number == 0:  # the first ends last
            waiting.wait(0.05)
        return str(number)

    works = Works(jobs=jobs)
    steps = [Step("count", 1, (n,), make, (n,)) for n in range(20)]
    assert works.each(steps) == [str(n) for n in range(20)]
    assert works.each([]) == []


@pytest.mark.parametrize("jobs", [1, 4])
def test_steps_beside_the_body_are_made_once_and_kept(jobs: int, tmp_path: Path) -> None:
    text = Keep(str.encode, bytes.decode)
    works = Works(Store(tmp_path), jobs)

    def steps(*numbers: int) -> list[Step[str]]:
        return [Step("count", 1, (n,), lambda n: f"{n} {os.getpid()}", (n,), text) for n in numbers]

    with works.each_beside(steps(1, 2)) as begun:
        first = begun()
    assert [made.split()[0] for made in first] == ["1", "2"]
    assert (str(os.getpid()) in first[0]) == (jobs == 1)
    with works.each_beside(steps(2, 3, 1)) as begun:
        second = begun()
    assert [second[2], second[0]] == first
    with works.each_beside(steps(1, 2, 3)) as begun:
        assert begun() == [second[2], second[0], second[1]]
    with works.each_beside(steps()) as none:
        assert none() == []


@pytest.mark.parametrize("numbers", [(1,), (1, 2)])
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_fails_beside_the_body_is_raised_where_it_is_asked_for(
    jobs: int, numbers: tuple[int, ...]
) -> None:
    def make(number: int) -> str:
        raise ValueError(f"number {number}")

    steps = [Step("count", 1, (n,), make, (n,)) for n in numbers]
    with Works(jobs=jobs).each_beside(steps) as begun, pytest.raises(ValueError, match="number 1"):
        begun()
    with Works(jobs=jobs).each_beside(steps):
        pass  # nobody asks


def test_the_first_that_fails_raises() -> None:
    def make(number: int) -> str:
        if number > 2:
            raise ValueError(f"number {number}")
        return ""

    steps = [Step("count", 1, (n,), make, (n,)) for n in range(6)]
    with pytest.raises(ValueError, match="number 3"):
        Works(jobs=3).each(steps)


def test_stages_are_timed_and_told() -> None:
    told: list[tuple[str, int, int]] = []
    works = Works(progress=lambda *stage: told.append(stage))
    works.do(Step("read", 1, (), str, ()))
    works.each([Step("pictures", 1, (n,), str, (n,)) for n in range(3)])
    works.do(Step("read", 1, (), str, ()))
    assert set(works.seconds) == {"read", "pictures", "total"}
    assert works.seconds["total"] >= works.seconds["read"] > 0
    begun = [(stage, of) for stage, done, of in told if not done]
    assert begun == [("read", 1), ("pictures", 3), ("read", 1)]
    assert [stage for stage, done, of in told if done == of] == ["read", "pictures", "read"]


def test_what_is_damaged_counts_as_not_there(tmp_path: Path) -> None:
    make, asked = counted()
    works = Works(Store(tmp_path))
    works.do(step(make, "bridge"))
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    for damage in (file.read_bytes()[:-1], b"", file.read_bytes()[:32] + b"other"):
        file.write_bytes(damage)
        assert works.do(step(make, "bridge")) == "bridge"
    assert len(asked) == 4
    assert works.do(step(make, "bridge")) == "bridge"
    assert len(asked) == 4


def test_a_store_that_cannot_be_written_costs_time_alone(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    make, asked = counted()
    works = Works(Store(blocked / "store"))
    assert works.do(step(make, "bridge")) == works.do(step(make, "bridge")) == "bridge"
    assert len(asked) == 2


def test_results_lie_by_stage_and_whole(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("plates", "k" * 64, b"ink")
    assert store.get("plates", "k" * 64) == b"ink"
    assert store.get("pictures", "k" * 64) is None
    assert [p.name for p in (tmp_path / "plates").iterdir()] == ["k" * 64]  # no part left behind


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for age, key in enumerate("abc"):
        store.put("plates", key, bytes(100))
        os.utime(tmp_path / "plates" / key, ns=(age, age))
    assert store.get("plates", "a") is not None  # used now
    assert store.held() == {"plates": (3, 396)}
    assert store.trim(2 * 132) == 132
    assert sorted(path.name for path in (tmp_path / "plates").iterdir()) == ["a", "c"]
    assert store.trim() == 0
    assert store.trim(0) == 2 * 132
    assert store.held() == {}
    assert Store(None).trim() == 0


def test_other_libraries_and_machines_have_keys_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make, _ = counted()
    before = step(make, "bridge").key
    monkeypatch.setattr("epaper.work.step.makers", lambda: ("pillow 99.0", "riscv"))
    assert step(make, "bridge").key != before

"""Fences: faults get the guest's name, and what is not the guest's passes."""

from __future__ import annotations

import errno
import pickle

import pytest

from epaper.errors import FontError
from epaper.work.fence import CHART, GuestFault, NoFace, fence
from epaper.work.hands import Hands


def test_a_fault_is_told_by_the_guests_name() -> None:
    with pytest.raises(GuestFault) as caught, fence("tax", CHART):
        raise ZeroDivisionError("float division by zero")
    fault = caught.value
    assert (fault.story, fault.part) == ("tax", "chart")
    assert str(fault) == (
        "the chart of tax cannot be set (ZeroDivisionError: float division by zero); leave it out "
        "and report it"
    )


def test_the_inner_fence_names_the_guest() -> None:
    with pytest.raises(GuestFault) as caught, fence("outer"), fence("inner"):
        raise ValueError
    assert caught.value.story == "inner"


@pytest.mark.parametrize(
    "error",
    [
        KeyboardInterrupt(),
        MemoryError(),
        FontError("none"),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
)
def test_what_is_not_the_guests_passes(error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, fence("tax"):
        raise error
    assert caught.value is error


def test_without_a_guest_nothing_is_changed() -> None:
    with pytest.raises(ZeroDivisionError), fence(""):
        raise ZeroDivisionError


def test_a_fault_comes_whole_from_a_worker() -> None:
    def work(name: str) -> str:
        with fence(name):
            raise KeyError("x")

    with Hands(work, 2) as hands, pytest.raises(GuestFault) as caught:
        hands.do(["tax", "tax"])
    assert caught.value.story == "tax"
    assert isinstance(pickle.loads(pickle.dumps(NoFace("a", "", "Han (中)"))), NoFace)

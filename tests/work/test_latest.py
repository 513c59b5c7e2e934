"""Results that are kept in memory, the latest of them."""

from __future__ import annotations

from epaper.work.latest import Latest


def test_a_result_is_made_once() -> None:
    made: list[str] = []
    latest = Latest[int](2)
    assert [latest.of("a", lambda: len(made) or made.append("a") or 7) for _ in range(2)] == [7, 7]
    assert made == ["a"]


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    latest = Latest[str](2)
    for key in ("a", "b", "a", "c"):
        latest.of(key, lambda key=key: key)  # type: ignore[misc]
    assert latest.of("a", lambda: "made again") == "a"
    assert latest.of("b", lambda: "made again") == "made again"

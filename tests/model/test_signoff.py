"""A person's word covers what it was given for, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from epaper.model.finding import Finding, Severity
from epaper.model.signoff import SignOff, judged

AD = Finding(Severity.ERROR, "ad.not-placed", "A1 is not in the paper", page=3)
MUST = Finding(Severity.ERROR, "layout.must-run", "bridge must run and is held", story="bridge")
ODD = Finding(Severity.WARNING, "ad.size", "A2 is 2 mm short")


def test_errors_are_wrong_until_somebody_signs() -> None:
    assert judged([ODD, AD]).wrong == (AD,)
    verdict = judged([ODD, AD, MUST], [SignOff("The night desk", "the client agreed")])
    assert verdict.wrong == ()
    assert {s.rule: s.name for s in verdict.signed} == {
        "ad.not-placed": "The night desk",
        "layout.must-run": "The night desk",
    }


def test_a_word_for_one_finding_is_no_word_for_another() -> None:
    verdict = judged([AD, MUST], [SignOff("The night desk", "agreed", (AD.key,))])
    assert verdict.wrong == (MUST,)
    assert [signed.key for signed in verdict.signed] == [AD.key]


def test_another_fact_has_another_key_and_wording_of_the_remedy_none() -> None:
    assert replace(AD, remedy="add pages").key == AD.key
    assert len({AD.key, replace(AD, page=4).key, replace(AD, message="A3 is not").key}) == 3

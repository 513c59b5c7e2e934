"""A person's word that a finding may go out, and the verdict on a paper or a page."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from epaper.model.finding import Finding, Severity, by_severity


@dataclass(frozen=True, slots=True)
class SignOff:
    """`name` answers for it.  `only`: keys of the findings meant; empty: whatever is wrong."""

    name: str
    reason: str
    only: tuple[str, ...] = ()

    def covers(self, finding: Finding) -> bool:
        return not self.only or finding.key in self.only


@dataclass(frozen=True, slots=True)
class Signed:
    """An error that went out on a person's word; the issue and the manifest keep it."""

    key: str  # of the finding
    rule: str
    message: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wrong`: errors that nobody signed for; nothing goes out while there are any."""

    wrong: tuple[Finding, ...]
    signed: tuple[Signed, ...] = ()


def judged(findings: Iterable[Finding], signoffs: Sequence[SignOff] = ()) -> Verdict:
    """The first sign-off that covers an error answers for it."""
    wrong, signed = [], []
    for finding in by_severity(findings):
        if finding.severity < Severity.ERROR:
            continue
        by = next((one for one in signoffs if one.covers(finding)), None)
        if by is None:
            wrong.append(finding)
        else:
            signed.append(
                Signed(
                    key=finding.key,
                    rule=finding.rule,
                    message=str(finding),
                    name=by.name,
                    reason=by.reason,
                )
            )
    return Verdict(tuple(wrong), tuple(signed))


def unknown_keys(signoffs: Iterable[SignOff], known: Container[str]) -> list[str]:
    """Keys that were signed for and that no finding has."""
    return sorted({key for one in signoffs for key in one.only if key not in known})


def unknown_key(key: str) -> Finding:
    """What is told of one: nobody is to think that it was signed for."""
    remedy = "nothing is signed by it; take the key from what is named as wrong or waiting"
    fact = f"no finding has the key {key}"
    return Finding(Severity.WARNING, "signoff.unknown", fact, remedy)

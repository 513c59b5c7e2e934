"""What somebody must be told of, kept in the ledger until it was said.

A story that is withdrawn while it stands on a page is told once: the next time the same kill comes,
it is nothing new.  Should the run end between the two, whether its reader went away or the power,
the next run says it first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from epaper.model.finding import Finding, Severity
from epaper.sources.wire.ledger import Ledger
from epaper.sources.wire.outcome import Outcome, Result


def alarming(outcome: Outcome) -> bool:
    return any(finding.severity > Severity.INFO for finding in outcome.findings)


def keep_untold(ledger: Ledger, outcome: Outcome) -> None:
    """In one commit with what it is about."""
    ledger.keep_untold(_written(outcome))


def telling(ledger: Ledger, outcome: Outcome) -> Iterator[Outcome]:
    """Tell an outcome that was kept.  Who asks for the next one has heard it."""
    yield outcome
    ledger.begin()
    ledger.was_told(_written(outcome))
    ledger.commit()


def left_untold(ledger: Ledger) -> Iterator[Outcome]:
    """What earlier runs did not come to tell."""
    for text in ledger.untold():
        yield from telling(ledger, _read(text))


def _written(outcome: Outcome) -> str:
    return json.dumps(asdict(outcome))


def _read(text: str) -> Outcome:
    fields = json.loads(text)
    findings = tuple(  # of items, which have no place on a page
        Finding(**{**finding, "severity": Severity(finding["severity"])})
        for finding in fields["findings"]
    )
    return Outcome(**{**fields, "result": Result(fields["result"]), "findings": findings})

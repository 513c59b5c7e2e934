"""What became of each item: a row of the table that an import shows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from epaper.model.finding import Finding
from epaper.sources.wire.item import WireItem
from epaper.sources.wire.ledger import Row


class Result(StrEnum):
    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    HELD = "held"
    KILLED = "killed"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    result: Result
    name: str  # headline, or what there is
    file: str = ""
    slug: str = ""
    section: str = ""
    urgency: int = 0
    reason: str = ""
    id: str = ""
    version: str = ""
    format: str = ""
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, result: Result, item: WireItem, row: Row | None, reason: str = "") -> Outcome:
        """Of an item, and of its row in the ledger where it has one."""
        return cls(
            result,
            item.headline or item.slugline or item.id,
            item.file,
            row.slug if row else "",
            section=row.section if row else "",
            urgency=row.urgency if row else item.urgency,
            reason=reason,
            id=item.id,
            version=item.version,
            format=item.format,
        )

    def as_json(self) -> dict[str, object]:
        row = {name: value for name in _PRINTED if (value := getattr(self, name)) not in ("", 0)}
        row["result"] = self.result.value
        if self.findings:
            row["findings"] = [
                {
                    "severity": f.severity.name.lower(),
                    "rule": f.rule,
                    "message": f.message,
                    "remedy": f.remedy,
                    "field": f.field,
                }
                for f in self.findings
            ]
        return row


_PRINTED = [field.name for field in fields(Outcome) if field.name != "findings"]

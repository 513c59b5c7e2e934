"""Which pages are released and which wait: what preflight and the build found wrong, and who signed
for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from epaper.issue.issue import Issue
from epaper.model.finding import Finding, Severity
from epaper.model.signoff import Signed, SignOff, Verdict, judged
from epaper.sinks.press.groups import Group
from epaper.sinks.press.manifest import OLD, pages_text
from epaper.units import to_mm

WHOLE_PAPER = "the whole paper"
# there is no page to answer for, or nobody can: what is killed is not printed
NOT_SIGNABLE = ("page.failed", "file.unreadable", "issue.killed")


@dataclass(frozen=True, slots=True)
class Judge:
    """`signoffs`: of this run; `standing`: the manifest's, which hold as long as the page is the
    one that was signed for."""

    issue: Issue
    signoffs: tuple[SignOff, ...] = ()
    standing: tuple[Mapping[str, Any], ...] = ()
    whole: tuple[Finding, ...] = ()  # wrong with the paper, whatever the page

    def findings(self, group: Group, found: Sequence[Finding]) -> tuple[Finding, ...]:
        """All of a file: preflight's under the file's label, so that a finding has the same key
        in every run, those of advertisers' files, the paper's, and what the build found wrong with
        its pages."""
        pages = dict(enumerate(group.numbers, 1))  # of the file -> of the paper
        named = [
            replace(one, file=one.file or group.label, page=pages.get(one.page, 0)) for one in found
        ]
        answered = {one.key for one in self.issue.signed}
        built = [
            replace(finding, rect=None)  # the file may have its page elsewhere
            for finding in self.issue.findings
            if finding.severity is Severity.ERROR
            and finding.page in group.numbers
            and finding.key not in answered
        ]
        return (*named, *self.whole, *built)

    def verdict(self, group: Group, findings: Sequence[Finding], digests: Sequence[str]) -> Verdict:
        """`digests` of the pages as they were made; none: they were not."""
        before = [
            SignOff(one["name"], one["reason"], (one["key"],))
            for one in self.standing
            if one["pages"] == list(group.numbers) and one["digests"] == list(digests)
        ]
        able = [f for f in findings if f.rule not in NOT_SIGNABLE]
        never = [f for f in findings if f.rule in NOT_SIGNABLE]
        verdict = judged(able, (*before, *self.signoffs) if digests else ())
        return Verdict((*judged(never).wrong, *verdict.wrong), verdict.signed)


def waiting_entry(
    group: Group, wrong: Sequence[Finding], old: Mapping[str, Any] | None
) -> dict[str, Any]:
    """What the manifest says of a file that is not released; `old`: the entry of its last good
    version, which stands in old/."""
    entry: dict[str, Any] = {
        "pages": list(group.numbers),
        "findings": [
            {
                "key": finding.key,
                "rule": finding.rule,
                "page": finding.page,
                "found": f"{_of(finding, group)}{finding.message}{_place(finding)}",
                "remedy": finding.remedy,
                "signable": finding.rule not in NOT_SIGNABLE,
            }
            for finding in wrong
        ],
    }
    return {**entry, "old": dict(old)} if old else entry


def _of(finding: Finding, group: Group) -> str:
    """The advertiser's file that it is in, where it is in one."""
    known = ("", group.label, WHOLE_PAPER)
    return "" if finding.file in known or finding.file in finding.message else f"{finding.file}: "


def _place(finding: Finding) -> str:
    if finding.rect is None:
        return ""
    x, y = to_mm(finding.rect.x), to_mm(finding.rect.y)
    return f", {x:.0f} mm from the left and {y:.0f} mm from the top"


def signed_entry(
    one: Signed, numbers: Sequence[int] = (), digests: Sequence[str] = ()
) -> dict[str, Any]:
    """Who answers for what, and for which pages as they were then; no pages: for the edition."""
    return {
        "pages": list(numbers),
        "key": one.key,
        "rule": one.rule,
        "message": one.message.removeprefix(f"{pages_text(numbers)}: "),
        "name": one.name,
        "reason": one.reason,
        "digests": list(digests),
    }


def known_keys(manifests: Sequence[Mapping[str, Any]]) -> set[str]:
    """Of all findings of the packages that can be signed for, or were."""
    waiting = {
        finding["key"]
        for manifest in manifests
        for entry in manifest.get("waiting", ())
        for finding in entry["findings"]
    }
    return waiting | {one["key"] for manifest in manifests for one in manifest.get("signed", ())}


def waiting_findings(manifest: Mapping[str, Any]) -> Iterator[Finding]:
    """What makes pages wait."""
    for entry in manifest["waiting"]:
        for one in entry["findings"]:
            yield Finding(
                Severity.ERROR, one["rule"], one["found"], one["remedy"], page=one["page"]
            )


def _keys(entries: Sequence[Mapping[str, Any]], at: int) -> str:
    """The keys of a finding, each with its pages where there are several; none where nobody can
    sign for it."""
    pages: dict[str, list[int]] = {}
    for entry in entries:
        for one in entry["findings"][at : at + 1]:  # the note on the old version has none
            if one.get("signable", True):
                pages.setdefault(one["key"], []).extend(entry["pages"])
    if len(pages) < 2:
        return "".join(pages)
    return ", ".join(f"{key} ({pages_text(some)})" for key, some in pages.items()) + ":"


def waiting_text(shop: str, manifest: Mapping[str, Any]) -> str:
    """What waits at a shop, a line a finding; pages with the same findings share them, each with
    its key."""
    same: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for entry in manifest.get("waiting", ()):
        told = [f"{f['rule']}: {f['found']}; {f['remedy']}" for f in entry["findings"]]
        old = entry.get("old")
        note = [f"the version before it is {OLD}/{old['name']}; it is not the new"] if old else []
        same.setdefault((*told, *note), []).append(entry)
    lines = []
    for facts, entries in same.items():
        numbers = [number for entry in entries for number in entry["pages"]]
        lines.append(f"{shop}, {pages_text(numbers)}:")
        for at, fact in enumerate(facts):
            lines.append("  " + " ".join(filter(None, (_keys(entries, at), fact))))
    return "\n".join(lines)

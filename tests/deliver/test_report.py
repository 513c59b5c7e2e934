"""report.json has every key that the schema names, no other, and sums that agree."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from report_samples import BEFORE, FILES, FINDINGS, sample_issue

from epaper.deliver.report import output_file, report, report_before, write_json
from epaper.model.finding import Finding, Severity
from epaper.model.signoff import SignOff, judged

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8")
)
TIMINGS = {"read": 0.12345, "total": 1.5}


@pytest.fixture
def data() -> dict[str, Any]:
    return reported(TIMINGS)


def reported(timings: dict[str, float]) -> dict[str, Any]:
    """Page 1 is new since the last build."""
    verdict = judged(FINDINGS, [SignOff("The night desk", "agreed")])
    issue = sample_issue()
    last = replace(issue, pages=issue.pages[1:])
    return report(issue, FINDINGS, FILES, timings, verdict=verdict, before=BEFORE, last=last)


def keys_of(schema: dict[str, Any], path: str = "") -> set[str]:
    """Every key that a schema names, with its place."""
    found: set[str] = set()
    for name, inner in schema.get("properties", {}).items():
        found |= {f"{path}{name}", *keys_of(inner, f"{path}{name}.")}
    return found | (keys_of(schema["items"], path) if "items" in schema else set())


def keys_in(data: object, schema: dict[str, Any], path: str = "") -> set[str]:
    """Every key in the data whose place has named keys; free ones, such as rules, are none."""
    if isinstance(data, list):
        return {key for one in data for key in keys_in(one, schema.get("items", {}), path)}
    if not isinstance(data, dict) or "properties" not in schema:
        return set()
    found = {f"{path}{name}" for name in data}
    for name, inner in data.items():
        found |= keys_in(inner, schema["properties"].get(name, {}), f"{path}{name}.")
    return found


def test_the_keys_are_those_of_the_schema(data: dict[str, Any]) -> None:
    jsonschema.validate(data, SCHEMA)
    named = keys_of(SCHEMA)
    assert len(named) > 60
    assert keys_in(data, SCHEMA) == named


def test_what_became_of_each_story(data: dict[str, Any]) -> None:
    bridge, ferry, mill = data["stories"]
    assert (bridge["status"], bridge["pages"]) == ("jumped", [1, 2])
    assert bridge["cut"] == {"deck is optional": 40}
    assert (ferry["status"], ferry["pages"], ferry["reason"]) == ("placed", [1], "")
    assert (mill["status"], mill["pages"], mill["reason"]) == ("held", [], "no room is left")


def test_the_ledger_is_summed(data: dict[str, Any]) -> None:
    assert data["ledger"] == {
        "characters_in": 3000,
        "placed": 1960,
        "held": 1000,
        "cut": 40,
        "lost": 0,
    }


def test_findings_keep_their_order_and_say_where(data: dict[str, Any]) -> None:
    found = data["findings"]
    assert [f["severity"] for f in found] == ["error", "warning", "warning", "info"]
    assert (found[0]["file"], found[0]["line"], found[0]["field"]) == ("plan.yaml", 3, "pages")
    assert (found[1]["story"], found[1]["page"]) == ("bridge", 2)
    assert set(found[3]) == {"key", "severity", "rule", "message", "story"}


def test_a_page_has_its_figures_and_its_cost(data: dict[str, Any]) -> None:
    first, second = data["metrics"]
    assert first["cost"] == {"shapes": 10.0, "white": 2.5}
    assert (first["bound"], first["gap"]) == (11.0, 1.5)
    assert first["spots"] == [{"what": "uneven leg", "box": [1.2, 2, 3, 4]}]
    assert (second["page"], second["cost"], second["gap"]) == (2, {}, 0.0)


def test_a_page_without_figures_has_noughts() -> None:
    issue = replace(sample_issue(), figures=None)
    data = report(issue, (), FILES, TIMINGS)
    assert data["figures"] == {}
    assert data["metrics"][0]["lines"] == data["metrics"][0]["white_share"] == 0
    assert data["metrics"][0]["headline_sizes"] == data["metrics"][0]["spots"] == []


def test_times_are_rounded_and_stand_nowhere_else(data: dict[str, Any]) -> None:
    assert data.pop("timings") == {"read": 0.123, "total": 1.5}
    again = reported({"read": 9.0, "total": 9.0})
    again.pop("timings")
    assert again == data


def test_a_file_is_described_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"abc")
    file = output_file("screen", path, 2)
    assert (file.path, file.bytes, file.pages) == ("a.pdf", 3, 2)
    assert file.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_written_as_it_is_with_every_letter(tmp_path: Path) -> None:
    told = {"message": Finding(Severity.INFO, "a.b", "Brücke — पुल").message}
    write_json(told, tmp_path / "report.json")
    text = (tmp_path / "report.json").read_text(encoding="utf-8")
    assert "Brücke — पुल" in text
    assert text.endswith("}\n")
    assert json.loads(text) == told


def test_the_issue_before_is_read_from_the_same_output(
    tmp_path: Path, data: dict[str, Any]
) -> None:
    day = sample_issue().date
    assert report_before(tmp_path, day) is None
    for name, text in (("2025-12-31", "{"), ("2025-12-29", json.dumps(data)), ("2025-12-20", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.json").write_text(text, encoding="utf-8")
    assert report_before(tmp_path, day) == {"date": "2025-12-29", "summary": data["summary"]}
    assert (data["summary"]["placed"], data["summary"]["held"]) == (2, 1)


def test_each_page_names_its_form_and_the_next_best(data: dict[str, Any]) -> None:
    assert data["architectures"] == [
        {
            "page": 1,
            "skeleton": "quilt",
            "mirrored": False,
            "fit": 0.8,
            "cost": 12.5,
            "next": {"skeleton": "two decks", "mirrored": True, "cost": 19.0},
        }
    ]

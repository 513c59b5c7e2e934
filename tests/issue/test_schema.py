"""docs/issue.schema.json describes what is written, and docs/issue.md names all of it."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
from pathlib import Path

import jsonschema
import pytest

from epaper.issue.issue import Issue
from epaper.issue.store import RECORD
from tools.issue_schema import schema

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = json.loads((DOCS / "issue.schema.json").read_text("utf-8"))


def test_the_schema_is_made_from_the_types() -> None:
    """`python -m tools.issue_schema docs/issue.schema.json` writes it anew."""
    assert schema() == SCHEMA


def test_a_built_issue_fits_the_schema(sample: Issue) -> None:
    record = json.loads(gzip.decompress((sample.shelf.folder.parent / RECORD).read_bytes()))
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert next(validator.iter_errors(record), None) is None
    marks = {mark["mark"] for page in record["issue"]["pages"] for mark in page["marks"]}
    assert marks >= {"text", "rule", "fill", "picture", "link", "polygon"}
    record["issue"]["pages"][0]["marks"][0]["colur"] = "black"
    with pytest.raises(jsonschema.ValidationError, match="colur"):
        validator.validate(record)


def test_the_page_in_words_names_every_field_of_an_issue() -> None:
    text = (DOCS / "issue.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_]+)`", text))
    fields = {field.name for field in dataclasses.fields(Issue) if field.init} - {"shelf"}
    assert fields <= named

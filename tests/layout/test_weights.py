"""Weights and practice of a layout file."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from epaper.errors import DesignError
from epaper.layout.design.practice import Practice
from epaper.layout.design.reader import Design, load_design
from epaper.layout.design.settings import LEAST
from epaper.layout.design.weights import Weights
from epaper.resources import shipped

TABLOID = (shipped("layouts") / "tabloid.yaml").read_text(encoding="utf-8")


def load(folder: Path, more: str) -> Design:
    path = folder / "own.yaml"
    path.write_text(f"{TABLOID}\n{more}\n", encoding="utf-8")
    return load_design(path)


def test_a_layout_file_names_only_what_differs(tmp_path: Path) -> None:
    design = load(tmp_path, "weights: {tombstone: 40, short_leg: 9}\npractice: {front_stories: 4}")
    assert design.weights == Weights(tombstone=40.0, short_leg=9)
    assert design.practice == Practice(front_stories=4)


def test_without_them_all_is_as_usual(tmp_path: Path) -> None:
    design = load(tmp_path, "")
    assert (design.weights, design.practice) == (Weights(), Practice())


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("weights: {tombstones: 40}", "did you mean 'tombstone'"),
        ("practice: {front_storys: 4}", "did you mean 'front_stories'"),
        ("weights: {tombstone: much}", "allowed: a number from 0"),
        ("weights: {tombstone: -1}", "allowed: a number from 0"),
        ("weights: {short_leg: 7.5}", "allowed: a whole number from 0"),
        ("weights: {lead_depth: 0}", "allowed: a whole number from 1"),
        ("weights: {good_ppi: 0}", "allowed: a number from 1"),
    ],
)
def test_mistakes_are_told(more: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(DesignError, match=told):
        load(tmp_path, more)


@pytest.mark.parametrize("group", [Weights, Practice])
def test_every_field_is_a_number_that_a_file_may_give(
    group: type[Weights] | type[Practice], tmp_path: Path
) -> None:
    key = group.__name__.lower()
    for field in fields(group):
        usual = getattr(group(), field.name)
        design = load(tmp_path, f"{key}: {{{field.name}: {usual + 1:.6f}}}".replace(".000000", ""))
        assert getattr(getattr(design, key), field.name) == pytest.approx(usual + 1)
    assert set(LEAST) <= {field.name for one in (Weights, Practice) for field in fields(one)}

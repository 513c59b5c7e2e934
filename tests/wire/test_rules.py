"""wire.yaml: what the desk decides, and every mistake in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.errors import WireError
from epaper.settings.notes import Notes
from epaper.sources.wire.rules_file import read_rules, read_rules_file


def told(folder: Path, text: str) -> list[str]:
    path = folder / "wire.yaml"
    path.write_text(text, encoding="utf-8")
    notes = Notes("wire.yaml")
    read_rules_file(path, notes, ())
    return [str(finding) for finding in notes.found]


MISTAKES = [
    ("section: []", "section: there is no field 'section'; did you mean 'sections'?"),
    ("sections: [Sport]", "sections: 'Sport' is a text; write section: and what fits"),
    ("sections: [{words: [cup]}]", "sections[1].section: section is missing; add section:"),
    (
        "sections: [{section: Sport}]",
        "sections[1].section: nothing is filed to Sport by this rule; add subjects:, sources: or "
        "words:",
    ),
    (
        "sections: [{section: Sport, word: [cup], wanted: 3}]",
        "sections[1].word: there is no field 'word'; did you mean 'words'?",
    ),
    (
        "sections: [{section: Sport, wanted: many}]",
        "sections[1].wanted: wanted is 'many'; allowed: a whole number from 1 to 999",
    ),
    (
        "urgency: {default: 10}",
        "urgency.default: default is '10'; allowed: a whole number from 1 to 9",
    ),
    ("urgency: {rules: [flash]}", "urgency.rules: 'flash' is a text; write urgency: and what fits"),
    (
        "urgency: {rules: [{urgency: 2}]}",
        "urgency.rules[1].urgency: no story fits this rule; add words:, sources: or subjects:",
    ),
    (
        "urgency: {rules: [{words: [flash]}]}",
        "urgency.rules[1].urgency: urgency is missing; add urgency:",
    ),
    (
        "credits: [PTI]",
        "credits: credits is a list, fields are needed; indent 'name: value' lines below it",
    ),
    (
        "credits: {Agency One: [A1]}",
        "credits.Agency One: Agency One is a list, a text is needed; write it on one line, in "
        "quotes if need be",
    ),
    ("disclaimers: some", "disclaimers: disclaimers is 'some'; allowed: yes, no"),
    (
        "never_cut: {a: b}",
        "never_cut: never_cut is a mapping, a list is needed; write [one, two] "
        "or lines that start with '- '",
    ),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake(tmp_path: Path, text: str, message: str) -> None:
    assert told(tmp_path, text) == [f"wire.yaml:1:{message}"]


def test_names_of_sources_keep_their_letters(tmp_path: Path) -> None:
    text = "credits: {Agence France-Presse: AFP, under_score: US, Bay Agency: Bay, BAY AGENCY: BA}"
    assert told(tmp_path, text) == []
    rules = read_rules_file(tmp_path / "wire.yaml", Notes("wire.yaml"), ())
    assert rules.credit("Agence France-Presse") == "AFP"
    assert rules.credit("AGENCE FRANCE-PRESSE") == "AFP"  # senders' capitals differ
    assert rules.credit("Agence France Presse") == "Agence France Presse"
    assert rules.credit("under score") == "under score"
    assert (rules.credit("Bay Agency"), rules.credit("BAY AGENCY")) == ("Bay", "BA")


def test_an_empty_credit_is_not_printed(tmp_path: Path) -> None:
    assert told(tmp_path, "credits: {Agency One: }") == []
    rules = read_rules_file(tmp_path / "wire.yaml", Notes("wire.yaml"), ())
    assert rules.credit("Agency One") == ""


def test_the_days_own_file_wins_and_mistakes_are_told_together(tmp_path: Path) -> None:
    day = tmp_path / "2026-11-23"
    day.mkdir()
    (tmp_path / "wire.yaml").write_text("default_section: World\nfoo: 1\nurgency: 1\n")
    with pytest.raises(WireError) as caught:
        read_rules(tmp_path, day)
    assert str(caught.value) == (
        "../wire.yaml has 2 mistakes:\n"
        "  ../wire.yaml:2:foo: there is no field 'foo'; allowed: sections, urgency, "
        "default_section, credits, disclaimers, never_cut, prefer\n"
        "  ../wire.yaml:3:urgency: urgency is a text, fields are needed; indent 'name: value' "
        "lines below it"
    )
    (day / "wire.yaml").write_text("default_section: City\n", encoding="utf-8")
    assert read_rules(tmp_path, day).defaults == (("", "City"),)

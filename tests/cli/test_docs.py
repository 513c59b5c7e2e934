"""The README and the commands' own help say what there is, as words in code."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from epaper import errors
from epaper.cli import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
BLOCK = re.compile(r"^```.*?^```|^    .*?$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
WORD = re.compile(r"[\w./-]+")


def code(text: str) -> list[str]:
    """What a Markdown text sets as code: spans, fenced blocks, indented lines."""
    return [*BLOCK.findall(text), *SPAN.findall(BLOCK.sub("", text))]


def words(text: str) -> set[str]:
    """The words of what a Markdown text sets as code."""
    return {word for piece in code(text) for word in WORD.findall(piece)}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its full name, those of groups too."""
    waiting: list[tuple[str, click.Command]] = [("epaper", cli)]
    while waiting:
        name, command = waiting.pop()
        if not isinstance(command, click.Group):
            yield name, command
            continue
        context = click.Context(command)
        for sub in command.list_commands(context):
            inner = command.get_command(context, sub)
            assert inner is not None, f"{name} {sub} is listed and not there"
            waiting.append((f"{name} {sub}", inner))


COMMANDS = dict(sorted(commands()))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_its_options_are_in_the_readme(name: str) -> None:
    calls = [piece for piece in code(README) if re.match(rf"{name}(?![\w-])", piece.strip())]
    assert calls, f"no code in the README begins with {name}"
    options = [p for p in COMMANDS[name].params if isinstance(p, click.Option) and not p.hidden]
    assert options or name == "epaper issue show"
    known = words(README)
    for option in options:
        shown = [form for form in option.opts if form in known]
        assert shown or "--help" in option.opts, f"{name} {option.opts[0]} is not in the README"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_help_says_what_each_option_does(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts[0]} has no help"


def test_commands_and_options_in_the_readme_exist() -> None:
    named = set(re.findall(r"\bepaper ([a-z]+(?:-[a-z]+)*)\b", "\n".join(code(README))))
    assert named == {name.split()[1] for name in COMMANDS}
    options = {form for c in COMMANDS.values() for p in c.params for form in p.opts}
    foreign = {word for word in words(README) if re.fullmatch(r"--[a-z][a-z-]*", word)} - options
    assert foreign <= {"--help", "--version"}  # of `epaper` itself


def test_every_exit_code_is_in_the_readme_and_in_the_help() -> None:
    codes = {
        e.exit_code
        for e in vars(errors).values()
        if isinstance(e, type) and issubclass(e, errors.EpaperError)
    }
    assert len(codes) > 10
    table = README[README.index("## Exit codes") :]
    assert codes <= {int(n) for n in re.findall(r"\| (\d+) \|", table)}
    epilog = cli.epilog or ""
    assert codes <= {int(n) for n in re.findall(r"(\d+) ", epilog)}


def named_keys(schema: dict) -> set[str]:  # type: ignore[type-arg]
    """The names of all properties that a schema lists."""
    found: set[str] = set()
    for name, inner in schema.get("properties", {}).items():
        found |= {name, *named_keys(inner)}
    return found | (named_keys(schema["items"]) if "items" in schema else set())


@pytest.mark.parametrize("part", SCHEMA["properties"])
def test_keys_of_the_report_are_in_the_readme(part: str) -> None:
    start = README.index("## report.json")
    chapter = README[start : README.index("\n## ", start + 1)]
    assert {part, *named_keys(SCHEMA["properties"][part])} <= words(chapter)

"""Imports point one way, and rooms on one floor do not import each other."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "epaper"
PAGE = (Path(__file__).parents[1] / "ARCHITECTURE.md").read_text(encoding="utf-8")


def drawn_floors() -> list[set[str]]:
    """The rooms of each floor from the ground up, as the drawing in ARCHITECTURE.md has them."""
    begin = PAGE.index("    cli  ")
    drawing = PAGE[begin : PAGE.index("\n\n", begin)]
    return [set(line[4:52].split()) for line in reversed(drawing.splitlines())]


FLOORS = drawn_floors()
HEIGHT = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("epaper."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("epaper.")}
    return found


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_room_is_drawn_on_one_floor() -> None:
    rooms = {room_of(p) for p in PACKAGE.rglob("*.py")} - {"__init__", "__main__"}
    assert rooms == set(HEIGHT)
    assert sum(map(len, FLOORS)) == len(rooms)


def test_the_page_of_architecture_is_one_page() -> None:
    assert len(PAGE.splitlines()) <= 80


def test_imports_point_down() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = room_of(path)
        for other in sorted(imported(path) - {room}):
            if room in HEIGHT and HEIGHT[other] >= HEIGHT[room]:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {other}")
    assert not wrong


LAYOUT = ["design", "measure", "search", "edition", "makeup"]  # each sees those before it


def layout_rooms(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[:2] == ["epaper", "layout"]:
                found.add(parts[2] if len(parts) > 2 else node.names[0].name)
    return found


def test_rooms_of_the_layout_see_only_those_before_them() -> None:
    wrong = []
    for place, room in enumerate(LAYOUT):
        files = sorted((PACKAGE / "layout" / room).glob("*.py"))
        assert files, room
        for path in files:
            later = layout_rooms(path) - set(LAYOUT[: place + 1])
            wrong += [f"{path.relative_to(PACKAGE)} imports {other}" for other in sorted(later)]
    assert not wrong


MANY = {  # take any number of things of one kind, or are another library's
    "need",
    "children",
    "get",
    "note",
    "_join",
    "_chosen",
    "ndarray",
    "rect",
    "drawImage",
    "Matrix",
    "buildTransform",
}


def test_arguments_from_five_on_are_named() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 5:
                continue
            name = ast.unparse(node.func).split(".")[-1]
            starred = any(isinstance(argument, ast.Starred) for argument in node.args)
            if name not in MANY and not starred:
                wrong.append(f"{path.relative_to(PACKAGE)}:{node.lineno} {name}")
    assert not wrong


def test_no_two_test_files_have_one_name() -> None:
    """pytest would take the one for the other."""
    names = [path.name for path in Path(__file__).parent.rglob("*.py")]
    helpers = {"__init__.py", "conftest.py"}
    twice = {name for name in names if names.count(name) > 1} - helpers
    assert not twice

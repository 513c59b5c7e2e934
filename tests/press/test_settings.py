from pathlib import Path

import pytest

from epaper.errors import DesignError
from epaper.sources.press import find_press, read_press

HOUSE = Path(__file__).parents[2] / "layouts/press"


@pytest.mark.parametrize(
    "name", ["indian-coldset-broadsheet", "berliner-europe", "digital-shortrun-tabloid"]
)
def test_shipped_settings_are_read(name: str) -> None:
    settings = find_press(name, HOUSE)
    assert settings.ink_limit == 240
    assert settings.profile is not None
    assert settings.profile.is_file()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("ink_limt: 240", "did you mean ink_limit?"),
        ("ink_limit: 900", "a number from 100 to 400"),
        ("standard: x-5", "give one of x-4, x-1a"),
        ("marks: [crops]", "give a list of crop"),
        ("profile: none.icc", "no such file"),
        ("file_name: '{pge}.pdf'", "use only {title}"),
        ("trim_mm: 350", "width and height in mm"),
        ("colour_pages: some", "page numbers or all"),
        ("spots: {Red: maybe}", "keep, process or refuse"),
    ],
)
def test_mistakes_name_field_and_remedy(tmp_path: Path, line: str, says: str) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(line)
    with pytest.raises(DesignError, match="shop") as caught:
        read_press(file)
    assert says in str(caught.value)


def test_unknown_shop_offers_a_near_name() -> None:
    with pytest.raises(DesignError, match="did you mean berliner-europe"):
        find_press("berliner-europa", HOUSE)

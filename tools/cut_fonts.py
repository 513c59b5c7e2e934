"""Cut the faces in fonts/ from npm packages: `python tools/cut_fonts.py NODE_MODULES fonts`.

Text, sans and condensed faces are copied as they are.  The headline face is Newsreader at two
optical sizes, pinned from the variable fonts: the largest (opsz 72), and one for headlines of less
than 20 points (opsz 18).  Latin and Latin Extended parts are merged; kerning and ligatures stay.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

STATIC = {
    "serif": ("source-serif-4", "SourceSerif4", "400Regular"),
    "serif-italic": ("source-serif-4", "SourceSerif4", "400Regular_Italic"),
    "serif-bold": ("source-serif-4", "SourceSerif4", "700Bold"),
    "serif-bold-italic": ("source-serif-4", "SourceSerif4", "700Bold_Italic"),
    "serif-narrow": ("stix-two-text", "STIXTwoText", "400Regular"),
    "serif-narrow-italic": ("stix-two-text", "STIXTwoText", "400Regular_Italic"),
    "serif-narrow-bold": ("stix-two-text", "STIXTwoText", "700Bold"),
    "serif-narrow-bold-italic": ("stix-two-text", "STIXTwoText", "700Bold_Italic"),
    "sans": ("libre-franklin", "LibreFranklin", "400Regular"),
    "sans-italic": ("libre-franklin", "LibreFranklin", "400Regular_Italic"),
    "sans-bold": ("libre-franklin", "LibreFranklin", "700Bold"),
    "sans-bold-italic": ("libre-franklin", "LibreFranklin", "700Bold_Italic"),
    "condensed": ("archivo-narrow", "ArchivoNarrow", "400Regular"),
    "condensed-italic": ("archivo-narrow", "ArchivoNarrow", "400Regular_Italic"),
    "condensed-bold": ("archivo-narrow", "ArchivoNarrow", "700Bold"),
    "condensed-bold-italic": ("archivo-narrow", "ArchivoNarrow", "700Bold_Italic"),
    "condensed-medium": ("archivo-narrow", "ArchivoNarrow", "500Medium"),
    "condensed-semibold": ("archivo-narrow", "ArchivoNarrow", "600SemiBold"),
    "devanagari": ("noto-serif-devanagari", "NotoSerifDevanagari", "400Regular"),
    "devanagari-bold": ("noto-serif-devanagari", "NotoSerifDevanagari", "700Bold"),
    "bengali": ("noto-serif-bengali", "NotoSerifBengali", "400Regular"),
    "bengali-bold": ("noto-serif-bengali", "NotoSerifBengali", "700Bold"),
    "nastaliq": ("noto-nastaliq-urdu", "NotoNastaliqUrdu", "400Regular"),
    "nastaliq-bold": ("noto-nastaliq-urdu", "NotoNastaliqUrdu", "700Bold"),
    "naskh": ("noto-naskh-arabic", "NotoNaskhArabic", "400Regular"),
    "naskh-bold": ("noto-naskh-arabic", "NotoNaskhArabic", "700Bold"),
    "fallback-latin": ("noto-sans", "NotoSans", "400Regular"),
    "fallback-symbols": ("noto-sans-symbols", "NotoSansSymbols", "400Regular"),
    "fallback-symbols-2": ("noto-sans-symbols-2", "NotoSansSymbols2", "400Regular"),
    "fallback-math": ("noto-sans-math", "NotoSansMath", "400Regular"),
    "fallback-emoji": ("noto-emoji", "NotoEmoji", "400Regular"),
}
NOTO_SERIF = "noto-serif-devanagari"
# faces of a script, cut from variable ones: package, parts, design axes, family and style
SCRIPTS = {
    f"{name}{suffix}": (package, (script, "latin"), {"wdth": width, "wght": weight}, family, style)
    for name, package, script, width, family in (
        (
            "devanagari-narrow",
            "noto-serif-devanagari",
            "devanagari",
            85,
            "Noto Serif Devanagari Narrow",
        ),
        ("devanagari-condensed", "anek-devanagari", "devanagari", 75, "Anek Devanagari Narrow"),
        ("bengali-condensed", "anek-bangla", "bengali", 75, "Anek Bangla Narrow"),
        ("tamil-condensed", "anek-tamil", "tamil", 75, "Anek Tamil Narrow"),
        ("tamil", "noto-serif-tamil", "tamil", 75, "Noto Serif Tamil Text"),
    )
    for suffix, weight, style in (("", 400, "Regular"), ("-bold", 700, "Bold"))
}
# units that such a face has to its em: letters that are large beside Latin ones are set smaller
EMS = {"noto-serif-tamil": 1100}
CUTS = {"headline": ("Display", 72), "headline-small": ("Headline", 18)}  # name, opsz in points
STYLES = {
    "": ("normal", 500, "Regular"),
    "-italic": ("italic", 500, "Italic"),
    "-bold": ("normal", 700, "Bold"),
    "-bold-italic": ("italic", 700, "Bold Italic"),
}
SPACING = frozenset((0x60, 0xA8, 0xAF, 0xB4, 0xB7, 0xB8, 0x2C6, *range(0x2D8, 0x2DE)))
EPOCH = 3_786_912_000  # 1 January 2024 in font time, so that the same input gives the same bytes


def cut_headline(
    files: Path, cut: tuple[str, int], slope: str, weight: int, style: str, target: Path
) -> None:
    """Pin opsz and wght of both parts, merge them and give the result names of its own."""
    name, size = cut
    parts = [
        files / f"newsreader-{script}-standard-{slope}.woff2" for script in ("latin", "latin-ext")
    ]
    _merge(parts, {"opsz": size, "wght": weight}, f"Newsreader {name}", style, target)


def cut_script(
    modules: Path,
    package: str,
    scripts: tuple[str, ...],
    *,
    axes: dict[str, int],
    family: str,
    style: str,
    target: Path,
) -> None:
    """The parts of a script and of Latin, pinned and merged."""
    files = modules / package / "files"
    parts = [files / f"{package}-{script}-standard-normal.woff2" for script in scripts]
    _merge(parts, axes, family, style, target)
    if package in EMS:
        font = TTFont(target, recalcTimestamp=False)
        font["head"].unitsPerEm = EMS[package]
        font.save(target)


def _merge(parts: list[Path], axes: dict[str, int], name: str, style: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        pinned = []
        for number, part in enumerate(parts):
            font = TTFont(part)
            instancer.instantiateVariableFont(font, axes, inplace=True)
            font.flavor = None
            pinned.append(str(Path(scratch, f"{number}.ttf")))
            font.save(pinned[-1])
        merged = Merger().merge(pinned)
    family = f"Epaper {name}"
    postscript = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    for name_id, value in (
        (1, family),
        (2, style),
        (3, postscript),
        (4, f"{family} {style}"),
        (6, postscript),
    ):
        merged["name"].setName(value, name_id, 3, 1, 0x409)
    for name_id in (16, 17, 21, 22, 25):
        merged["name"].removeNames(nameID=name_id)
    classes = merged["GDEF"].table.GlyphClassDef if "GDEF" in merged else None
    for code, glyph in merged.getBestCmap().items() if classes else ():
        if code in SPACING:  # some faces call them marks, and shaping takes their width away
            classes.classDefs[glyph] = 1
    merged["OS/2"].usWeightClass = axes["wght"]
    merged["head"].created = merged["head"].modified = EPOCH
    merged.recalcTimestamp = False
    merged.save(target)


def main(modules: Path, target: Path) -> None:
    for face, (package, stem, cut) in STATIC.items():
        source = modules / "@expo-google-fonts" / package / cut / f"{stem}_{cut}.ttf"
        shutil.copyfile(source, target / f"{face}.ttf")
    files = modules / "@fontsource-variable" / "newsreader" / "files"
    for family, cut in CUTS.items():
        for suffix, (slope, weight, style) in STYLES.items():
            cut_headline(files, cut, slope, weight, style, target / f"{family}{suffix}.ttf")
    for face, (package, scripts, axes, family, style) in SCRIPTS.items():
        cut_script(
            modules / "@fontsource-variable",
            package,
            scripts,
            axes=axes,
            family=family,
            style=style,
            target=target / f"{face}.ttf",
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

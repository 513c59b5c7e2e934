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
    "fallback-latin": ("noto-sans", "NotoSans", "400Regular"),
    "fallback-symbols": ("noto-sans-symbols", "NotoSansSymbols", "400Regular"),
    "fallback-symbols-2": ("noto-sans-symbols-2", "NotoSansSymbols2", "400Regular"),
    "fallback-math": ("noto-sans-math", "NotoSansMath", "400Regular"),
    "fallback-emoji": ("noto-emoji", "NotoEmoji", "400Regular"),
}
CUTS = {"headline": ("Display", 72), "headline-small": ("Headline", 18)}  # name, opsz in points
STYLES = {
    "": ("normal", 500, "Regular"),
    "-italic": ("italic", 500, "Italic"),
    "-bold": ("normal", 700, "Bold"),
    "-bold-italic": ("italic", 700, "Bold Italic"),
}
EPOCH = 3_786_912_000  # 1 January 2024 in font time, so that the same input gives the same bytes


def cut_headline(
    files: Path, cut: tuple[str, int], slope: str, weight: int, style: str, target: Path
) -> None:
    """Pin opsz and wght of both parts, merge them and give the result names of its own."""
    name, size = cut
    with tempfile.TemporaryDirectory() as scratch:
        parts = []
        for script in ("latin", "latin-ext"):
            font = TTFont(files / f"newsreader-{script}-standard-{slope}.woff2")
            instancer.instantiateVariableFont(font, {"opsz": size, "wght": weight}, inplace=True)
            font.flavor = None
            parts.append(str(Path(scratch, f"{script}.ttf")))
            font.save(parts[-1])
        merged = Merger().merge(parts)
    family = f"Epaper Newsreader {name}"
    postscript = f"EpaperNewsreader{name}-{style.replace(' ', '')}"
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
    merged["OS/2"].usWeightClass = weight
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


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

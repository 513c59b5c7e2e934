"""Jobs to galley blocks, and settings to lines on demand."""

from __future__ import annotations

from dataclasses import replace

from epaper.model.text import count_characters, plain
from epaper.page.marks import Element
from epaper.typeset.blocks import FURNITURE_ROLE, Job
from epaper.typeset.galley import Galley, GalleyBlock, Line, Setting
from epaper.typeset.linebreak import Breaking, Spacing, break_paragraph
from epaper.typeset.lines import Cut, LineSetter, cut_lines
from epaper.typeset.ragged import break_ragged
from epaper.typeset.table import Grid, fit_columns, set_row, table_rows

RAGGED_RESERVE = 0.2  # em: hanging characters, which a ragged line's measure must hold
# a ragged text is broken like a justified one whose lines may be short and never closed up: they
# are set as wide as they are
RAGGED = Spacing(stretch=0.3, shrink=0.002, expansion=0.0, tracking=0.0, strain=0.0, tolerance=2.0)


class Composer:
    """A story's jobs at one measure: broken at once, made into lines when asked for."""

    def __init__(
        self, slug: str, jobs: list[Job], measure: float, leading: float, spacing: Spacing
    ) -> None:
        self.slug, self.measure, self.leading, self.spacing = slug, measure, leading, spacing
        self.jobs: list[Job] = []
        self.rows: list[int] = []  # of a table, by block
        self.grids: dict[int, Grid] = {}  # of a table, by block
        self.blocks: list[GalleyBlock] = []
        self.narrow = 0  # columns of a table whose words do not fit into them and are broken
        self._lines: dict[tuple[int, int], tuple[Line, ...]] = {}
        for job in jobs:
            if job.table is not None:
                self._add_table(job)
            elif job.tokens:
                self._add_text(job)

    def galley(self) -> Galley:
        return Galley(
            self.slug, self.measure, self.leading, tuple(self.blocks), realise=self.realise
        )

    def realise(self, block: int, setting: int) -> tuple[Line, ...]:
        key = (block, setting)
        lines = self._lines.get(key)
        if lines is None:
            job = self.jobs[block]
            lines = self._lines[key] = (
                self._row(block) if job.table is not None else self._text(block, setting)
            )
        return lines

    def _add_text(self, job: Job) -> None:
        size = job.style.size
        measure = (self.measure - job.left - job.right) / size
        found: tuple[Breaking, ...]
        if job.style.align == "justify" or job.style.hyphenate:
            reserve = 0.0 if job.style.align == "justify" else RAGGED_RESERVE
            found = break_paragraph(
                job.book,
                job.tokens,
                measure - reserve,
                job.indent / size,
                spacing=self.spacing_for(job),
            )
        else:
            wide = {
                i: job.book.split_token(token)
                for i, token in enumerate(job.tokens)
                if token.width > measure
            }
            found = (break_ragged(job.book, job.tokens, measure, job.indent / size, wide=wide),)
        best = found[0].demerits
        self._add(
            job,
            tuple(Setting(one.lines, max(0.0, one.demerits - best), one.codes) for one in found),
            sum(
                token.characters for token in job.tokens if not self._is_furniture(job, token.parts)
            ),
        )

    def _add(self, job: Job, settings: tuple[Setting, ...], characters: int, row: int = 0) -> None:
        block = GalleyBlock(
            job.origins(self.slug, len(self.blocks))[0],
            settings,
            characters,
            job.space_before,
            space_after=job.space_after,
            splittable=job.element not in (Element.TABLE, Element.CROSSHEAD)
            and settings[0].lines > 1
            and not job.closes,
            keep_with_next=job.keep_with_next,
            give_before=job.give_before,
            closes=job.closes,
        )
        self.blocks.append(block)
        self.jobs.append(job)
        self.rows.append(row)

    def _add_table(self, job: Job) -> None:
        assert job.table is not None
        grid = fit_columns(job.book, job.table, job.style, self.measure)
        rows = table_rows(job.table)
        if any(
            token.width * grid.size > grid.widths[at] + 0.5
            for cells in rows
            for at, cell in enumerate(cells)
            for token in job.book.tokens(cell)
        ):
            self.narrow = max(self.narrow, len(grid.widths))
        for row, cells in enumerate(rows):
            heads = row == 0 and bool(job.table.header)
            one = replace(
                job,
                space_before=int(row == 0),
                space_after=int(row == len(rows) - 1),
                keep_with_next=heads,
            )
            part = len(self.blocks)
            self.grids[part] = grid
            lines = set_row(
                one.book,
                job.table,
                row,
                grid,
                style=job.style,
                leading=self.leading,
                measure=self.measure,
                slug=self.slug,
                part=part,
            )
            characters = sum(count_characters(plain(cell)) for cell in cells)
            self._add(one, (Setting(len(lines), 0.0, ()),), characters, row)

    def _row(self, block: int) -> tuple[Line, ...]:
        job, grid = self.jobs[block], self.grids[block]
        assert job.table is not None
        return set_row(
            job.book,
            job.table,
            self.rows[block],
            grid,
            style=job.style,
            leading=self.leading,
            measure=self.measure,
            slug=self.slug,
            part=block,
        )

    def _text(self, block: int, setting: int) -> tuple[Line, ...]:
        job = self.jobs[block]
        setter = LineSetter(job.book, job.style, job.origins(self.slug, block))
        cut = cut_lines(job.book, job.tokens, self.blocks[block].settings[setting].breaks)
        lines = set_lines(
            setter,
            cut,
            self.measure - job.left - job.right,
            job.left,
            indent=job.indent,
            spacing=self.spacing_for(job),
        )
        if job.marker:
            pieces = [token.pieces for token in job.marker]
            width = job.marker[0].width * job.style.size
            x = (
                max(0.0, job.left - width - 0.5 * job.style.size)
                if width > job.style.size * 0.6
                else 0.0
            )
            mark = setter.natural(pieces, x).runs
            lines = (
                replace(lines[0], runs=(replace(mark[0], space_after=True), *lines[0].runs)),
                *lines[1:],
            )
        return lines

    def spacing_for(self, job: Job) -> Spacing:
        return self.spacing if job.style.align == "justify" else RAGGED

    @staticmethod
    def _is_furniture(job: Job, parts: tuple[tuple[int, str], ...]) -> bool:
        return bool(parts) and job.book.roles[parts[0][0]] == FURNITURE_ROLE


def set_lines(
    setter: LineSetter, cut: Cut, measure: float, left: float, indent: float, spacing: Spacing
) -> tuple[Line, ...]:
    """Lines of one paragraph in `measure` points from `left`, the first indented."""
    lines = []
    justify = setter.style.align == "justify"
    levels = setter.levels(cut)
    for number, (words, end) in enumerate(cut):
        setter.of_line(levels[number])
        inset = indent if number == 0 else 0.0
        if not justify:
            lines.append(setter.aligned(words, left + inset, measure - inset, end))
        elif number < len(cut) - 1:
            lines.append(setter.justified(words, left + inset, measure - inset, spacing, end=end))
        else:
            lines.append(setter.last(words, left + inset, measure - inset, spacing))
    setter.of_line(())
    return tuple(lines)

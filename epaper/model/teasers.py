"""What the head of page 1 shows beside the paper's name: the ears, and the skybox."""

from __future__ import annotations

from dataclasses import dataclass

SIDES = ("left", "right")  # of the nameplate
MOST_EAR_LINES = 3  # as the editor writes them
LEAST_SKYBOX, MOST_SKYBOX = 2, 4  # stories
AUTO_PAGES = 8  # from so many pages on a skybox is usual


@dataclass(frozen=True, slots=True)
class Ear:
    """A small box beside the nameplate's words: a text, with a page that it leads to, or a pointer
    to a story.  One that says nothing switches off the paper's usual one."""

    side: str  # "left" or "right"
    title: str = ""
    lines: tuple[str, ...] = ()
    page: int = 0  # 0: leads nowhere
    story: str = ""  # slug; then there is no text
    file: str = ""  # where it is written, for messages
    line: int = 0

    @property
    def empty(self) -> bool:
        return not (self.title or self.lines or self.story)


@dataclass(frozen=True, slots=True)
class Skybox:
    """A row of pointers to stories inside, under the nameplate."""

    stories: tuple[str, ...] = ()  # slugs, as the editor names them
    auto: bool | None = None  # chosen by rule: yes, no, or None as is usual for so many pages
    file: str = ""  # where it is written, for messages
    line: int = 0

    def wanted(self, pages: int) -> bool:
        """Whether a paper of so many pages is to have one."""
        usual = pages >= AUTO_PAGES if self.auto is None else self.auto
        return bool(self.stories) or usual

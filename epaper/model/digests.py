"""Fingerprints of what the editor wrote: two that are alike stand for the same words and files."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from epaper.model.advertisement import AdFile, Advertisement
from epaper.model.edition import Edition
from epaper.model.story import Story

LENGTH = 24  # hex digits


@lru_cache(maxsize=4096)
def story_digest(story: Story) -> str:
    """Words, pictures (by their content) and settings; not where the files lie, nor what this
    machine finds in them."""
    pictures = tuple(
        replace(picture, path=Path(), looks="", faces=(), gaze="") for picture in story.pictures
    )
    body = () if story.standing else story.body  # standing matter has all its sizes with it
    plain = replace(story, pictures=pictures, body=body, file="", stop=None)
    return _digest(repr(replace(plain, light=False)))  # which depends on other stories


def booking_digest(ad: Advertisement) -> str:
    """What was booked, the file apart."""
    return _digest(repr(replace(ad, file=AdFile(Path(), ""), source="", line=0)))


def furniture_digest(edition: Edition) -> str:
    """What folio and nameplate are made from."""
    words: tuple[object, ...] = (
        edition.publication,
        edition.date,
        edition.number,
        edition.price,
        edition.name,
    )
    words += tuple(replace(ear, file="", line=0) for ear in edition.ears)
    words += edition.skybox.stories
    return _digest(repr(words))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]

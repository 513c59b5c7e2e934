"""Plain sentences and headlines for stories whose words do not matter."""

from __future__ import annotations

import zlib

SENTENCES = (
    "The council met on Monday evening to hear what the repair would cost.",
    "Nobody on the committee had expected the bill to come before the winter.",
    "The engineer showed photographs of rust as deep as a finger.",
    "Traffic will go round by the old ferry road until the end of March.",
    "Shopkeepers near the quay say that half of their customers stay away.",
    "A first estimate had spoken of 40,000; the second is more than twice as high.",
    "The work is to begin as soon as the spring tides are over.",
    "Fishermen asked that the north channel be kept open at night.",
    "Two firms have offered, one of them from across the bay.",
    "The treasurer read the figures aloud and then read them again.",
    "Children from the school on the hill drew the bridge as it was in 1911.",
    "There was applause when the oldest pilot in the harbour stood up to speak.",
    "He had seen three bridges in his life and painted two of them.",
    "The vote was put off until the surveyor has measured the last of the piers.",
    "Until then a boat will carry bicycles and prams for nothing.",
    "Buses leave the market square every quarter of an hour.",
    "The minister is expected on Thursday, weather permitting.",
    "What the insurers will pay is not yet known.",
    "Volunteers have begun to scrape the railings on the eastern side.",
    "The paint alone, grey as it always was, comes to eleven barrels.",
)
HEADLINES = (
    "{} to be mended before the spring tides",
    "Council puts off the vote on the {}",
    "Who is to pay for the {}?",
    "A second estimate for the {} is twice as high",
    "Shopkeepers want the {} open by Thursday",
    "{} shut until the end of March",
)
PARAGRAPH = 3  # sentences


def headline(name: str) -> str:
    """A headline of five to nine words, the same for a name."""
    text = HEADLINES[zlib.crc32(name.encode()) % len(HEADLINES)].format(name)
    return text[0].upper() + text[1:]


def prose(words: int, name: str) -> str:
    """Paragraphs of about so many words in all, cut at a sentence; the same for a name."""
    at, count = zlib.crc32(name.encode()) % len(SENTENCES), 0
    sentences: list[str] = []
    while count < words:
        sentence = SENTENCES[(at + len(sentences)) % len(SENTENCES)]
        sentences.append(sentence)
        count += len(sentence.split())
    groups = range(0, len(sentences), PARAGRAPH)
    return "\n\n".join(" ".join(sentences[i : i + PARAGRAPH]) for i in groups)

"""Plain and odd prose for stories, in several scripts, the same for the same chance."""

from __future__ import annotations

from random import Random

from tools.fuzz import odd

_WORDS = {
    "en": (
        "the harbour council met on Monday to hear what repair of old bridge would cost and "
        "whether ferries might carry lorries until spring while engineers measured cables by night"
    ),
    "de": (
        "der Hafenrat beriet am Montag über die Brückeninstandsetzungskosten und ob Fähren bis zum "
        "Frühjahr Lastwagen tragen können während Ingenieure nachts Drahtseile vermessen"
    ),
    "hi": (
        "नगर परिषद ने सोमवार को पुराने पुल की मरम्मत पर विचार किया और अभियंताओं ने रात में तारों "
        "को नापा ताकि वसंत तक यातायात फिर से चल सके"
    ),
    "ar": "اجتمع مجلس الميناء يوم الاثنين لبحث كلفة إصلاح الجسر القديم قبل حلول الربيع",
    "ja": "港湾議会は月曜日に古い橋の修理費用について協議し技術者は夜間に鋼索を測定した",
}
LANGUAGES = ("en", "en-GB", "en-US", "de", "hi", "ar", "he", "ja", "fr", "zxx", "x")


def some_words(rng: Random, count: int, language: str = "en") -> str:
    known = _WORDS.get(language.split("-", maxsplit=1)[0], _WORDS["en"]).split()
    return " ".join(rng.choice(known) for _ in range(count))


def sentence(rng: Random, language: str = "en") -> str:
    made = some_words(rng, rng.randint(4, 22), language)
    made = made[:1].upper() + made[1:]
    chance = rng.random()
    if chance < 0.06:
        made += f" *{some_words(rng, 2, language)}* **{some_words(rng, 1, language)}**"
    elif chance < 0.09:
        made += f" [{some_words(rng, 2, language)}](https://example.org/{rng.randrange(99)})"
    elif chance < 0.12:
        made += " \"quoted matter,\" she said -- and 'more'..."
    elif chance < 0.13:
        made += " " + odd.text(rng).replace("\n", " ")[:400]
    return made + "."


def paragraph(rng: Random, count: int, language: str = "en") -> str:
    """Sentences of about so many words."""
    made: list[str] = []
    while sum(len(one.split()) for one in made) < count:
        made.append(sentence(rng, language))
    return " ".join(made)


def block(rng: Random, language: str = "en") -> str:
    """A block of Markdown: most are paragraphs."""
    chance = rng.random()
    if chance < 0.72:
        return paragraph(rng, rng.randint(8, 70), language)
    if chance < 0.78:
        return f"## {some_words(rng, rng.randint(1, 6), language)}"
    if chance < 0.83:
        return f"> {paragraph(rng, 20, language)}\n>\n> {sentence(rng, language)}"
    if chance < 0.89:
        mark = rng.choice(("- ", "1. ", "7) ", "* "))
        return "\n".join(mark + sentence(rng, language) for _ in range(rng.randint(1, 6)))
    if chance < 0.95:
        across = rng.randint(1, 7)
        rows = [" | ".join(some_words(rng, rng.randint(0, 3)) for _ in range(across))]
        rows.append(" | ".join(rng.choice(("---", ":--", "--:", ":-:")) for _ in range(across)))
        rows += [
            " | ".join(f"{rng.randrange(9999)}" for _ in range(across))
            for _ in range(rng.randint(0, 12))
        ]
        return "\n".join(f"| {row} |" for row in rows)
    return rng.choice(
        ("***", "```\ncode\n```", "<div>x</div>", "![alt](pictures/a.png)", "\\*", odd.text(rng))
    )


def body(rng: Random, words: int, language: str = "en") -> str:
    """Blocks of about so many words in all."""
    blocks: list[str] = []
    count = 0
    while count < words and len(blocks) < 400:
        blocks.append(block(rng, language))
        count += max(1, len(blocks[-1].split()))
    return "\n\n".join(blocks) + "\n"

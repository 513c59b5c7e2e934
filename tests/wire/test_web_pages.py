"""Which part of a web page is the story, and WordPress exports."""

from __future__ import annotations

import html

import pytest
from wire_reading import lines, one, page, told

P1 = "The first paragraph tells of the lock at the lower weir and of its gates."
P2 = "The last paragraph tells that boats may pass again on Monday at nine."
OTHER = (
    "Another story altogether, which is a good deal longer than the one that is wanted here. " * 4
)
STORY = f"<h1>Weir to be mended</h1><p>{P1}</p><p>{P2}</p>"


def test_the_article_that_holds_the_headline_is_the_story() -> None:
    item = page(f"<article><h2>Other</h2><p>{OTHER}</p></article><article>{STORY}</article>")
    assert lines(item) == [P1, P2]


def test_a_body_that_is_another_article_s_is_not_taken() -> None:
    item = page(
        f"<article>{STORY}</article><div itemprop='articleBody'><h2>Other</h2><p>{OTHER}</p></div>"
    )
    assert lines(item) == [P1, P2]


def test_cards_inside_the_article_are_left_out_and_told() -> None:
    card = f"<article><h3>Other story</h3><p>{OTHER}</p></article>"
    item = page(f"<article><h1>Weir to be mended</h1><p>{P1}</p>{card}<p>{P2}</p></article>")
    assert lines(item) == [P1, P2]
    assert "Other story" in told(item, "wire.page")


def test_all_parts_of_a_live_blog_are_kept() -> None:
    parts = "".join(f"<article><h2>At {n}</h2><p>{P1} {n}</p></article>" for n in (9, 10, 11))
    assert len(lines(page(f"<main>{parts}</main>", "Live"))) == 6
    assert len(lines(page(f"<article><h1>Live</h1>{parts}</article>", "Live"))) == 6


def test_much_text_left_outside_is_told() -> None:
    item = page(f"<article>{STORY}</article><div>{OTHER * 4}</div>")
    assert lines(item) == [P1, P2]
    assert "outside the article" in told(item, "wire.page")


def test_what_pages_print_around_a_text_is_left_out() -> None:
    item = page(
        f"<article><h1>Weir to be mended</h1><p>By Asha Rao</p><p>Published: November 23, "
        f"2026</p><p>{P1}</p>"
        f"<div class='newsletter-signup'><p>Get our "
        f"letter</p></div><aside><p>More</p></aside><p>{P2}</p>"
        "<p>Follow us on Facebook</p></article>"
    )
    assert lines(item) == [P1, P2]
    assert item.byline == "Asha Rao"


def test_the_site_s_name_is_no_part_of_the_headline() -> None:
    item = page(f"<article>{STORY}</article>", "Weir to be mended | Lake News")
    assert item.headline == "Weir to be mended"


def test_a_section_that_no_parser_knows_is_no_error() -> None:
    item = page(f"<article>{STORY}<![odd[ <p>More.</p></article>")
    assert lines(item)[:2] == [P1, P2]


MENU = "".join(f"<li><a href='/{n}'>Section number {n}</a></li>" for n in range(20))


def test_a_page_that_marks_no_article_comes_without_its_menus() -> None:
    """By trafilatura, which needs lxml_html_clean: an installation without it is no "
    "silent matter."""
    text = "".join(f"<p>{P1} It is paragraph {n}, and it says a little more.</p>" for n in range(8))
    item = page(f"<div><ul>{MENU}</ul></div><div><h1>Weir to be mended</h1>{text}</div>")
    assert not [line for line in lines(item) if "Section number" in line]
    assert len([line for line in lines(item) if line.startswith(P1)]) == 8
    assert "picked out" in told(item, "wire.page")


def test_an_extractor_that_cannot_be_imported_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ImportError):
        page(f"<div><p>{P1}</p></div>")
    archive = "MIME-Version: 1.0\nSnapshot-Content-Location: a\nContent-Type: text/html\n\n"
    with pytest.raises(ImportError):
        one(f"{archive}<html><div><p>{P1}</p></div></html>")


def wxr(content: str, author: str = "reporter9") -> str:
    space = (
        'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    people = (
        "<wp:author><wp:author_login>reporter9</wp:author_login>"
        "<wp:author_display_name>Asha Rao</wp:author_display_name></wp:author>"
    )
    item = (
        f"<item><title>Weir</title><guid>1</guid><dc:creator>{author}</dc:creator>"
        f"<content:encoded>{html.escape(content)}</content:encoded></item>"
    )
    return (
        f"<rss {space}><channel><wp:wxr_version>1.2</wp:wxr_version>{people}{item}</channel></rss>"
    )


def test_a_classic_post_with_a_quotation_keeps_its_paragraphs() -> None:
    item = one(
        wxr(
            "The weir is old.\n\nIt leaks.\n\n<blockquote>It must go.</blockquote>\n\nWork "
            "starts.\nSoon."
        ),
        "a.xml",
    )
    assert lines(item) == ["The weir is old.", "It leaks.", "It must go.", "Work starts.", "Soon."]
    assert item.byline == "Asha Rao"
    assert one(wxr("One.\n\nTwo.", "guest44"), "a.xml").byline == ""


def test_short_codes_go_and_words_in_brackets_stay() -> None:
    item = one(
        wxr(
            "[dropcap]T[/dropcap]he weir [sic] is old.\n\n[xy_box tone='red']It leaks.[/xy_box]\n\n"
            '[ad id=7]\n\n[b]So[/b] says [the mayor].[contact-form-7 id="1"]'
        ),
        "a.xml",
    )
    assert lines(item) == ["The weir [sic] is old.", "It leaks.", "So says [the mayor]."]
    assert "[xy_box]" in told(item, "wire.shortcode")


def test_a_caption_short_code_is_a_caption() -> None:
    code = "[caption id='a']<a href='x'><img src='w.jpg' /></a> The weir.[/caption]"
    item = one(wxr(f"The weir is old.\n\n{code}\n\nIt leaks."), "a.xml")
    assert lines(item) == ["The weir is old.", "It leaks."]
    assert [picture.caption for picture in item.pictures] == ["The weir."]

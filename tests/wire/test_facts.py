"""Markup that carries facts: figures, withdrawn words, tables, lines, hidden words, addresses."""

from __future__ import annotations

import base64
import io
import json

import pytest
from PIL import Image
from wire_reading import lines, one, page, rss, told

from epaper.model.text import Crosshead, Paragraph, Table, plain


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("The lake holds 10<sup>7</sup> litres.", "The lake holds 10⁷ litres."),
        ("3.1×10<sup>−4</sup> of 9 km<sup>2</sup>, CH<sub>4</sub>", "3.1×10⁻⁴ of 9 km², CH₄"),
        ("The 3<sup>rd</sup> lock of Quay<sup>TM</sup>", "The 3rd lock of Quay™"),
        ("7<sup>3</sup>/<sub>4</sub> per cent, 2<sup>5</sup>⁄<sub>16</sub>", "7¾ per cent, 2 5/16"),
        ('6×10<span style="font-size: 0.6em; vertical-align:super">8</span> of H'
         '<span style="vertical-align: sub">2</span>O', "6×10⁸ of H₂O"),
        ('<span>12 km<span style="vertical-align:super">2</span> wide</span>', "12 km² wide"),
        ("Opens<sup><a href='#n1'>[1]</a></sup> on Monday", "Opens on Monday"),
    ],
)  # fmt: skip
def test_raised_and_lowered_figures_keep_their_value(source: str, printed: str) -> None:
    assert lines(rss(f"<p>{source}</p>")) == [printed]


def test_a_raised_letter_without_a_character_is_told() -> None:
    item = rss("<p>It grew as x<sup>Ω</sup> does.</p>")
    assert lines(item) == ["It grew as x^Ω does."]
    assert "x^Ω" in told(item, "wire.raised")


def test_lines_that_a_style_sets_lower_stay_lines() -> None:
    item = rss('<p><span style="vertical-align: sub">The Editor<br>12 Mill Road</span></p>')
    assert lines(item) == ["The Editor", "12 Mill Road"]


def test_fractions_in_headlines_and_text_of_nitf() -> None:
    half = "<frac><frac-num>3</frac-num><frac-sep>/</frac-sep><frac-den>4</frac-den></frac>"
    item = one(
        f"<nitf><body><body.head><hedline><hl1>Rate at 4{half} percent</hl1></hedline></body.head>"
        f"<body.content><p>It is 4{half} percent of "
        f"10<sup>5</sup>.</p></body.content></body></nitf>",
        "a.xml",
    )
    assert item.headline == "Rate at 4¾ percent"
    assert lines(item) == ["It is 4¾ percent of 10⁵."]


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ('It cost <money unit="INR">500</money>.', "It cost INR\u00a0500."),
        ('It cost <money unit="INR">Rs 500</money>.', "It cost Rs 500."),
        ('It cost £<money unit="GBP">5</money>.', "It cost £5."),
        ('It cost GBP <money unit="GBP">5</money>.', "It cost GBP 5."),
        ("It cost <money>500</money>.", "It cost 500."),
    ],
)
def test_a_sum_keeps_the_currency_that_its_markup_names(source: str, printed: str) -> None:
    item = one(
        f"<nitf><body><body.content><p>{source}</p></body.content></body></nitf>".encode(), "a.xml"
    )
    assert lines(item) == [printed]


@pytest.mark.parametrize(
    "mark", ["del", "s", "strike", 'span style="text-decoration: line-through"']
)
def test_withdrawn_words_are_left_out_and_told(mark: str) -> None:
    item = rss(
        f"<p>The lock opens on <{mark}>Friday</{mark.split(maxsplit=1)[0]}> <ins>Monday</ins>.</p>"
    )
    assert lines(item) == ["The lock opens on Monday."]
    assert "'Friday'" in told(item, "wire.withdrawn")


def test_cells_stand_under_their_own_heads() -> None:
    item = rss(
        "<p>Boats by "
        "day:</p><table><caption>Boats</caption><tr><th>Quay</th><th>Day</th><th>Boats</th></tr>"
        "<tr><td rowspan=2>Upper</td><td>Mon</td><td>4</td></tr><tr><td>Tue</td><td>7</td></tr>"
        "<tr><td colspan=2>Lower</td><td>9</td></tr><tr><td>Old</td><td>Mon</td><td "
        "rowspan=2>2</td></tr>"
        "<tr><td>New</td><td>Tue</td></tr></table>"
    )
    table = item.body[-1]
    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.header] == ["Quay", "Day", "Boats"]
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["Upper", "Mon", "4"],
        ["", "Tue", "7"],
        ["Lower", "", "9"],
        ["Old", "Mon", "2"],
        ["New", "Tue", ""],
    ]
    assert item.body[-2] == Crosshead(item.body[-2].text)  # type: ignore[union-attr]


def test_lines_of_verse_and_addresses_stay() -> None:
    item = rss(
        "<p>Stand by the wall,<br>and count the boats.</p><blockquote>They come<br/>and "
        "go</blockquote>"
        "<p>A line that is much too long for verse stands here and goes on after<br>a "
        "break in it.</p>"
    )
    assert lines(item) == [
        "Stand by the wall,",
        "and count the boats.",
        "They come",
        "and go",
        "A line that is much too long for verse stands here and goes on after a break in it.",
    ]


def test_lines_of_plain_text_in_json_stay() -> None:
    results = "Results on Monday\nUpper 3 Lower 1\nOld 0 New 0\n\nTable P W\n1 Upper 3 2\n2 Old 1 1"
    fields = {"uri": "urn:r", "type": "text", "headline": "Results"}
    assert lines(one(json.dumps({**fields, "body_text": results}), "a.json")) == [
        line for line in results.split("\n") if line
    ]
    prose = "The weir was shut on Monday, the board said,\nand opens on Friday.\n\nBoats wait."
    assert lines(one(json.dumps({**fields, "body_text": prose}), "a.json")) == [
        "The weir was shut on Monday, the board said, and opens on Friday.",
        "Boats wait.",
    ]


def test_references_in_plain_text_are_no_words() -> None:
    text = "It&#39;s six o&rsquo;clock &amp; dark."
    fields = {"uri": "urn:r", "type": "text", "headline": "Lamps", "body_text": text}
    assert lines(one(json.dumps(fields), "a.json")) == ["It's six o’clock & dark."]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "F"}
    entry = {"id": "1", "title": "Lamps", "content_text": text}
    assert lines(one(json.dumps({**feed, "items": [entry]}), "a.json")) == [
        "It's six o’clock & dark."
    ]


def test_lines_without_any_block_element_stay() -> None:
    body = "Results on Monday\nUpper 3 Lower 1\nOld  0 New  0\n\nTable    P W\n1 Upper  3 2"
    g2 = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:r">'
        '<itemMeta><itemClass qcode="ninat:text"/></itemMeta>'
        "<contentMeta><headline>Results</headline></contentMeta><contentSet><inlineXML>"
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
        "</inlineXML></contentSet></newsItem>"
    )
    expected = ["Results on Monday", "Upper 3 Lower 1", "Old 0 New 0", "Table P W", "1 Upper 3 2"]
    assert lines(one(g2, "a.xml")) == expected
    assert lines(rss(f"<pre>{body}</pre>")) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">Seen by nobody</p>',
        "<p hidden>Seen by nobody",
        '<span class="sr-only">Seen by nobody</span>',
        '<p style="position: absolute; left: -9999px">Seen by nobody</p>',
        '<span style="position:absolute;clip:rect(1px, 1px, 1px, 1px)">Seen by nobody</span>',
        "<dialog><p>Seen by nobody</p></dialog>",
        '<div aria-hidden="true"><p>Seen by nobody</p></div>',
    ],
)
def test_hidden_words_are_left_out_and_told(hidden: str) -> None:
    item = page(f"<article><p>The lock is shut.</p>{hidden}<p>It opens on Monday.</p></article>")
    assert lines(item) == ["The lock is shut.", "It opens on Monday."]
    assert "Seen by nobody" in told(item, "wire.hidden")


def test_words_that_a_style_sheet_hides() -> None:
    sheet = (
        "<style>/* x */ .teaser, p.robots {display: none} .tab {display:none}"
        " .tab.open {display: block} .box .inner {visibility: hidden}</style>"
    )
    item = page(
        f'{sheet}<article><p>The lock is shut.</p><p class="teaser">Seen by nobody</p>'
        '<p class="tab open">Seen in a tab.</p><p class="inner">Seen here.</p>'
        '<p class="big Robots">Nor this</p></article>'
    )
    assert lines(item) == ["The lock is shut.", "Seen in a tab.", "Seen here."]
    assert "'Seen by nobody', 'Nor this'" in told(item, "wire.hidden")


def test_the_densest_file_of_a_picture_comes_first() -> None:
    item = rss('<p>One.</p><img src="p/small.jpg" srcset="p/a.jpg, p/b.jpg 1.5x, p/c.jpg 3x">')
    hrefs = [file.href for file in item.pictures[0].renditions]
    assert hrefs == ["p/c.jpg", "p/b.jpg", "p/a.jpg", "p/small.jpg"]


def test_addresses_of_pictures_that_load_late() -> None:
    item = rss(
        '<p>One.</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="p/lock.jpg">'
        '<picture><source srcset="p/quay-300.jpg 300w, p/quay.jpg 1500w">'
        '<img src="p/blank.gif"></picture>'
        '<img src="spacer.gif"><noscript><img src="p/boat.jpg"></noscript>'
    )
    assert [[file.href for file in picture.renditions] for picture in item.pictures] == [
        ["p/lock.jpg"],
        ["p/quay.jpg", "p/quay-300.jpg"],
        ["p/boat.jpg"],
    ]


def test_a_picture_inside_the_page_comes_with_it() -> None:
    out = io.BytesIO()
    Image.effect_noise((320, 240), 90).save(out, "PNG")
    data = base64.b64encode(out.getvalue()).decode()
    item = page(f'<article><p>One.</p><img src="data:image/png;base64,{data}"></article>')
    (file,) = item.pictures[0].renditions
    assert file.data == out.getvalue()
    assert file.href.endswith(".png")


def test_text_that_was_escaped_twice() -> None:
    item = rss(
        "&lt;p&gt;The lock&amp;#39;s gate.&lt;/p&gt;&lt;p&gt;It opens.&lt;/p&gt;", "A &amp;amp; B"
    )
    assert item.headline == "A & B"
    assert lines(item) == ["The lock's gate.", "It opens."]
    assert lines(rss("The sign says &lt;STAFF&gt; only.")) == ["The sign says <STAFF> only."]
    assert lines(rss("<![CDATA[The tide will be high.]]>")) == ["The tide will be high."]


def test_the_marks_of_word_are_no_text() -> None:
    item = rss(
        '<p class="MsoListParagraph"><![if !supportLists]>'
        "<span>·&nbsp;&nbsp;</span><![endif]>Lock one</p>"
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><p>Lock "
        "two<o:p></o:p></p>"
    )
    assert lines(item) == ["Lock one", "Lock two"]


def test_captions_and_their_credits() -> None:
    item = page(
        "<article><p>The lock is shut.</p><figure><figure><img src=a.jpg><figcaption>The "
        "lock. Photo: "
        "A. Rao</figcaption></figure><figure><img src=b.jpg><figcaption>The "
        "weir.</figcaption></figure>"
        "<figcaption>Two views.</figcaption></figure><figure><table><tr><td>a</td><td>1</td></tr>"
        "<tr><td>b</td><td>2</td></tr></table><figcaption>Boats</figcaption></figure></article>"
    )
    assert [(p.caption, p.credit) for p in item.pictures] == [
        ("The lock.", "A. Rao"),
        ("The weir.", ""),
    ]
    assert [lines(item)[1], lines(item)[-1]] == ["Two views.", "Boats"]
    assert isinstance(item.body[-1], Paragraph)


def test_parts_of_bylines_and_datelines_are_never_run_together() -> None:
    item = one(
        "<nitf><body><body.head><hedline><hl1>Lock shut</hl1></hedline>"
        "<byline><person>Asha Rao</person><person>Ben Sen</person></byline>"
        "<dateline><location>Lowtown</location><story.date>20261123T0500Z</story.date></dateline>"
        "</body.head><body.content><p>It is shut.</p></body.content></body></nitf>",
        "a.xml",
    )
    assert (item.byline, item.dateline) == ("Asha Rao, Ben Sen", "Lowtown")
    item = one(
        "<nitf><body><body.head><hedline><hl1>Lock shut</hl1></hedline><byline>By "
        "<person>Asha Rao</person> and <person>Ben Sen</person> in Lowtown</byline></body.head>"
        "<body.content><p>It is shut.</p></body.content></body></nitf>",
        "a.xml",
    )
    assert item.byline == "By Asha Rao and Ben Sen in Lowtown"


@pytest.mark.parametrize(
    ("sent", "byline"),
    [
        ("reporter7", ""),
        ("admin", ""),
        ("desk@lake.example", ""),
        ("https://lake.example/asha", ""),
        ("Asha Rao", "Asha Rao"),
        ("Asha Rao asha@lake.example", "Asha Rao"),
        ("अमर", "अमर"),
    ],
)
def test_logins_and_addresses_are_no_bylines(sent: str, byline: str) -> None:
    assert rss("<p>One.</p>", more=f"<author>{sent}</author>").byline == byline


def test_a_dateline_stands_once() -> None:
    item = rss("<p>LOWTOWN: LOWTOWN, Nov 23 (UNI) - The lock is shut.</p><p>It is.</p>")
    assert lines(item)[0] == "LOWTOWN, Nov 23 (UNI) - The lock is shut."

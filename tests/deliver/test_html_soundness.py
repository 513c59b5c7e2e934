"""The HTML pages by a parser: one heading of the first rank, labels, names, links that land, tables
with headings, and nothing fetched from elsewhere."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

import pytest
from report_samples import BEFORE, FILES, FINDINGS, sample_issue

from epaper.deliver.plan_page import plan_page
from epaper.deliver.report import report
from epaper.deliver.report_page import report_page
from epaper.model.signoff import judged

PICTURES = [b"\xff\xd8one", b"\xff\xd8two"]


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attrs for tag, attrs in self.found if tag in tags]


def the_report(withheld: bool = False) -> str:
    verdict = judged(FINDINGS) if withheld else judged(())
    data = report(sample_issue(), FINDINGS, FILES, {"total": 1.0}, verdict=verdict, before=BEFORE)
    return report_page(data, PICTURES)


PAGES = {
    "report": the_report(),
    "withheld": the_report(withheld=True),
    "flatplan": plan_page(sample_issue(), {1: PICTURES[0]}),
}


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
def test_the_page_is_sound(html: str) -> None:
    tags = Tags(html)
    ids = [attrs["id"] for _, attrs in tags.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert tags.all("html")[0]["lang"] == "en"
    assert len(tags.all("h1")) == len(tags.all("main")) == len(tags.all("title")) == 1
    ranks = [int(tag[1]) for tag, _ in tags.found if re.fullmatch("h[1-6]", tag)]
    assert ranks[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(ranks))
    assert {i["id"] for i in tags.all("input")} <= {label["for"] for label in tags.all("label")}
    assert all(image["alt"] for image in tags.all("img"))
    goals = {a["href"][1:] for a in tags.all("a") if a["href"].startswith("#")}
    assert goals <= set(ids)
    assert all("scope" in head for head in tags.all("th"))
    assert len(tags.all("table")) == len(tags.all("caption"))
    assert not re.search(r'(?:src|href)="?(?:https?:|//)|@import|url\((?!#)', html)


def test_a_finding_and_its_mark_lead_to_each_other() -> None:
    html = PAGES["report"]
    assert '<a class=number href="#m2"' in html
    assert 'id="m2" class="number warning" href="#f2"' in html
    assert 'style="left:5.0%;top:5.0%;width:25.0%;height:10.0%"' in html


def test_the_figures_of_the_issue_before_stand_beside() -> None:
    assert "<dd class=was>before: 17</dd>" in PAGES["report"]
    assert "the issue of 2025-12-31" in PAGES["report"]

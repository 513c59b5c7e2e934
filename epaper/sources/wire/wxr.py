"""WordPress export, WXR 1.0 to 1.2: posts and pages are stories, attachments their pictures.

Text without <p> is parted at empty lines, as WordPress itself does (wpautop); [caption] short codes
become figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from epaper.settings.notes import Notes
from epaper.sources.wire.common import iso_time, language_tag, unique
from epaper.sources.wire.item import (
    Read,
    Refusal,
    Rendition,
    Status,
    Subject,
    WireItem,
    WirePicture,
)
from epaper.sources.wire.markup import inline, read_html
from epaper.sources.wire.xml import Element, attributes, child, children, local, namespace, words

_STORIES = {"post", "page", ""}
_SILENT = {"attachment", "nav_menu_item", "revision", "customize_changeset", "wp_global_styles"}
_CAPTION = re.compile(r"\[caption[^\]]*\](.*?(?:/>|</a>|</img>|>))(.*?)\[/caption\]", re.DOTALL)
_SHORTCODE = re.compile(r"\[/?(?:gallery|embed|audio|video|playlist|vc_\w+|et_\w+)\b[^\]]*\]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def is_wxr(root: Element) -> bool:
    return any(local(part) == "wxr_version" for part in children(child(root, "channel")))


def read_wxr(root: Element, file: str) -> Iterator[Read]:
    channel = child(root, "channel")
    site, language = words(child(channel, "title")), language_tag(words(child(channel, "language")))
    items = list(children(channel, "item"))
    attached: dict[str, list[WirePicture]] = {}
    by_id: dict[str, WirePicture] = {}
    for item in items:
        if _wp(item, "post_type") == "attachment" and (address := _wp(item, "attachment_url")):
            picture = WirePicture(
                (Rendition(address),),
                inline(_encoded(item, "excerpt")),
                alt=_meta(item, "_wp_attachment_image_alt"),
            )
            attached.setdefault(_wp(item, "post_parent"), []).append(picture)
            by_id[_wp(item, "post_id")] = picture
    for item in items:
        kind = _wp(item, "post_type")
        if kind in _SILENT:
            continue
        name = inline(words(child(item, "title")))
        if kind not in _STORIES:
            yield Refusal(
                file, f"a WordPress {kind}, not a post or page", words(child(item, "guid")), name
            )
            continue
        featured = by_id.get(_meta(item, "_thumbnail_id"))
        pictures = [featured] if featured else []
        pictures += [p for p in attached.get(_wp(item, "post_id"), []) if p is not featured]
        yield _post(item, file, site, language, pictures=pictures)
    if not items:
        yield Refusal(file, "a WordPress export without items: nothing to import", "", site)


def _wp(item: Element, name: str) -> str:
    return next(
        (
            words(part)
            for part in children(item, name)
            if "/export/" in namespace(part) or namespace(part) == "wp"
        ),
        "",
    )


def _meta(item: Element, key: str) -> str:
    return next(
        (
            words(child(m, "meta_value"))
            for m in children(item, "postmeta")
            if words(child(m, "meta_key")) == key
        ),
        "",
    )


def _encoded(item: Element, kind: str) -> str:
    """The text of content:encoded or excerpt:encoded."""
    for part in children(item, "encoded"):
        if ("excerpt" in namespace(part)) == (kind == "excerpt"):
            return "".join(part.itertext())
    return ""


def _post(item: Element, file: str, site: str, language: str, pictures: list[WirePicture]) -> Read:
    notes = Notes(file)
    title, html = inline(words(child(item, "title"))), _encoded(item, "content")
    if codes := _SHORTCODE.findall(html):
        notes.warning(
            "wire.shortcode", f"WordPress short codes left out: {', '.join(sorted(set(codes))[:5])}"
        )
        html = _SHORTCODE.sub("", html)
    html = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", html)
    if not re.search(r"<(p|div|ul|ol|table|blockquote)\b", html, re.IGNORECASE):
        html = _PARAGRAPH.sub("<p>", html)
    body = read_html(html)
    uri = words(child(item, "guid")) or words(child(item, "link"))
    if not title and not body.blocks:
        return Refusal(file, "a post without title and text", uri)
    terms = [
        (attributes(part).get("domain", "category"), words(part))
        for part in children(item, "category")
    ]
    status = _wp(item, "status")
    if status in ("draft", "pending", "future", "private", "trash"):
        notes.info("wire.status", f"its status in WordPress is {status}: held")
    gmt = _wp(item, "post_date_gmt")
    created = (
        iso_time(words(child(item, "pubDate"))) or iso_time(gmt) or iso_time(_wp(item, "post_date"))
    )
    known = {p.renditions[0].href for p in body.pictures if p.renditions}
    extra = tuple(p for p in pictures if p.renditions[0].href not in known)
    sections = [name for domain, name in terms if domain == "category" and name != "Uncategorized"]
    return WireItem(
        format="wxr",
        id=uri,
        type="post",
        created=created,
        updated=iso_time(_wp(item, "post_modified_gmt")) or created,
        status=Status.USABLE if status in ("publish", "") else Status.WITHHELD,
        headline=title,
        deck=inline(_encoded(item, "excerpt")),
        byline=words(child(item, "creator")),
        credit=site,
        body=body.blocks,
        pictures=(*extra, *body.pictures),
        subjects=tuple(Subject(name, role="section") for name in sections),
        tags=unique(name for domain, name in terms if name != "Uncategorized"),
        language=language,
        related=body.links,
        address=words(child(item, "link")),
        file=file,
        unmapped=_unmapped(item),
        findings=tuple(notes.found),
    )


def _unmapped(item: Element) -> dict[str, object]:
    """The fields of plugins and the summary that WordPress makes; comments are no part of a
    story."""
    found: dict[str, object] = {}
    for part in children(item, "postmeta"):
        if not (key := words(child(part, "meta_key"))).startswith("_"):
            found[key] = words(child(part, "meta_value"))
    if summary := words(child(item, "description")):
        found["description"] = inline(summary)
    return found

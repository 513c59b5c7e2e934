"""WordPress export, WXR 1.0 to 1.2: posts and pages are stories, attachments their pictures.

Text without <p> is parted at empty lines, as WordPress itself does (wpautop); [caption] short codes
become figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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
_CAPTION = re.compile(r"\[caption[^\]]*\]((?:(?!\[/?caption).){0,5000}?)\[/caption\]", re.DOTALL)
_PICTURE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</img>)?(?:\s*</a>)?", re.IGNORECASE)
_CODE = re.compile(r"\[(/?)([A-Za-z][\w-]{0,40})((?:\s[^\[\]]*?)?)(/?)\]")
_VALUED = re.compile(r"""\s[\w-]+\s*=\s*(?:"|'|&#8221;|&#8243;|&quot;|[^\s=])""")
_KNOWN_CODES = re.compile(
    r"gallery|embed|audio|video|playlist|caption|wp_caption|more|nextpage|(?:vc|et|su|fusion|av|"
    r"fl|tps|wpv|sc|ads?|contact-form)[_-][\w-]+|dropcap|pullquote|ads"
)
_WITHHELD_CODES = ("embed", "audio", "video", "playlist", "gallery")  # their words are addresses
_BLOCK = re.compile(
    r"<(p|div|ul|ol|table|blockquote|h[1-6]|figure|pre|hr|dl|section|form|iframe)\b", re.IGNORECASE
)
_BLOCK_EDGE = re.compile(
    r"\s*(</?(?:div|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|h[1-6]|figure|figcaption|pre|"
    r"hr|dl|dt|dd|section|form|iframe)\b[^>]*>)\s*",
    re.IGNORECASE,
)
_NESTING = re.compile(r"<(/?)(p|blockquote|table|figure)\b", re.IGNORECASE)
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
    names = {
        words(child(author, "author_login")): words(child(author, "author_display_name"))
        for author in children(channel, "author")
    }
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
        yield _post(item, file, site, language, pictures=pictures, names=names)
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


def _post(
    item: Element,
    file: str,
    site: str,
    language: str,
    pictures: list[WirePicture],
    names: Mapping[str, str],
) -> Read:
    notes = Notes(file)
    title, html = inline(words(child(item, "title"))), _encoded(item, "content")
    html = _CAPTION.sub(_figure, html)
    html = paragraphed(without_codes(html, notes))
    body = read_html(html, notes)
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
        byline=_author(words(child(item, "creator")), names),
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


def _figure(found: re.Match[str]) -> str:
    """A [caption] short code as a figure: its picture, with a link around it or none, and what
    follows.
    """
    inner = found[1]
    if (picture := _PICTURE.search(inner)) is None:
        return inner
    caption = inner[: picture.start()] + inner[picture.end() :]
    return f"<figure>{picture.group()}<figcaption>{caption}</figcaption></figure>"


def _author(login: str, names: Mapping[str, str]) -> str:
    """The name that an export gives for a login; a login of which it has no name stays, and is
    judged as every byline.
    """
    return names.get(login, "") or login


def without_codes(html: str, notes: Notes) -> str:
    """A post without its short codes; what stands between an opening and a closing one is kept.

    A short code is a known name in brackets, or one with values, or one that is closed later; words
    in brackets, such as [sic] and [the mayor], are none.
    """
    closed = {found[2] for found in _CODE.finditer(html) if found[1]}
    left: dict[str, None] = {}

    def without(found: re.Match[str]) -> str:
        name, values, alone = found[2], found[3], found[4]
        known = name in closed or _KNOWN_CODES.fullmatch(name) or alone
        if not known and not _VALUED.match(values):
            return found.group()
        left[name] = None
        return ""

    for name in _WITHHELD_CODES:
        html, count = re.subn(rf"\[{name}\b[^\]]*\][^\[<]{{0,2000}}\[/{name}\]", "", html)
        if count:
            left[name] = None
    html = _CODE.sub(without, html)
    if left:
        names = ", ".join(f"[{name}]" for name in sorted(left)[:8])
        notes.warning(
            "wire.shortcode",
            f"WordPress short codes are left out: {names}; the words in them are kept",
            "look whether a picture or table is missing",
        )
    return html


def paragraphed(html: str) -> str:
    """A classic post, whose paragraphs are parted by empty lines, with its <p>: WordPress does the
    same (wpautop).  Posts of blocks and posts with <p> have theirs already.
    """
    if _has_paragraphs(html) or not _PARAGRAPH.search(html):
        return html
    if not _BLOCK.search(html):
        return _lines(_PARAGRAPH.sub("<p>", html))
    html = _BLOCK_EDGE.sub(r"\n\n\1\n\n", html)
    parts = (part.strip() for part in _PARAGRAPH.split(html))
    return "\n".join(
        part
        if not part or (re.match(r"</?[a-z]", part) and _BLOCK_EDGE.match(part))
        else f"<p>{_lines(part)}</p>"
        for part in parts
    )


def _has_paragraphs(html: str) -> bool:
    """Is there a <p> outside quotations, tables and figures, whose own say nothing of the text
    around?
    """
    depth = 0
    for found in _NESTING.finditer(html):
        if found[2].lower() == "p":
            if not depth and not found[1]:
                return True
        else:
            depth = max(0, depth + (-1 if found[1] else 1))
    return False


def _lines(html: str) -> str:
    """A line end inside a paragraph is a line, as WordPress prints it."""
    return html.strip().replace("\n", "<br>")


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

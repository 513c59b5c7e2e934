"""Small items of every wire format, feeds, pages and pasted text."""

from __future__ import annotations

import json
from random import Random
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tools.fuzz import mutate, words
from tools.fuzz.mutate import E

TIMES = (
    "2026-01-01T08:30:00+00:00",
    "2026-01-01",
    "20260101T083000Z",
    "Thu, 01 Jan 2026 08:30:00 GMT",
    "Thursday, 1 January, 8 am",
    "2026-01-01T24:00:00Z",
    "tomorrow",
)
# modules of RSS
DC, CONTENT = "http://purl.org/dc/elements/1.1/", "http://purl.org/rss/1.0/modules/content/"


def when(rng: Random) -> str:
    return rng.choice(TIMES[:4]) if rng.random() < 0.85 else rng.choice(TIMES)


def html_body(rng: Random) -> str:
    """Some HTML as agencies send it."""
    parts = []
    for _ in range(rng.randint(1, 6)):
        line = escape(words.paragraph(rng, rng.randint(3, 40)))
        parts.append(
            rng.choice(
                (
                    f"<p>{line}</p>",
                    f"<p>{line}</p>",
                    f"<p class='a'>{line}<br/>{line}</p>",
                    f"<h2>{line[:60]}</h2>",
                    f"<ul><li>{line}</li><li>b</li></ul>",
                    f"<blockquote><p>{line}</p></blockquote>",
                    "<table><tr><th>a<th>b<tr><td rowspan=2>1<td>2<tr><td>3</table>",
                    "<p>10<sup>6</sup> and H<sub>2</sub>O, <del>old</del><ins>new</ins> 6½</p>",
                    "<img src='a.png' alt='A picture'/><hr/>",
                    "<p style='display:none'>hidden</p>",
                    f"<pre>{line}\n  {line}</pre>",
                )
            )
        )
    return "\n".join(parts)


# -- JSON ------------------------------------------------------------------------------------------


def as_json(rng: Random, tree: Any) -> bytes:
    changed = json.dumps(mutate.tree(rng, tree), ensure_ascii=rng.random() < 0.5, default=str)
    changed = mutate.text(rng, changed, mutate.JSON_PIECES)
    return mutate.raw(rng, mutate.encoded(rng, changed), 0.05)


def ninjs(rng: Random) -> bytes:
    item: dict[str, Any] = {
        "uri": f"urn:x:{rng.randrange(99)}",
        "type": rng.choice(("text", "text", "picture", "composite")),
        "version": str(rng.randint(1, 9)),
        "versioncreated": when(rng),
        "firstcreated": when(rng),
        "embargoed": when(rng),
        "pubstatus": rng.choice(("usable", "withheld", "canceled", "odd")),
        "urgency": rng.randint(1, 9),
        "headline": words.some_words(rng, 6),
        "slugline": "BRIDGE-REPAIR",
        "byline": "Ada Example",
        "dateline": "HARBOUR TOWN, Jan 1",
        "located": "Harbour Town",
        "language": rng.choice(words.LANGUAGES),
        "body_html": html_body(rng),
        "body_text": words.paragraph(rng, 30),
        "description_text": words.sentence(rng),
        "ednote": "Eds: adds quotes",
        "infosource": [{"name": "Wire One"}],
        "subject": [{"name": "football", "code": "15054000", "scheme": "mediatopic"}],
        "place": [{"name": "Harbour Town"}],
        "keywords": ["bridge"],
        "usageterms": "No changes",
        "copyrightholder": "Wire One",
        "profile": "story",
        "associations": {
            "featuremedia": {
                "type": "picture",
                "uri": "urn:x:p1",
                "headline": "A bridge",
                "description_text": "The bridge.",
                "renditions": {"original": {"href": "a.png", "width": 64, "height": 48}},
            },
            "more": {"type": "text", "uri": "urn:x:7"},
        },
        "renditions": {"original": {"href": "a.png", "mimetype": "image/png"}},
    }
    if rng.random() < 0.4:  # of ninjs 3.0
        item["headlines"] = [{"value": item.pop("headline"), "role": "main"}]
        item["bodies"] = [{"value": item.pop("body_html"), "contentType": "text/html"}]
        item["by"] = item.pop("byline")
    for name in rng.sample(list(item), rng.randint(0, 10)):
        del item[name]
    return as_json(rng, [item, item] if rng.random() < 0.1 else item)


# -- XML -------------------------------------------------------------------------------------------


def _written(node: Any) -> str:
    """A node of a tree as XML; what is no element stands as its text."""
    if isinstance(node, list):
        return "".join(_written(one) for one in node)
    if not isinstance(node, E):
        return node if isinstance(node, str) and node.startswith("<") else escape(str(node))
    tag, items = str(node.tag), node.attributes
    kept = items.items() if isinstance(items, dict) else ()
    attributes = "".join(f" {name}={quoteattr(str(value))}" for name, value in kept)
    return f"<{tag}{attributes}>{_written(node.inside)}</{tag}>"


def as_xml(rng: Random, root: E) -> bytes:
    head = rng.choice(('<?xml version="1.0" encoding="UTF-8"?>\n', "", "\n  "))
    changed = head + _written(mutate.tree(rng, root))
    changed = mutate.text(rng, changed, mutate.XML_PIECES)
    return mutate.raw(rng, mutate.encoded(rng, changed), 0.05)


def _e(tag: str, /, *inside: Any, **attributes: Any) -> E:
    named = {name.rstrip("_").replace("__", ":"): value for name, value in attributes.items()}
    return E(tag, named, list(inside))


def newsml_g2(rng: Random) -> bytes:
    item = _e(
        "newsItem",
        _e("catalogRef", href="http://example.org/catalog.xml"),
        _e("rightsInfo", _e("copyrightNotice", "Wire One"), _e("usageTerms", "No changes")),
        _e(
            "itemMeta",
            _e("itemClass", qcode=rng.choice(("ninat:text", "ninat:picture", "ninat:composite"))),
            _e("provider", _e("name", "Wire One"), literal="W1"),
            _e("versionCreated", when(rng)),
            _e("embargoed", when(rng)),
            _e("pubStatus", qcode=rng.choice(("stat:usable", "stat:canceled", "stat:withheld"))),
            _e("signal", qcode="sig:correction"),
            _e("edNote", "Eds: adds"),
        ),
        _e(
            "contentMeta",
            _e("urgency", rng.randint(1, 9)),
            _e("contentCreated", when(rng)),
            _e("located", _e("name", "Harbour Town")),
            _e("creator", _e("name", "Ada Example")),
            _e("language", tag="en"),
            _e("subject", _e("name", "football"), qcode="medtop:15054000"),
            _e("slugline", "BRIDGE"),
            _e("headline", words.some_words(rng, 6)),
            _e("by", "By Ada Example"),
            _e("dateline", "HARBOUR TOWN"),
            _e("description", words.sentence(rng)),
        ),
        _e(
            "contentSet",
            _e(
                "inlineXML",
                _e("html", _e("body", html_body(rng)), xmlns="http://www.w3.org/1999/xhtml"),
                contenttype="application/xhtml+xml",
            ),
            _e("remoteContent", href="a.png", contenttype="image/png", width=64),
        ),
        xmlns="http://iptc.org/std/nar/2006-10-01/",
        guid=f"urn:x:{rng.randrange(50)}",
        version=rng.randint(1, 9),
        standard="NewsML-G2",
        conformance="power",
    )
    if rng.random() < 0.3:
        item = _e("newsMessage", _e("header", _e("sent", when(rng))), _e("itemSet", item, item))
    return as_xml(rng, item)


def newsml_1(rng: Random) -> bytes:
    component = _e(
        "NewsComponent",
        _e("NewsLines", _e("HeadLine", words.some_words(rng, 5)), _e("ByLine", "Ada Example")),
        _e(
            "AdministrativeMetadata",
            _e("Provider", _e("Party", FormalName="Wire One")),
            _e("Creator", _e("Party", FormalName="Ada")),
        ),
        _e(
            "DescriptiveMetadata",
            _e("Language", FormalName="en"),
            _e("SubjectCode", _e("Subject", FormalName="15000000")),
            _e("Location", _e("Property", FormalName="City", Value="Harbour Town")),
        ),
        _e(
            "ContentItem",
            _e("MediaType", FormalName="Text"),
            _e("Format", FormalName="NITF"),
            _e("DataContent", _e("nitf", _e("body", _e("body.content", html_body(rng))))),
        ),
        _e(
            "NewsComponent",
            _e("Role", FormalName="Photo"),
            _e("ContentItem", _e("MediaType", FormalName="Photo"), Href="a.png"),
        ),
    )
    return as_xml(
        rng,
        _e(
            "NewsML",
            _e("NewsEnvelope", _e("DateAndTime", when(rng)), _e("Priority", FormalName="3")),
            _e(
                "NewsItem",
                _e(
                    "Identification",
                    _e(
                        "NewsIdentifier",
                        _e("ProviderId", "example.org"),
                        _e("DateId", "20260101"),
                        _e("NewsItemId", rng.randrange(50)),
                        _e("RevisionId", rng.randint(0, 4), PreviousRevision=0, Update="N"),
                        _e("PublicIdentifier", f"urn:x:{rng.randrange(50)}"),
                    ),
                ),
                _e(
                    "NewsManagement",
                    _e("NewsItemType", FormalName="News"),
                    _e("FirstCreated", when(rng)),
                    _e("ThisRevisionCreated", when(rng)),
                    _e("Status", FormalName=rng.choice(("Usable", "Canceled", "Embargoed"))),
                    _e("StatusWillChange", _e("DateAndTime", when(rng))),
                    _e("Urgency", FormalName=rng.randint(1, 8)),
                ),
                component,
            ),
            Version="1.2",
        ),
    )


def nitf(rng: Random) -> bytes:
    return as_xml(
        rng,
        _e(
            "nitf",
            _e(
                "head",
                _e("title", words.some_words(rng, 4)),
                _e(
                    "docdata",
                    _e("doc-id", id_string=f"urn:x:{rng.randrange(50)}"),
                    _e("urgency", **{"ed-urg": rng.randint(1, 8)}),
                    _e("date.issue", norm=when(rng)),
                    _e("date.release", norm=when(rng)),
                    _e("du-key", key="BRIDGE", version="2"),
                    _e("doc.copyright", holder="Wire One"),
                    _e("ed-msg", info="Adds"),
                    **{"management-status": rng.choice(("usable", "canceled", "withheld"))},
                ),
                _e("pubdata", type="print", **{"position.section": "A"}),
                _e("meta", name="urgency", content="3"),
            ),
            _e(
                "body",
                _e(
                    "body.head",
                    _e("hedline", _e("hl1", words.some_words(rng, 5)), _e("hl2", "A deck")),
                    _e("byline", "By ", _e("person", "Ada Example"), _e("byttl", "Reporter")),
                    _e("dateline", _e("location", "HARBOUR TOWN"), _e("story.date", "Jan 1")),
                    _e("abstract", _e("p", words.sentence(rng))),
                ),
                _e(
                    "body.content",
                    html_body(rng),
                    _e(
                        "media",
                        _e("media-reference", source="a.png", **{"mime-type": "image/png"}),
                        _e("media-caption", "A bridge."),
                        _e("media-producer", "A Camera"),
                        **{"media-type": "image"},
                    ),
                ),
                _e("body.end", _e("tagline", "More later")),
            ),
        ),
    )


def rss(rng: Random) -> bytes:
    items = [
        _e(
            "item",
            _e("title", words.some_words(rng, 5)),
            _e("link", "https://example.org/1"),
            _e("guid", f"g{rng.randrange(9)}", isPermaLink="false"),
            _e("pubDate", when(rng)),
            _e("dc:creator", "Ada Example"),
            _e("author", "ada@example.org (Ada)"),
            _e("category", "Sport"),
            _e("description", html_body(rng) if rng.random() < 0.5 else words.sentence(rng)),
            _e("content:encoded", f"<![CDATA[{html_body(rng)}]]>"),
            _e("enclosure", url="a.png", type="image/png", length="x"),
            _e("media:content", _e("media:description", "A bridge."), url="a.png"),
        )
        for _ in range(rng.randint(0, 3))
    ]
    return _channel(
        rng,
        _e("title", "A feed"),
        _e("language", "en"),
        *items,
        xmlns__dc=DC,
        xmlns__content=CONTENT,
        xmlns__media="http://search.yahoo.com/mrss/",
    )


def _channel(rng: Random, *inside: E, **namespaces: str) -> bytes:
    return as_xml(rng, _e("rss", _e("channel", *inside), version="2.0", **namespaces))


def atom(rng: Random) -> bytes:
    entries = [
        _e(
            "entry",
            _e("title", words.some_words(rng, 5), type=rng.choice(("text", "html", "xhtml"))),
            _e("id", f"urn:x:{rng.randrange(9)}"),
            _e("updated", when(rng)),
            _e("published", when(rng)),
            _e("author", _e("name", "Ada Example")),
            _e("category", term="Sport"),
            _e("link", href="a.png", rel="enclosure", type="image/png"),
            _e("summary", words.sentence(rng)),
            _e("content", escape(html_body(rng)).replace("<", "&lt;"), type="html"),
            _e("rights", "Wire One"),
        )
        for _ in range(rng.randint(0, 3))
    ]
    return as_xml(
        rng, _e("feed", _e("title", "A feed"), *entries, xmlns="http://www.w3.org/2005/Atom")
    )


def wxr(rng: Random) -> bytes:
    items = [
        _e(
            "item",
            _e("title", words.some_words(rng, 5)),
            _e("pubDate", when(rng)),
            _e("dc:creator", "ada"),
            _e("guid", f"https://example.org/?p={n}"),
            _e("content:encoded", f"<![CDATA[{html_body(rng)}]]>"),
            _e("excerpt:encoded", "<![CDATA[Short.]]>"),
            _e("wp:post_id", n),
            _e("wp:post_date_gmt", "2026-01-01 08:30:00"),
            _e("wp:status", rng.choice(("publish", "draft", "trash", "private", "future"))),
            _e("wp:post_type", rng.choice(("post", "page", "attachment"))),
            _e("wp:post_password", ""),
            _e("wp:attachment_url", "https://example.org/a.png"),
            _e("category", "Sport", domain="category", nicename="sport"),
            _e("wp:postmeta", _e("wp:meta_key", "_thumbnail_id"), _e("wp:meta_value", 1)),
        )
        for n in range(rng.randint(0, 3))
    ]
    return _channel(
        rng,
        _e("title", "A site"),
        _e("wp:wxr_version", "1.2"),
        *items,
        xmlns__dc=DC,
        xmlns__wp="http://wordpress.org/export/1.2/",
        xmlns__content=CONTENT,
        xmlns__excerpt="http://wordpress.org/export/1.2/excerpt/",
    )

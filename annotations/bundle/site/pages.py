"""A page of the site as a page of the bundle: its links lead to files, and what needs a server or a script is gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html

from annotations.bundle.site.places import Places, link
from annotations.bundle.site.styles import Style, of_addresses

# A link with one of these leaves the bundle on purpose.
LEAVING = frozenset({"http", "https", "mailto"})
NEEDS_A_SERVER = "self::script or self::template or self::noscript or self::button or self::form[not(@id='view')]"
GONE = f".//*[{NEEDS_A_SERVER} or @hidden]"
CR = "&#13;"
STYLES = ".//link[@rel='stylesheet']"
OF_SCRIPTS = frozenset({"data-cite", "data-copy", "target", "rel"})
OFFERS = ("cite_", "download", "login")  # files that the site makes when they are asked for


@dataclass(slots=True)
class Page:
    """One page: its file below data/, and the HTML of its main part."""

    file: str
    title: str
    description: str
    main: str
    body_class: str = ""
    styles: list[Style] = field(default_factory=list)
    section: str = ""
    ids: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where links stand: file and address of the page, its places; and `links`, the address of each file led to."""

    file: str
    address: str
    ids: set[str]
    places: Places
    links: dict[str, str]


def made(file: str, address: str, html: str, places: Places) -> Page:
    """Return the page of the bundle that is `html` at `address` of the site."""
    # A parser makes a line break of CR LF, unless it is told to keep the CR: an author's word is not to be changed.
    root: Any = lxml.html.document_fromstring(html.replace("\r", CR))
    main = root.find(".//main")
    for element in main.xpath(GONE):
        if element.getparent() is not None:
            element.drop_tree()
    ids = {str(one) for one in main.xpath(".//@id")}
    links: dict[str, str] = {}
    for one in main.xpath(".//a[@href]"):
        _lead(one, Origin(file, address, ids, places, links))
    for form in main.xpath(".//form"):
        form.attrib.pop("action", "")
    main.tail = None
    return Page(
        file,
        title=root.findtext(".//title") or "",
        description=root.xpath("string(.//meta[@name='description']/@content)"),
        main=_inside(main),
        body_class=root.find(".//body").get("class", ""),
        styles=of_addresses(
            (one.get("href"), one.get("media", "")) for one in root.xpath(".//link[@rel='stylesheet']")
        ),
        section=places.of(root.xpath("string(.//header//nav//a[@aria-current]/@href)")) or "",
        ids=ids,
        links=links,
    )


def _lead(element: Any, origin: Origin) -> None:
    """Lead a link to its file and note that; a link to no file becomes plain words, or goes with what it offers."""
    href = element.get("href").strip()
    leaves = urlsplit(href).scheme in LEAVING
    for name in OF_SCRIPTS & set(element.keys()):
        del element.attrib[name]
    if leaves:
        element.set("rel", "noopener")
        return
    address = urljoin(origin.address, href)
    target = origin.file + href if href.startswith("#") and href[1:] in origin.ids else None
    target = target if href.startswith("#") else origin.places.of(address)
    if target:
        element.set("href", link(origin.file, target))
        origin.links[target] = address
    elif origin.places.named(address)[0].startswith(OFFERS):
        element.drop_tree()
    else:
        _unlink(element)


def _unlink(element: Any) -> None:
    """Turn a link into a span of the same words, which is not to look like something to be pressed."""
    element.tag = "g" if element.xpath("ancestor::svg") else "span"
    kept = {name: element.get(name) for name in ("class", "lang", "dir", "id", "title") if element.get(name)}
    element.attrib.clear()
    element.attrib.update(kept)
    element.classes.discard("btn")


def _inside(main: Any) -> str:
    """Return what lies in `main` as HTML."""
    children = "".join(lxml.html.tostring(child, encoding="unicode") for child in main)
    return escape(main.text or "").strip() + children

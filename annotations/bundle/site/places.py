"""Which file of the bundle a page of the site is; addresses that have none lead nowhere and become plain words."""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Max
from django.urls import Resolver404, resolve
from django.utils.translation import override

from annotations import usage
from annotations.models import Annotation, Claim, Topic
from edition.citations.styles import STYLES
from edition.models import Article, Revision, Work

SITE = "site"
# Names that some system keeps for itself, whatever comes after the full stop.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z")
ENDING = re.compile(r"\.[a-z0-9]{1,8}\Z")
PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}\Z")
# Files beside the page of citations, by the format that the site serves.
CITATION_FILES = {"bibtex": "bib", "ris": "ris", "csl-json": "json"}
FIXED = {
    "home": "index",
    "articles": "articles",
    "topics": "topics",
    "bibliography": "bibliography",
    "tags": "tags",
    "map": "map",
    "about": "about",
    "verdicts": "verdicts",
    "verify": "verify",
}
READING = frozenset({"article", "revision", "passage"})
OF_TEXTS = frozenset({"verbatim", "original", "cite_article", "cite_passage", "download"})
FURTHER = re.compile(r"page=([0-9]{1,6})\Z")  # the query of the second and later pages of a long list


def stem(name: str) -> str:
    """Return a file name without its ending for any name: one that every file system can hold beside the others.

    >>> stem("dukes-legacy"), stem("Zia")
    ('dukes-legacy', 'zia-d5dbe49b54')
    """
    if PLAIN.match(name) and not RESERVED.match(name):
        return name
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
    return f"{plain or 'x'}-{hashlib.sha256(name.encode()).hexdigest()[:10]}"


def text_stem(slug: str, number: int) -> str:
    """Return the name of the files of one text, without ending."""
    return f"{stem(slug)}-v{number}"


def text_files(slug: str, number: int, file_name: str) -> dict[str, str]:
    """Return the files of the exact text and of the original bytes of one text, below data/."""
    ending = ENDING.search(file_name.lower())
    name = text_stem(slug, number)
    return {"verbatim": f"verbatim/{name}.txt", "original": f"original/{name}{ending.group() if ending else ''}"}


class Places:
    """The files of the pages of the edition as it is now, by the names of their addresses."""

    def __init__(self) -> None:
        self.current = dict(Revision.objects.values_list("article__slug").annotate(last=Max("number")))
        rows = Revision.objects.values_list("article__slug", "number", "file_name")
        self.texts = {(slug, number): text_files(slug, number, name) for slug, number, name in rows}
        merged = Work.objects.select_related("merged__into").filter(merged__isnull=False)
        self.moved = {work.key: work.standing.key for work in merged}
        self.articles = dict(Article.objects.values_list("work__key", "slug"))
        self.there: dict[str, set[str]] = {
            "note": set(map(str, Annotation.objects.public().values_list("number", flat=True))),
            "work": set(Work.objects.sources().values_list("key", flat=True)),
            "topic": set(Topic.objects.values_list("slug", flat=True)),
            "claim": set(Claim.objects.values_list("slug", flat=True)),
            "tag": {row.tag.slug for row in usage.tag_counts()},
        }
        self.known: dict[str, str | None] = {}

    def of(self, address: str) -> str | None:
        """Return the file (with its fragment) of an address such as `/notes/2/#x`, below data/; None for no file."""
        if address not in self.known:
            self.known[address] = self._find(address)
        return self.known[address]

    def named(self, address: str) -> tuple[str, dict[str, Any]]:
        """Return the name of an address of the site and what it was given; '' for no address."""
        try:
            with override(settings.LANGUAGE_CODE):
                match = resolve(unquote(urlsplit(address).path))
        except Resolver404:
            return "", {}
        return match.url_name or "", match.kwargs

    def _find(self, address: str) -> str | None:
        parts = urlsplit(address)
        name, given = self.named(address)
        page = FURTHER.match(parts.query)
        if parts.query and not page and name not in READING:
            return None
        found = self._file(name, given)
        if found and page and int(page[1]) > 1:
            found = f"{found.removesuffix('.html')}-{page[1]}.html"
        return f"{found}#{parts.fragment}" if found and parts.fragment and "#" not in found else found

    def _file(self, name: str, given: dict[str, Any]) -> str | None:
        if name in FIXED:
            return f"{SITE}/{FIXED[name]}.html"
        if name == "cite_bibliography":
            return self._bibliography(given.get("form", ""))
        if name in READING | OF_TEXTS:
            return self._text(name, given)
        kind = "note" if name == "history" else name.removeprefix("cite_")
        if kind not in self.there:
            return None
        key = str(given.get("number") or given.get("slug") or given.get("key") or given.get("tag"))
        key = self.moved.get(key, key) if kind == "work" else key
        if name == "work" and key in self.articles:
            return self._text("article", {"slug": self.articles[key]})
        if key not in self.there[kind]:
            return None
        if name in {kind, "history"}:
            return f"{SITE}/{kind}s/{stem(key)}{'-history' if name == 'history' else ''}.html"
        return _cites(kind, stem(key), given.get("form", "")) if kind != "tag" else None

    def _bibliography(self, form: str) -> str | None:
        if not form:
            return f"{SITE}/cite/bibliography.html"
        if form in STYLES:
            return f"citations/bibliography-{form}.txt"
        return f"citations/bibliography.{CITATION_FILES[form]}" if form in CITATION_FILES else None

    def _text(self, name: str, given: dict[str, Any]) -> str | None:
        slug = given["slug"]
        number: int = given.get("number") or self.current.get(slug, 0)
        if (slug, number) not in self.texts:
            return None
        file, anchor = text_stem(slug, number), given.get("anchor", "").partition("-")[0]
        if name in READING:
            return f"{SITE}/articles/{file}.html" + (f"#{anchor}" if anchor else "")
        if name == "download":
            return f"tei/{file}.xml" if given["form"] == "tei" else None
        if name in {"verbatim", "original"}:
            return self.texts[slug, number][name]
        return _cites("article", file, given.get("form", ""), anchor)


def _cites(kind: str, name: str, form: str, anchor: str = "") -> str:
    if form in CITATION_FILES and not anchor:
        return f"{SITE}/cite/{kind}-{name}.{CITATION_FILES[form]}"
    return f"{SITE}/cite/{kind}-{name}.html" + (f"#{anchor}" if anchor else "")


def link(page: str, target: str) -> str:
    """Return the relative link from one file to another, both below the same folder.

    >>> link("site/notes/2.html", "site/articles/a-v1.html#p5")
    '../articles/a-v1.html#p5'
    """
    file, mark, fragment = target.partition("#")
    if file == page and fragment:
        return f"#{fragment}"
    return posixpath.relpath(file, posixpath.dirname(page)) + mark + fragment

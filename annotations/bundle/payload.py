"""What lies in the bundle beside its site: texts, edition folder, TEI, Web Annotations, citations, quotations."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import override

from annotations import citing, folder
from annotations.bundle.bag import Bag
from annotations.bundle.site.places import CITATION_FILES, text_files, text_stem
from annotations.exports import tei
from annotations.exports.web_annotation import as_annotations
from annotations.models import Account, Annotation, Claim, FormerPlace, Link, Topic, TopicPassage
from annotations.protocol import tombstone
from annotations.vocabulary import PUBLIC, Status
from edition.citations.record import Record
from edition.citations.registry import export, styled
from edition.citations.styles import STYLES
from edition.citing import of_revision
from edition.models import Revision, Span, Work
from edition.models.texts import sha256
from edition.references import formatted

TOGETHER = 100
PIECE = 1024 * 1024
ANNO = "http://www.w3.org/ns/anno.jsonld"
Json = dict[str, Any]


@override(settings.LANGUAGE_CODE)
def add(bag: Bag, base: str, near: Path) -> None:
    """Put all of it into `bag`; `base` is the address of the site, and `near` a folder for what is made on the way."""
    for part in (_texts, _tei_files, _web_annotations, _citations, _all_quotations):
        part(bag, base)
    with tempfile.TemporaryDirectory(dir=near) as name:
        made = Path(name) / "edition"
        folder.dump(made)
        add_folder(bag, made, "edition")


def add_folder(bag: Bag, made: Path, name: str) -> None:
    """Put every file below the folder `made` into the bag, below data/`name`/, in the order of their names."""
    for path in sorted(made.rglob("*")):
        if path.is_file():
            bag.add("/".join(filter(None, (name, path.relative_to(made).as_posix()))), pieces(path))


def pieces(path: Path) -> Iterator[bytes]:
    """Give the bytes of a file, at most a megabyte at a time."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def revisions() -> Iterator[Revision]:
    """Give every text of the edition, in the order of its articles."""
    ordered = Revision.objects.select_related("article__work").order_by("article__number", "number")
    yield from ordered.iterator(chunk_size=20)


def _texts(bag: Bag, base: str) -> None:
    """Put in the exact text and the original bytes of every revision."""
    for one in revisions():
        files = text_files(one.article.slug, one.number, one.file_name)
        bag.add(files["verbatim"], [one.text.encode()])
        bag.add(files["original"], [bytes(one.original)])


def _tei_files(bag: Bag, base: str) -> None:
    """Put in every text with its notes as TEI."""
    for one in revisions():
        bag.add(f"tei/{text_stem(one.article.slug, one.number)}.xml", [tei.document(one, base)])


def _web_annotations(bag: Bag, base: str) -> None:
    """Put in every public note as a Web Annotation, or a tombstone, and a collection of those that stand."""
    names = []
    notes = Annotation.objects.public().order_by("number").iterator(chunk_size=TOGETHER)
    while some := list(islice(notes, TOGETHER)):
        for note, data in zip(some, as_annotations(some, base), strict=True):
            said = data if note.status != Status.WITHDRAWN else tombstone.of(note, base)
            bag.add(f"annotations/{note.number}.json", [_json(said)])
            if note.status == Status.PUBLISHED:
                names.append(data["id"])
    address = base + reverse("web_annotations")
    collection: Json = {"@context": ANNO, "id": address, "type": "AnnotationCollection", "total": len(names)}
    if names:
        page = {"id": f"{address}?iris=1&page=0", "type": "AnnotationPage", "partOf": address, "startIndex": 0}
        collection["first"] = {**page, "items": names}
    bag.add("annotations/collection.json", [_json(collection)])


def _citations(bag: Bag, base: str) -> None:
    """Put in the records of each kind of thing, in three formats for reference managers; the sources in every style."""
    for name, records in _records(base).items():
        for form, ending in CITATION_FILES.items():
            bag.add(f"citations/{name}.{ending}", (piece.encode() for piece in export(records(), form)))
    for style in STYLES:
        entries = styled(_records(base)["bibliography"](), style, formatted)
        bag.add(f"citations/bibliography-{style}.txt", (entry.encode() for entry in entries))


def _records(base: str) -> dict[str, Callable[[], Iterator[Record]]]:
    notes = Annotation.objects.public().with_place().order_by("number")
    light = Revision.objects.light().select_related("article__work").order_by("article__number", "number")
    sources = Work.objects.sources().alphabetical()
    return {
        "bibliography": lambda: (work.as_record() for work in sources.iterator(chunk_size=TOGETHER)),
        "articles": lambda: (of_revision(one, base) for one in light.iterator(chunk_size=20)),
        "notes": lambda: (citing.of_note(note, base) for note in notes.iterator(chunk_size=TOGETHER)),
        "topics": lambda: (citing.of_topic(topic, base) for topic in Topic.objects.order_by("slug")),
        "claims": lambda: (citing.of_claim(claim, base) for claim in Claim.objects.order_by("slug")),
    }


def _all_quotations(bag: Bag, base: str) -> None:
    """Put in the list that is verified: every text with its checksums, and all of its words that are spoken of."""
    bag.add("quotations.json", _quotations(base))


def _quotations(base: str) -> Iterator[bytes]:
    yield b'{"revisions": [\n'
    yield from _listed(_text(one, base) for one in revisions())
    yield b'\n], "quotations": [\n'
    yield from _listed(map(_words, _spans()))
    yield b"\n]}\n"


def _listed(rows: Iterable[Json]) -> Iterator[bytes]:
    between = ""
    for row in rows:
        yield (between + json.dumps(row, ensure_ascii=False)).encode()
        between = ",\n"


def _spans() -> Iterator[Span]:
    """Give the spans on which something public stands, in the order of the texts; others may be those of drafts."""
    here = OuterRef("pk")
    public = (
        Annotation.objects.public().filter(span=here),
        Link.objects.filter(target=here, annotation__status__in=PUBLIC),
        Account.objects.filter(span=here),
        TopicPassage.objects.filter(span=here),
        FormerPlace.objects.filter(span=here).exclude(annotation__isnull=False, annotation__status__in=_hidden()),
    )
    wanted = Exists(public[0])
    for rows in public[1:]:
        wanted = wanted | Exists(rows)  # type: ignore[assignment]
    spans = Span.objects.filter(wanted).select_related("revision__article", "passage")
    spans = spans.defer("revision__text", "revision__original")
    yield from spans.order_by("revision__article__number", "revision__number", "start", "end").iterator(chunk_size=500)


def _hidden() -> list[str]:
    return [status for status in Status.values if status not in PUBLIC]


def _text(one: Revision, base: str) -> Json:
    slug, number = one.article.slug, one.number
    files = text_files(slug, number, one.file_name)
    return {
        "article": slug,
        "revision": number,
        "addresses": [base + reverse(name, args=[slug, number]) for name in ("verbatim", "revision")],
        "verbatim": f"data/{files['verbatim']}",
        "verbatimSha256": one.text_sha256,
        "original": f"data/{files['original']}",
        "originalSha256": one.original_sha256,
        "encoding": one.encoding,
        "characters": len(one.text),
    }


def _words(span: Span) -> Json:
    revision = span.revision
    return {
        "article": revision.article.slug,
        "revision": revision.number,
        "anchor": span.passage.anchor,
        "verbatim": f"data/{text_files(revision.article.slug, revision.number, revision.file_name)['verbatim']}",
        "start": span.start,
        "end": span.end,
        "quote": span.exact,
        "prefix": span.prefix,
        "suffix": span.suffix,
        "sha256": sha256(span.exact.encode()),
    }


def _json(data: Json) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()

"""The citations of everything that can be cited: in every style, and as files for reference managers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from annotations import citable, citing, rendering
from annotations.bundle.site.places import CITATION_FILES, SITE, stem, text_stem
from annotations.models import Annotation, Claim, Topic
from edition import references
from edition.citations.record import Record
from edition.citations.registry import FORMATS, export
from edition.citations.styles import STYLES
from edition.citing import of_passages, of_revision
from edition.models import Revision, Work

TOGETHER = 100  # so many are formatted in one call of the citation engine
Styles = list[tuple[str, str]]


@dataclass(slots=True)
class Cited:
    """One citable thing: the names of its files, its page, its record, and those of its passages by their anchors."""

    kind: str
    name: str
    what: str
    back: str
    record: Record
    passages: dict[str, Record] = field(default_factory=dict)
    styles: Styles = field(default_factory=list)

    @property
    def file(self) -> str:
        """Its page of citations, below data/."""
        return f"{SITE}/cite/{self.kind}-{self.name}.html"

    @property
    def files(self) -> Iterator[tuple[str, str, list[str]]]:
        """Label, file and content of each format for reference managers."""
        for form, ending in CITATION_FILES.items():
            file = self.file.removesuffix("html") + ending
            yield FORMATS[form].label, file, list(export([self.record], form))

    def of_passages(self) -> list[dict[str, Any]]:
        """Return name, anchor and styles of each passage; those of one text differ by place and words alone."""
        formatted = in_styles(list(self.passages.values()))
        names = [(anchor, rendering.name(anchor)) for anchor in self.passages]
        return [
            {"anchor": anchor, "name": name, "styles": styles}
            for (anchor, name), styles in zip(names, formatted, strict=True)
        ]


def in_styles(records: list[Record]) -> list[Styles]:
    """Return label and HTML in every style for each record; raises StyleError."""
    made = [references.formatted(records, style) for style in STYLES]
    labels = [style.label for style in STYLES.values()]
    return [
        [(label, entry.html) for label, entry in zip(labels, entries, strict=True)]
        for entries in zip(*made, strict=True)
    ]


def everything(base: str) -> Iterator[Cited]:
    """Give all that can be cited with its styles, a hundred at a time; raises StyleError."""
    found = (one for kind in (_texts, _notes, _works, _ledger) for one in kind(base))
    while some := list(islice(found, TOGETHER)):
        for one, styles in zip(some, in_styles([one.record for one in some]), strict=True):
            one.styles = styles
            yield one


def _texts(base: str) -> Iterable[Cited]:
    for revision in Revision.objects.light().select_related("article__work").iterator(chunk_size=20):
        name, numbers = text_stem(revision.article.slug, revision.number), revision.article.number
        what = _("Article %(number)d, text version %(version)d") % {"number": numbers, "version": revision.number}
        passages = {one.anchor: of_passages(revision, [one], base) for one in revision.passages.order_by("position")}
        back = f"{SITE}/articles/{name}.html"
        yield Cited("article", name, what, back, of_revision(revision, base), passages)


def _notes(base: str) -> Iterable[Cited]:
    for note in Annotation.objects.public().with_place().order_by("number").iterator(chunk_size=TOGETHER):
        names = {"number": note.number, "kind": note.get_kind_display().lower()}
        what = _("Note %(number)d, an editors’ %(kind)s") % names
        yield Cited("note", str(note.number), what, f"{SITE}/notes/{note.number}.html", citing.of_note(note, base))


def _works(base: str) -> Iterable[Cited]:
    for work in Work.objects.sources().order_by("key").iterator(chunk_size=TOGETHER):
        name = stem(work.key)
        yield Cited("work", name, work.title, f"{SITE}/works/{name}.html", work.as_record())


def _ledger(base: str) -> Iterable[Cited]:
    for topic in Topic.objects.order_by("slug"):
        name = stem(topic.slug)
        yield Cited("topic", name, citable.topic(topic)[0], f"{SITE}/topics/{name}.html", citing.of_topic(topic, base))
    for claim in Claim.objects.order_by("slug"):
        name = stem(claim.slug)
        yield Cited("claim", name, claim.question, f"{SITE}/claims/{name}.html", citing.of_claim(claim, base))

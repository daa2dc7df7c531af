"""An article with its notes as a chapter of a book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from annotations import apparatus, earlier, provenance, reading
from annotations.apparatus import Apparatus
from annotations.exports.books.nodes import Node, parse
from annotations.exports.books.notes import Note, Voices, note
from annotations.exports.books.numbers import Listed, Numbers
from annotations.exports.books.runs import Run, runs
from annotations.labels import Labels
from annotations.overview import authors
from annotations.paragraphs import direction
from annotations.reading import ASIDE, HEAD_ROLES, Extent
from annotations.rendering import by_passage, name
from edition.citing import of_revision
from edition.dates import dating
from edition.models import Revision, Work
from edition.references import house_reference

Facts = list[tuple[str, list[Node]]]


@dataclass(slots=True)
class Paragraph:
    """A passage: its words in runs, and the notes that end in it."""

    anchor: str
    name: str
    role: str
    runs: list[Run]
    notes: list[Note]


@dataclass(slots=True)
class Chapter:
    """A text version of an article with its notes; `facts` say where the text comes from, `path` is its address.

    `head` is the title matter before the text, `aside` the rest of the captured page.
    """

    number: int
    revision: Revision
    path: str
    title: str
    language: str
    author: str
    date: str
    introduction: list[Node]
    head: list[Paragraph]
    body: list[Paragraph]
    aside: list[Paragraph]
    sources: list[Listed]
    citation: list[Node]
    facts: Facts
    notes_seen: list[int]

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def is_signed(self) -> bool:
        """Whether the captured text names its author before it begins."""
        return any(one.role == "byline" for one in self.head)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All passages in the order in which they are shown."""
        return [*self.head, *self.body, *self.aside]

    @property
    def notes(self) -> list[Note]:
        return [one for paragraph in self.paragraphs for one in paragraph.notes]


def build(revision: Revision, base: str) -> Chapter:
    """Return the chapter of a revision. `base` is the site's address."""
    rows = revision.passages.order_by("position").values_list("anchor", "start", "end", "role")
    passages = [Extent(*row) for row in rows]
    notes = apparatus.build(revision, reading.asides(passages), former=earlier.is_older(revision))
    numbers = Numbers(notes.sources.values())
    shown = _paragraphs(revision.text, passages, notes, numbers)
    head, body, aside = _parts(shown)
    article = revision.article
    return Chapter(
        number=article.number,
        revision=revision,
        path=revision.get_absolute_url(),
        title=article.title or _("Article %(number)d") % {"number": article.number},
        language=language(article.work.csl),
        author=authors(article.work),
        date=dating(article.work.csl, article.provenance),
        introduction=parse(article.headnote_html),
        head=head,
        body=body,
        aside=aside,
        sources=numbers.listed(),
        citation=parse(house_reference(of_revision(revision, base))),
        facts=_facts(revision, base),
        notes_seen=[entry.id for entry in notes.entries],
    )


def language(csl: Mapping[str, object]) -> str:
    """Return the language of a work; English where it names none."""
    return str(csl.get("language") or "en")


def _paragraphs(text: str, passages: Sequence[Extent], notes: Apparatus, numbers: Numbers) -> list[Paragraph]:
    ranges = [(one.start, one.end) for one in passages]
    labels = Labels.now()
    voices = Voices(labels, numbers, {pk: one.key for pk, one in notes.sources.items()}, _languages(notes))
    found = []
    woven = runs(text, ranges, notes.entries)
    for one, words, ending in zip(passages, woven, by_passage(notes.entries, ranges), strict=True):
        said = [note(entry, voices) for entry in ending]
        for each in said:
            each.anchor, each.place = one.anchor, name(one.anchor)
        found.append(Paragraph(one.anchor, name(one.anchor), one.role, words, said))
    return found


def _languages(notes: Apparatus) -> dict[str, str]:
    slugs = {target.slug for entry in notes.entries for target in entry.targets}
    works = Work.objects.filter(article__slug__in=slugs).values_list("article__slug", "csl")
    return {slug: language(csl) for slug, csl in works}


def _parts(shown: Iterable[Paragraph]) -> tuple[list[Paragraph], list[Paragraph], list[Paragraph]]:
    """Return title matter before the text, the text with what stands in it, and the rest of the captured page."""
    head: list[Paragraph] = []
    body: list[Paragraph] = []
    aside: list[Paragraph] = []
    for one in shown:
        if one.anchor.startswith(ASIDE):
            aside.append(one)
        else:
            (head if one.role in HEAD_ROLES and not body else body).append(one)
    return head, body, aside


def _facts(revision: Revision, base: str) -> Facts:
    """Return what is known of a text, as names and values."""
    article = revision.article
    address = base + revision.get_absolute_url()
    found = [
        (_("Text version"), str(revision.number)),
        (_("Fixed address"), address),
        (_("Exact text"), base + reverse("verbatim", args=[article.slug, revision.number])),
        (_("SHA-256 of the text"), revision.text_sha256),
        (_("Captured"), _captured(revision)),
        (_("File"), f"{revision.file_name}, {revision.encoding}" if revision.file_name else ""),
    ]
    facts: Facts = [(label, [value]) for label, value in found if value]
    for field in provenance.known(article.provenance):
        certainty = f" ({field.certainty})" if field.certainty else ""
        value = f"{field.value}{certainty}" if field.value else _("Not known")
        facts.append((field.label, [" ".join([value, *field.evidence])]))
    if quirks := [str(quirk) for quirk in revision.quirks]:
        items = "".join(f"<li>{escape(quirk)}</li>" for quirk in quirks)
        facts.append((_("Kept as it was"), parse(f"<ul>{items}</ul>")))
    if article.rights_html:
        facts.append((_("Rights"), parse(article.rights_html)))
    return facts


def _captured(revision: Revision) -> str:
    day = revision.captured_on
    return formats.date_format(day, "DATE_FORMAT") if day else _("The day is not known")

"""What a note says, apart from who said it and when: the fields of one version, checked and written as a whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from annotations import content_rows as rows
from annotations.models import Annotation, Topic
from annotations.models.notes import GIST_LENGTH
from annotations.vocabulary import (
    VERDICTS_WITHOUT_EVIDENCE,
    Confidence,
    CorrectionType,
    Kind,
    Relation,
    Stance,
    Status,
    Verdict,
)
from edition import markup, merged, tags
from edition.models import Revision, Span, Work
from edition.texts.selectors import SelectorError

Problems = dict[str, list[str]]
LOCATOR_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A range of a text: code points `start` to `end` of revision `revision` of the article `article` (its slug)."""

    article: str
    revision: int
    start: int
    end: int

    def span(self) -> Span:
        """Return the span here, made if need be; raises SelectorError or Revision.DoesNotExist."""
        here = {"revision__article__slug": self.article, "revision__number": self.revision}
        known = Span.objects.filter(**here, start=self.start, end=self.end).select_related("revision__article")
        if found := known.defer("revision__text", "revision__original").first():
            return found
        revision = Revision.objects.light().get(article__slug=self.article, number=self.revision)
        return Span.objects.at(revision, self.start, self.end)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence: the key of a work, and what it is to the note."""

    source: str
    locator: str = ""
    stance: str = Stance.SUPPORTS.value
    supports: str = ""
    quotation: str = ""


@dataclass(frozen=True, slots=True)
class LinkItem:
    """One target of a cross-reference."""

    target: Place
    relation: str


@dataclass(frozen=True, slots=True)
class Content:
    """All fields of a note. `related` holds numbers of notes, `topics` slugs, `tags` names."""

    kind: str
    place: Place
    gist: str = ""
    finding: str = ""
    verdict: str = ""
    claim_reviewed: str = ""
    correction_type: str = ""
    reading: str = ""
    sic: bool = False
    confidence: str = ""
    evidence: tuple[EvidenceItem, ...] = ()
    links: tuple[LinkItem, ...] = ()
    tags: tuple[str, ...] = field(default=())
    topics: tuple[str, ...] = ()
    related: tuple[int, ...] = ()

    @classmethod
    def of(cls, note: Annotation) -> Content:
        """Return what readers see of `note`, or its draft when it was never published."""
        plain = {name: getattr(note, name) for name in PLAIN}
        return cls(
            place=place_of(note.span),
            evidence=tuple(
                EvidenceItem(e.work.key, e.locator, e.stance, e.supports, e.quotation)
                for e in note.evidence.select_related("work")
            ),
            links=tuple(
                LinkItem(place_of(link.target), link.relation)
                for link in note.links.select_related("target__revision__article")
            ),
            tags=tuple(sorted(note.tags.names())),
            topics=tuple(note.topics.values_list("slug", flat=True)),
            related=tuple(note.related.order_by("number").values_list("number", flat=True)),
            **plain,
        )

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Content:
        """Return the content that `as_json` gave."""
        parts = dict(data)
        parts["place"] = Place(**parts["place"])
        parts["evidence"] = tuple(EvidenceItem(**item) for item in parts["evidence"])
        parts["links"] = tuple(LinkItem(Place(**item["target"]), item["relation"]) for item in parts["links"])
        for name in ("tags", "topics", "related"):
            parts[name] = tuple(parts[name])
        return cls(**parts)

    def as_json(self) -> dict[str, Any]:
        """Return plain lists and dictionaries, as a Version keeps them."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database has of what contents name: rows of works, topics and notes; works merged into others; tags
    that are called otherwise now; and the texts of corrections, by article and number.
    """

    works: Mapping[str, int]
    merged: Mapping[str, str]
    topics: Mapping[str, int]
    notes: Mapping[int, int]
    tags: Mapping[str, str]
    texts: Mapping[tuple[str, int], str]


PLAIN = tuple(
    f.name for f in fields(Content) if f.name not in {"place", "evidence", "links", "tags", "topics", "related"}
)
CHOICES = {
    "kind": Kind.values,
    "verdict": ["", *Verdict.values],
    "correction_type": ["", *CorrectionType.values],
    "confidence": ["", *Confidence.values],
}
FOREIGN = {
    Kind.FACT_CHECK: ("correction_type", "reading", "sic", "links"),
    Kind.CORRECTION: ("verdict", "claim_reviewed", "links"),
    Kind.CROSS_REFERENCE: ("verdict", "claim_reviewed", "correction_type", "reading", "sic"),
}


def place_of(span: Span) -> Place:
    return Place(span.revision.article.slug, span.revision.number, span.start, span.end)


def look_up(*contents: Content) -> Known:
    """Return what the database has of everything that `contents` name: as few queries for many as for one."""
    keys = {item.source for content in contents for item in content.evidence}
    slugs = {slug for content in contents for slug in content.topics}
    numbers = {number for content in contents for number in content.related}
    works = Work.objects.filter(key__in=keys).values_list("key", "pk", "merged__into__key") if keys else []
    gone = {key for key, _pk, into in works if into}
    topics = Topic.objects.filter(slug__in=slugs).values_list("slug", "pk") if slugs else []
    notes = Annotation.objects.filter(number__in=numbers).values_list("number", "pk") if numbers else []
    return Known(
        {key: pk for key, pk, _into in works},
        merged.works(gone),
        dict(topics),
        dict(notes),
        tags.former({name for content in contents for name in content.tags}),
        _texts({content.place for content in contents if content.kind == Kind.CORRECTION and content.reading}),
    )


def _texts(places: Collection[Place]) -> dict[tuple[str, int], str]:
    """Return the texts of these places, by article and number."""
    slugs, numbers = {place.article for place in places}, {place.revision for place in places}
    found = Revision.objects.filter(article__slug__in=slugs, number__in=numbers) if places else Revision.objects.none()
    return {(slug, number): text for slug, number, text in found.values_list("article__slug", "number", "text")}


def problems(content: Content, *, whole: bool, coming: Collection[int] = (), known: Known | None = None) -> Problems:
    """Return what is wrong with `content`, a list of sentences a field; an empty dictionary is good.

    `whole` asks also for everything that a note needs before it goes to review; `coming` are numbers of notes that
    will be there before the transaction ends; `known` is what `look_up` found, where it was asked already.
    """
    known = known or look_up(content)
    found = _wrong(content, known, is_draft=not whole) | _wrong_parts(content, coming, known)
    if whole and "kind" not in found:
        for name, sentence in _lacking(content):
            found.setdefault(name, []).append(sentence)
    return found


def _wrong(content: Content, there: Known, *, is_draft: bool) -> Problems:
    found: Problems = {}
    for name, choices in CHOICES.items():
        if getattr(content, name) not in choices:
            known = ", ".join(filter(None, choices))
            found[name] = [_("%(value)r is not one of: %(known)s.") % {"value": getattr(content, name), "known": known}]
    if "kind" not in found:
        for name in FOREIGN[Kind(content.kind)]:
            if getattr(content, name):
                kind = Kind(content.kind).label
                found[name] = [_("A %(kind)s has no such field. Leave it empty.") % {"kind": kind.lower()}]
    if len(content.gist) > GIST_LENGTH:
        found["gist"] = [_("At most %(length)d characters.") % {"length": GIST_LENGTH}]
    if content.kind == Kind.CORRECTION and _says_the_text(content, there):
        found["reading"] = [_("This is what the text says. Change the words, or leave the field empty for now.")]
    try:
        markup.render(content.finding, {item.source for item in content.evidence}, is_draft=is_draft)
    except markup.MarkupError as error:
        found["finding"] = [str(error)]
    return found


def _says_the_text(content: Content, known: Known) -> bool:
    """Whether the corrected reading is what stands there, but for the kind of its line breaks."""
    place = content.place
    text = known.texts.get((place.article, place.revision)) if content.reading else None
    return text is not None and _lines(text[place.start : place.end]) == _lines(content.reading)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _wrong_parts(content: Content, coming: Collection[int], known: Known) -> Problems:
    found: Problems = {}
    if missing := sorted({item.source for item in content.evidence} - set(known.works)):
        found["evidence"] = [
            _("There is no source “%(key)s” in the bibliography. Choose one that is, or add it.") % {"key": key}
            for key in missing
        ]
    if any(item.stance not in Stance.values for item in content.evidence):
        found["evidence"] = [_("A stance is one of: %(known)s.") % {"known": ", ".join(Stance.values)}]
    if any(item.relation not in Relation.values for item in content.links):
        found["links"] = [_("A relation is one of: %(known)s.") % {"known": ", ".join(Relation.values)}]
    if merged := [key for key in dict.fromkeys(item.source for item in content.evidence) if key in known.merged]:
        sentence = _("The source “%(key)s” was merged into “%(into)s”. Name that one.")
        found["evidence"] = [sentence % {"key": key, "into": known.merged[key]} for key in merged]
    found |= _too_much(content, known)
    if unknown := sorted(set(content.topics) - set(known.topics)):
        found["topics"] = [_("There is no topic “%(slug)s”.") % {"slug": unknown[0]}]
    if lost := sorted(set(content.related) - set(known.notes) - set(coming)):
        found["related"] = [_("There is no note %(number)d.") % {"number": lost[0]}]
    return found


def _too_much(content: Content, known: Known) -> Problems:
    """Refuse what the columns cannot hold."""
    found: Problems = {}
    if any(len(item.locator) > LOCATOR_LENGTH for item in content.evidence):
        found["evidence"] = [_("A locator has at most %(length)d characters.") % {"length": LOCATOR_LENGTH}]
    if len({item.target for item in content.links}) < len(content.links):
        found["links"] = [_("The same words are linked twice. Leave one of the links out.")]
    parted = [_("A comma parts tags: a name holds none.")] if any(map(tags.COMMA.search, content.tags)) else []
    if wrong := [*parted, *tags.problems(content.tags), *tags.given_up(content.tags, known.tags)]:
        found["tags"] = wrong
    return found


def _lacking(content: Content) -> list[tuple[str, str]]:
    lacking = []
    if not content.finding.strip():
        lacking.append(("finding", _("Say what is the case.")))
    if not content.gist.strip() and content.kind != Kind.CROSS_REFERENCE:
        lacking.append(("gist", _("Say in one line what is the case.")))
    if content.kind == Kind.FACT_CHECK:
        if not content.verdict:
            lacking.append(("verdict", _("Choose a verdict.")))
        elif not content.evidence and content.verdict not in VERDICTS_WITHOUT_EVIDENCE:
            lacking.append(("evidence", _("Name a source. Only “Unverified” and “Opinion” may stand without one.")))
    if content.kind == Kind.CORRECTION:
        if not content.correction_type:
            lacking.append(("correction_type", _("Choose a type.")))
        if not content.reading.strip():
            lacking.append(("reading", _("Give the corrected reading.")))
    if content.kind == Kind.CROSS_REFERENCE and not content.links:
        lacking.append(("links", _("Name a passage that this one is to be read with.")))
    return lacking


def write(note: Annotation, content: Content, known: Known | None = None) -> None:
    """Make `content` what stands in the note's own row and rows; `known` is what `look_up` found, where it was asked.

    Call it in a transaction, with content in which `problems` found nothing; raises SelectorError or
    Revision.DoesNotExist for a place that is none.
    """
    is_new, known = note.pk is None, known or look_up(content)
    for name in PLAIN:
        setattr(note, name, getattr(content, name))
    sources = {item.source for item in content.evidence}
    note.finding_html = markup.render(content.finding, sources, is_draft=note.status != Status.PUBLISHED).html
    note.span = content.place.span()
    if content.kind == Kind.CORRECTION and _lines(content.reading) == _lines(note.span.exact):
        raise SelectorError(_("The corrected reading is the same as the words in the text."))
    # The database itself refuses a number or key that is taken, and the span was just read.
    parts = ["authors", "tags", "topics", "related", "span"]
    note.full_clean(exclude=parts, validate_unique=False, validate_constraints=False)
    note.save()
    rows.write(note, content, known, is_new=is_new)

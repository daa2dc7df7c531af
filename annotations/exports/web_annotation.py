"""Notes as W3C Web Annotations in JSON-LD (https://www.w3.org/TR/annotation-model/): one, or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import override

from annotations import bylines
from annotations.content import PLAIN, Content, EvidenceItem, LinkItem, Place, place_of
from annotations.exports import web_context
from annotations.exports.web_bodies import bodies
from annotations.exports.web_targets import time, words
from annotations.models import Annotation, Evidence, Link
from annotations.vocabulary import Kind, Status
from edition import origins
from edition.models import Origin, Revision, Span, Work
from edition.texts import selectors

Json = dict[str, Any]
MOTIVATIONS = {Kind.FACT_CHECK: "assessing", Kind.CORRECTION: "editing", Kind.CROSS_REFERENCE: "linking"}
PLACE = ("span__passage", "span__revision__article__work")


def address(number: int) -> str:
    """Return the path of a note as a Web Annotation."""
    return reverse("web_annotation", args=[number])


def as_annotation(note: Annotation, base: str) -> Json:
    """Return what readers see of `note` as JSON-LD; `base` is the site's address without a slash at its end."""
    return as_annotations([note], base)[0]


@override(settings.LANGUAGE_CODE)
def as_annotations(notes: Sequence[Annotation], base: str) -> list[Json]:
    """Return what readers see of `notes`, in as few queries for many as for one."""
    prefetch_related_objects(list(notes), *_parts())
    known = origins.of("note", [str(note.number) for note in notes])
    return [_of_rows(note, known.get(str(note.number)), base) for note in notes]


def _parts() -> list[Any]:
    public = Annotation.objects.filter(status=Status.PUBLISHED).order_by("number")
    spans = Span.objects.select_related("passage", "revision__article__work")
    targets = Prefetch("target", spans.defer("revision__text", "revision__original"))
    return [
        Prefetch("span", spans.defer("revision__text", "revision__original")),
        Prefetch("evidence", Evidence.objects.select_related("work")),
        Prefetch("links", Link.objects.prefetch_related(targets)),
        *("tags", "topics", "versions", Prefetch("related", public)),
    ]


def content_of(note: Annotation) -> Content:
    """Return the content in the rows of `note`, of which prefetched ones are used; public notes alone are related."""
    return Content(
        **{name: getattr(note, name) for name in PLAIN},
        place=place_of(note.span),
        evidence=tuple(
            EvidenceItem(e.work.key, e.locator, e.stance, e.supports, e.quotation) for e in note.evidence.all()
        ),
        links=tuple(LinkItem(place_of(link.target), link.relation) for link in note.links.all()),
        tags=tuple(sorted(tag.name for tag in note.tags.all())),
        topics=tuple(topic.slug for topic in note.topics.all()),
        related=tuple(one.number for one in note.related.all()),
    )


def _of_rows(note: Annotation, origin: Origin | None, base: str) -> Json:
    works = {item.work.key: item.work for item in note.evidence.all()}
    targets = [link.target for link in note.links.all()]
    return _annotation(note, content_of(note), targets, works, origin, base)


@override(settings.LANGUAGE_CODE)
def under_way(note: Annotation, base: str) -> Json:
    """Return the newest version of `note`, for those who may see what is under way; `status` says what it is."""
    content = Content.from_json(note.versions.get(number=note.version).fields)
    works = {work.key: work for work in Work.objects.filter(key__in=[item.source for item in content.evidence])}
    targets = [_span(link.target) for link in content.links]
    prefetch_related_objects([note], "versions")
    origin = origins.of("note", [str(note.number)]).get(str(note.number))
    return {**_annotation(note, content, targets, works, origin, base), "status": note.state}


def _span(place: Place) -> Span:
    """Return the span of a place: that which is stored, else one that is not."""
    here = {"revision__article__slug": place.article, "revision__number": place.revision}
    stored = Span.objects.filter(**here, start=place.start, end=place.end)
    if found := stored.select_related("passage", "revision__article__work").first():
        return found
    revision = Revision.objects.light().get(article__slug=place.article, number=place.revision)
    passage = revision.passages.filter(end__gt=place.start, start__lt=place.end).earliest("start")
    selector = selectors.describe(revision.text, place.start, place.end)
    witnesses = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    return Span(revision=revision, passage=passage, start=place.start, end=place.end, **witnesses)


def _annotation(
    note: Annotation,
    content: Content,
    targets: Sequence[Span],
    works: Mapping[str, Work],
    origin: Origin | None,
    base: str,
) -> Json:
    own = {
        "kind": content.kind,
        "verdict": content.verdict,
        "confidence": content.confidence,
        "claimReviewed": content.claim_reviewed,
        "correctionType": content.correction_type,
        "markedSic": content.sic,
        "related": [base + address(number) for number in content.related],
    }
    rights = base + reverse("revision", args=[note.span.revision.article.slug, note.span.revision.number])
    return {
        "@context": [web_context.ANNO, web_context.own(base)],
        "id": base + address(note.number),
        "type": "Annotation",
        "motivation": MOTIVATIONS[Kind(content.kind)],
        **_provenance(note, origin, base),
        **{name: value for name, value in own.items() if value},
        "body": bodies(content, note.span, targets, works, base),
        "target": {**words(note.span, base), "rights": f"{rights}#about-text"},
    }


def _provenance(note: Annotation, origin: Origin | None, base: str) -> Json:
    modified = note.reviewed_at or note.versions.all()[len(note.versions.all()) - 1].at
    page = base + reverse("note", args=[note.number])
    # A row of Hypothesis may have had no more than a bare id.
    named = (
        [one if origins.is_address(one) else "" for one in (origin.address, origin.canonical)] if origin else ["", ""]
    )
    return {
        "creator": _creators(bylines.byline(note) or _drafters(note), bylines.orcids(note)),
        "created": time(note.created_at),
        "modified": time(modified),
        "generator": {"id": f"{base}/", "type": "Software", "name": "Sic", "homepage": f"{base}/"},
        "canonical": named[1] or base + address(note.number),
        "via": [named[0], page] if named[0] else page,
    }


def _drafters(note: Annotation) -> list[str]:
    """Return who wrote in a note that was never published."""
    saved = [version for version in bylines.kept(note.versions.all()) if version.act in bylines.WRITING]
    return list(dict.fromkeys(map(bylines.public_name, saved)))


def _creators(names: Iterable[str], orcids: Mapping[str, str]) -> list[Json]:
    """Return those who wrote it, by their public names and ORCID iDs."""
    return [
        {**({"id": orcids[name]} if name in orcids else {}), "type": "Person", "name": name}
        if name != bylines.EDITORS
        else {"type": "Organization", "name": name}
        for name in names
    ]

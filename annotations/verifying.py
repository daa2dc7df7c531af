"""What `manage.py verify` recomputes of the notes: each is its version, and stood where it is said to have."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Prefetch, Q

from annotations.content import PLAIN, Content, EvidenceItem, LinkItem, place_of
from annotations.models import Annotation, Evidence, FormerPlace, Link, Version
from annotations.uses import older
from edition.verification import CHECKS

CHUNK = 500
# Read, and found wrong, elsewhere.
WITNESSES = ("exact", "prefix", "suffix", "revision__text", "revision__original")


def former_places() -> Iterator[str]:
    """Give a sentence for each former place that is not in an earlier text of its article."""
    rows = FormerPlace.objects.select_related("span__revision__article", "annotation", "claim", "topic")
    rows = rows.defer("span__revision__text", "span__revision__original").exclude(span__revision__in=older())
    for row in rows.order_by("pk"):
        yield f"Former place {row.pk} ({row}): {row.span.revision} is the newest text of its article."


def shown_versions() -> Iterator[str]:
    """Give a sentence for each note whose words, place, evidence or links are not those of the version readers see."""
    shown = Q(number=F("annotation__public_version")) | Q(annotation__public_version=0, number=F("annotation__version"))
    links = Link.objects.select_related("target__revision__article").defer(*(f"target__{name}" for name in WITNESSES))
    versions = Version.objects.filter(shown).select_related("annotation__span__revision__article")
    versions = versions.defer(*(f"annotation__span__{name}" for name in WITNESSES)).prefetch_related(
        Prefetch("annotation__evidence", Evidence.objects.select_related("work")),
        Prefetch("annotation__links", links),
    )
    for version in versions.order_by("annotation__number").iterator(chunk_size=CHUNK):
        stored, kept = _stored(version.annotation), Content.from_json(version.fields)
        if changed := [name for name, value in stored.items() if value != getattr(kept, name)]:
            number = version.annotation.number
            yield f"Note {number}: {', '.join(changed)} differ from its version {version.number}."


def _stored(note: Annotation) -> dict[str, Any]:
    evidence = (EvidenceItem(e.work.key, e.locator, e.stance, e.supports, e.quotation) for e in note.evidence.all())
    return {
        **{name: getattr(note, name) for name in PLAIN},
        "place": place_of(note.span),
        "evidence": tuple(evidence),
        "links": tuple(LinkItem(place_of(link.target), link.relation) for link in note.links.all()),
    }


CHECKS += [former_places, shown_versions]

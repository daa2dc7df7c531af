"""Notes in schema.org: a fact-check as a ClaimReview, a correction as a CorrectionComment, a reference as a Comment.

The rating is the verdict in words; those verdicts that lie between true and false have a number beside it, and those
that do not (disputed, unverified, opinion) have none (https://schema.org/ClaimReview).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from annotations.exports import json_ld
from annotations.models import Annotation
from annotations.searching import plain
from annotations.vocabulary import VERDICT_MEANINGS, Kind, Status, Verdict
from edition.citations.record import Record
from edition.metadata.schema_org import Node, filled
from edition.metadata.values import line
from edition.models import Span

BEST, WORST = 5, 1
RATINGS: Mapping[str, int] = {
    Verdict.ACCURATE: 5,
    Verdict.PARTLY_ACCURATE: 4,
    Verdict.LACKS_CONTEXT: 3,
    Verdict.INACCURATE: 1,
}
TYPES: Mapping[str, str] = {Kind.CORRECTION: "CorrectionComment", Kind.CROSS_REFERENCE: "Comment"}
# What stands there on the captured page was not said by the author of the article.
NOT_THE_AUTHORS = frozenset({"comment", "furniture"})


def of_note(note: Annotation, record: Record, orcids: dict[str, str], base: str) -> Node:
    """Return the node of a public note; `record` names those who wrote it, as readers see them.

    A withdrawn fact-check is no review any longer: it is the comment that it was, and said to be withdrawn.
    """
    if note.kind == Kind.FACT_CHECK and note.status == Status.PUBLISHED:
        return filled({**_common(note, record, orcids, base), **_review(note, base)})
    words = {"@type": TYPES.get(note.kind, "Comment"), "text": _said(note), "about": _words(note, base)}
    others = [
        _place(link.target, base)
        for link in note.links.select_related("target__passage", "target__revision__article__work")
    ]
    status = "Withdrawn" if note.status == Status.WITHDRAWN else ""
    own = {"mentions": others, "creativeWorkStatus": status}
    return filled({**_common(note, record, orcids, base), **words, **own})


def _said(note: Annotation) -> str:
    finding = plain(note.finding_html)
    return f"For “{note.span.exact}” read “{note.reading}”. {finding}" if note.reading else finding


def _common(note: Annotation, record: Record, orcids: dict[str, str], base: str) -> Node:
    url = base + note.get_absolute_url()
    names = [one["literal"] for one in record.csl.get("author", ())]
    return {
        "@id": url,
        "url": url,
        "name": record.csl["title"],
        "abstract": line(note.gist),
        "inLanguage": "en",
        "datePublished": _day(note.published_at or note.reviewed_at),
        "dateModified": _day(note.reviewed_at),
        "author": json_ld.editors(names, orcids, base),
        "publisher": json_ld.publisher(base),
        "keywords": sorted(tag.name for tag in note.tags.all()),
        "citation": json_ld.cited([one.work for one in note.evidence.select_related("work")], base),
        "isPartOf": {"@id": json_ld.edition_id(base)},
    }


def _day(at: datetime | None) -> str:
    return at.date().isoformat() if at else ""


def _review(note: Annotation, base: str) -> Node:
    claimed = note.claim_reviewed or note.span.exact
    return {
        "@type": "ClaimReview",
        "claimReviewed": line(claimed),
        "reviewBody": plain(note.finding_html),
        "reviewRating": _rating(note.verdict),
        "itemReviewed": _claim(note, claimed, base),
    }


def _rating(verdict: str) -> Node:
    known = Verdict(verdict)
    words = {"alternateName": str(known.label), "ratingExplanation": str(VERDICT_MEANINGS[known])}
    scale = {"ratingValue": RATINGS.get(verdict), "bestRating": BEST, "worstRating": WORST}
    return filled({"@type": "Rating", **scale, **words})


def _claim(note: Annotation, claimed: str, base: str) -> Node:
    node = json_ld.source(note.span.revision.article)
    is_the_authors = note.span.passage.role not in NOT_THE_AUTHORS
    said = {"author": node.get("author") if is_the_authors else None, "datePublished": node.get("datePublished")}
    return filled({"@type": "Claim", "name": line(claimed), **said, "appearance": _words(note, base)})


def _words(note: Annotation, base: str) -> Node:
    """Return the words that a note stands on, with the text in which they stand."""
    return {**_place(note.span, base), "text": note.span.exact}


def _place(span: Span, base: str) -> Node:
    url = f"{base}{span.revision.get_absolute_url()}#{span.passage.anchor}"
    return {"@type": "Quotation", "url": url, "isPartOf": json_ld.part_of(span.revision, base)}

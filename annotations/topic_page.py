"""The page of a topic: the answer, which article is right, the ledger, the record, the passages."""

from __future__ import annotations

from typing import Any

from annotations import comparison, silence, standing
from annotations.comparison import Ledger
from annotations.contradictions import contradictions
from annotations.labels import Labels
from annotations.models import Topic
from annotations.overview import asked_apart
from annotations.pictures import timeline
from annotations.sourcing import SourceList
from edition.models import Article


def build(found: Topic, *, only_differing: bool) -> dict[str, Any]:
    """Return what the template of the page needs; `only_differing` leaves out the points on which nobody differs."""
    claims = list(found.claims.all())
    works = [source.work for source in found.sources.all()]
    articles, silent = silence.split(Article.objects.published(), comparison.speaking(claims, found))
    labels = Labels.now()
    ledger = Ledger(articles, SourceList(works), labels, comparison.texts(claims, found), contradictions())
    # Sources are numbered in the order of the page: the answer, the record, the other points.
    answer = ledger.point(claims[0]) if claims else None
    record_html, cited = ledger.sources.weave(found.record_html), ledger.sources.cite_all(works)
    points = [ledger.point(claim) for claim in claims]
    picture = timeline.of_topic(found, articles)
    differing = [point for point in points if point.differs]
    return {
        "section": "topics",
        "topic": found,
        "articles": articles,
        "points": points,
        "shown": differing if only_differing else points,
        "differing": len(differing),
        "only_differing": only_differing,
        "silent": silent,
        "answer": answer,
        "asked": asked_apart(found, answer.claim.question) if answer else "",
        "sentence": standing.sentence(answer) if answer else "",
        "standings": standing.standings(points, articles, labels),
        "record_html": record_html,
        "cited": cited,
        "timeline": picture,
        "events": [] if picture else ledger.timeline(found),
        "passages": ledger.passages(found),
        "sources": ledger.sources.entries(),
    }

"""The rows of the database as the entries of an edition folder: what readers can see, in an order without chance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path, PureWindowsPath
from typing import Any

from django.db.models import Prefetch, QuerySet

from annotations.bylines import EDITORS, published
from annotations.folder import former
from annotations.folder.entries import FILES
from annotations.folder.places import as_json
from annotations.folder.texts import MERGED, OWN
from annotations.models import Account, Annotation, Claim, Evidence, Link, Topic, TopicPassage
from annotations.vocabulary import Kind, Relation, Stance, Verdict
from edition.models import Article, Passage, Revision, Span, Work

Json = dict[str, Any]


def file_names() -> dict[int, str]:
    """Return the name of each revision's file, by key: its own, or one of its address where that is taken or none."""
    names: dict[int, str] = {}
    for revision in Revision.objects.select_related("article").defer("original", "text"):
        own = revision.file_name
        usable = own and Path(own).name == own == PureWindowsPath(own).name and own not in names.values()
        names[revision.pk] = own if usable else f"{revision.article.slug}-v{revision.number}.txt"
    return names


def entries(names: dict[int, str]) -> dict[str, list[Json]]:
    """Return the entries of each file; `names` are those of the revisions' files."""
    articles = list(Article.objects.published())
    slugs = [article.slug for article in articles]
    notes = public_notes()
    return {
        "bibliography.json": [work_entry(work) for work in all_sources()],
        "articles.json": [article_entry(article, names) for article in articles],
        "topics.json": [topic_entry(topic, slugs) for topic in all_topics()],
        "notes.json": [note_entry(note) for note in notes if note.kind != Kind.CROSS_REFERENCE],
        "crossrefs.json": [cross_reference_entry(note) for note in notes if note.kind == Kind.CROSS_REFERENCE],
        "claims.json": [claim_entry(claim, slugs) for claim in all_claims()],
    }


def files(names: dict[int, str]) -> dict[str, Any]:
    """Return what each file holds: its entries, under a name and with the lists of its terms where it has them."""
    lists = entries(names)
    heads: dict[str, Json] = {
        "notes.json": {"verdicts": Verdict.values},
        "claims.json": {"verdicts": Verdict.values},
        "crossrefs.json": {"relations": Relation.values},
    }
    return {
        file: lists[file] if top is None else {**heads.get(file, {}), top: lists[file]}
        for file, (top, _) in FILES.items()
    }


def _spans(name: str, model: type[Any]) -> Prefetch[Any]:
    spans = Span.objects.select_related("revision__article").defer("revision__text", "revision__original")
    return Prefetch(name, spans)


def public_notes() -> QuerySet[Annotation]:
    """Return the notes that readers can see, by number, with all that their entries name."""
    return (
        Annotation.objects.public()
        .with_place()
        .order_by("number")
        .prefetch_related(  # type: ignore[misc]  # taggit carries no types
            "tags",
            "topics",
            Prefetch("related", Annotation.objects.public().order_by("number")),
            Prefetch("evidence", Evidence.objects.select_related("work")),
            Prefetch("links", Link.objects.prefetch_related(_spans("target", Span))),
            former.prefetch(),
            "versions",
        )
    )


def all_topics() -> QuerySet[Topic]:
    """Return the topics in their order, with all that their entries name."""
    passages = TopicPassage.objects.prefetch_related(_spans("span", Span))
    parts = ("sources__work", "timeline__work", Prefetch("passages", passages), former.prefetch())
    return Topic.objects.prefetch_related(*parts)


def all_claims() -> QuerySet[Claim]:
    """Return the claims in their order, with all that their entries name."""
    accounts = Account.objects.select_related("annotation").prefetch_related(_spans("span", Span))
    parts = ("sources__work", Prefetch("accounts", accounts), former.prefetch())
    return Claim.objects.select_related("topic").prefetch_related(*parts)


def all_sources() -> QuerySet[Work]:
    """Return the sources, those that were merged into another too: their addresses lead there for ever."""
    return Work.objects.filter(article__isnull=True).select_related("merged__into").order_by("pk")


def work_entry(work: Work) -> Json:
    """Return the entry of a source in bibliography.json."""
    data = {"id": work.key, **_record(work)}
    if merged := getattr(work, "merged", None):
        data["custom"] = {**data.get("custom", {}), MERGED: merged.into.key}
    return data


def _record(work: Work) -> Json:
    values = {name: getattr(work, field) for name, field in OWN.items()}
    known = {name: value for name, value in values.items() if value not in (None, "")}
    custom = {name: value.isoformat() if isinstance(value, date) else value for name, value in known.items()}
    return {**_in_order(work.csl), **({"custom": custom} if custom else {})}


def _in_order(data: Any) -> Any:
    """Return `data` with the names of each object in alphabetical order: not every engine keeps the order given."""
    if isinstance(data, dict):
        return {name: _in_order(data[name]) for name in sorted(data)}
    return [_in_order(item) for item in data] if isinstance(data, list) else data


def article_entry(article: Article, names: dict[int, str]) -> Json:
    """Return the entry of an article in articles.json; `names` are those of the revisions' files."""
    first, *further = article.revisions.order_by("number")
    data: Json = {"key": article.slug, "number": article.number, **revision_entry(first, names)}
    data["work"] = _record(article.work)
    data["metadata"] = _in_order(article.provenance)
    optional = {"headnote": article.headnote, "rights": article.rights, "tags": sorted(article.tags.names())}
    data |= {name: value for name, value in optional.items() if value}
    if further:
        data["furtherRevisions"] = [revision_entry(revision, names) for revision in further]
    return data


def revision_entry(revision: Revision, names: dict[int, str]) -> Json:
    """Return what the entry of an article says of one of its texts."""
    data: Json = {
        "file": names[revision.pk],
        "bytes": len(bytes(revision.original)),
        "characters": len(revision.text),
        "sha256": revision.original_sha256,
        "encoding": revision.encoding,
        "quirks": revision.quirks,
        "blocks": [_block(passage) for passage in revision.passages.order_by("position")],
    }
    return {**data, "capturedOn": revision.captured_on.isoformat()} if revision.captured_on else data


def _block(passage: Passage) -> Json:
    data: Json = {"anchor": passage.anchor, "role": passage.role, "start": passage.start, "end": passage.end}
    optional = {"note": passage.remark, "quirks": passage.quirks}
    return data | {name: value for name, value in optional.items() if value}


def note_entry(note: Annotation) -> Json:
    """Return the entry of a fact-check or a correction in notes.json."""
    data: Json = {"id": note.key, "number": note.number, "kind": note.kind, "passage": as_json(note.span)}
    if note.kind == Kind.FACT_CHECK:
        data |= {"claim": note.claim_reviewed} if note.claim_reviewed else {}
        data["verdict"] = note.verdict
    else:
        data["correction"] = {"type": note.correction_type, "reading": note.reading, "sic": note.sic}
    return {**data, "gist": note.gist, "finding": note.finding, **_shared(note)}


def cross_reference_entry(note: Annotation) -> Json:
    """Return the entry of a cross-reference in crossrefs.json."""
    first, *further = [{"relation": link.relation, "to": as_json(link.target)} for link in note.links.all()]
    data: Json = {"id": note.key, "number": note.number, "relation": first["relation"]}
    data |= {"from": as_json(note.span), "to": first["to"]}
    data |= {"also": further} if further else {}
    data |= {"gist": note.gist} if note.gist else {}
    return {**data, "why": note.finding, **_shared(note)}


def _shared(note: Annotation) -> Json:
    related = [(one.kind == Kind.CROSS_REFERENCE, one.key) for one in note.related.all()]
    shown = published(note)
    optional: Json = {
        "tags": sorted(tag.name for tag in note.tags.all()),
        "evidence": [_evidence(item) for item in note.evidence.all()],
        "confidence": note.confidence,
        "relatedNotes": [key for is_link, key in related if not is_link],
        "relatedCrossReferences": [key for is_link, key in related if is_link],
        "topics": [topic.slug for topic in note.topics.all()],
        "by": _byline(note) or (shown.by_name if shown and shown.by_name != EDITORS else ""),
        "published": _time(note.published_at),
        "reviewed": _time(note.reviewed_at) if note.reviewed_at != note.published_at else "",
        "withdrawnBecause": note.withdrawn_because,
        **former.dumped(note.former_places.all()),
    }
    return {name: value for name, value in optional.items() if value}


def _byline(note: Annotation) -> str:
    """Return the names of those who saved the words that readers see, in the order of their first save."""
    names = [v.by_name for v in note.versions.all() if v.act in ("save", "revise") and v.number <= note.public_version]
    return ", ".join(dict.fromkeys(names))


def _time(time: Any) -> str:
    return time.isoformat().replace("+00:00", "Z") if time else ""


def _evidence(item: Evidence) -> Json:
    optional = {
        "locator": item.locator,
        "stance": item.stance if item.stance != Stance.SUPPORTS else "",
        "supports": item.supports,
        "quotation": item.quotation,
    }
    return {"source": item.work.key, **{name: value for name, value in optional.items() if value}}


def topic_entry(topic: Topic, slugs: Iterable[str]) -> Json:
    """Return the entry of a topic in topics.json; `slugs` are those of the articles, in their order."""
    passages = [as_json(passage.span) for passage in topic.passages.all()]
    return {
        "id": topic.slug,
        "title": topic.title,
        "question": topic.question,
        "record": topic.record,
        "sources": [source.work.key for source in topic.sources.all()],
        "flagship": topic.flagship,
        "timeline": [{"date": e.date, "event": e.event, "source": e.work.key} for e in topic.timeline.all()],
        "accounts": [_silence(slug, [p for p in passages if p["article"] == slug]) for slug in slugs],
        **former.dumped(topic.former_places.all()),
    }


def _silence(slug: str, passages: list[Json]) -> Json:
    return {"article": slug, "silent": not passages, "passages": passages}


def claim_entry(claim: Claim, slugs: Iterable[str]) -> Json:
    """Return the entry of a claim in claims.json; `slugs` are those of the articles, in their order."""
    accounts = [_account(account) for account in claim.accounts.all()]
    return {
        "id": claim.slug,
        "topic": claim.topic.slug,
        "position": claim.position,
        "question": claim.question,
        "checkedValue": claim.checked_value,
        "finding": claim.finding,
        "sources": [source.work.key for source in claim.sources.all()],
        "accounts": accounts,
        "silent": [slug for slug in slugs if slug not in {account["article"] for account in accounts}],
        **former.dumped(claim.former_places.all()),
    }


def _account(account: Account) -> Json:
    passage = as_json(account.span)
    data: Json = {"article": passage["article"], "passage": passage, "asserts": account.asserts}
    data["verdict"] = account.verdict or None
    return {**data, "note": account.annotation.key} if account.annotation else data

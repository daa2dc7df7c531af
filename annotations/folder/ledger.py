"""Topics and claims of an edition folder."""

from collections.abc import Iterable

from annotations.folder import former
from annotations.folder.entries import Entry
from annotations.folder.places import place
from annotations.models import (
    Account,
    Annotation,
    Claim,
    ClaimSource,
    TimelineEvent,
    Topic,
    TopicPassage,
    TopicSource,
)
from edition import markup
from edition.models import Work


def topic(entry: Entry) -> Topic:
    """Store one entry of topics.json with its sources, timeline and passages."""
    works = _works(entry, [*entry.texts("sources"), *(e.get("source", str) for e in entry.entries("timeline"))])
    made = Topic(
        slug=entry.name,
        position=Topic.objects.count() + 1,
        title=entry.get("title", str),
        question=entry.get("question", str),
        record=entry.get("record", str),
        flagship=entry.get("flagship", bool, False),
    )
    made.record_html = markup.render(made.record, entry.texts("sources")).html
    made.full_clean()
    made.save()
    TopicSource.objects.bulk_create(
        TopicSource(topic=made, work=works[key], position=n) for n, key in enumerate(entry.texts("sources"), 1)
    )
    for n, event in enumerate(entry.entries("timeline"), 1):
        row = TimelineEvent(topic=made, position=n, date=event.get("date", str), event=event.get("event", str))
        row.work = works[event.get("source", str)]
        row.full_clean()
        row.save()
    spans = [place(p).span() for account in entry.entries("accounts") for p in account.entries("passages")]
    TopicPassage.objects.bulk_create(TopicPassage(topic=made, span=span, position=n) for n, span in enumerate(spans, 1))
    former.load(entry, topic=made)
    return made


def claim(entry: Entry) -> Claim:
    """Store one entry of claims.json with its sources and accounts."""
    works = _works(entry, entry.texts("sources"))
    slug = entry.get("topic", str)
    held_by = Topic.objects.filter(slug=slug).first()
    if held_by is None:
        raise entry.error(f"there is no topic “{slug}”.")
    made = Claim(
        slug=entry.name,
        topic=held_by,
        position=entry.get("position", int),
        question=entry.get("question", str),
        checked_value=entry.get("checkedValue", str),
        finding=entry.get("finding", str),
    )
    made.finding_html = markup.render(made.finding, works).html
    made.full_clean()
    made.save()
    ClaimSource.objects.bulk_create(
        ClaimSource(claim=made, work=works[key], position=n) for n, key in enumerate(entry.texts("sources"), 1)
    )
    for n, account in enumerate(entry.entries("accounts"), 1):
        _account(account, made, n)
    former.load(entry, claim=made)
    return made


def _account(entry: Entry, claim: Claim, position: int) -> None:
    key = entry.get("note", str, "")
    note = Annotation.objects.filter(key=key).first() if key else None
    if key and note is None:
        raise entry.error(f"there is no note “{key}”.")
    row = Account(
        claim=claim,
        span=place(entry.entry("passage")).span(),
        position=position,
        asserts=entry.get("asserts", str),
        verdict=entry.data.get("verdict") or "",
        annotation=note,
    )
    row.full_clean()
    row.save()


def _works(entry: Entry, keys: Iterable[str]) -> dict[str, Work]:
    own = entry.texts("sources")
    if len(set(own)) < len(own):
        raise entry.error("a source stands twice in “sources”. Name each once.")
    wanted = set(keys)
    works = {work.key: work for work in Work.objects.filter(key__in=wanted)}
    if missing := sorted(wanted - set(works)):
        raise entry.error(f"there is no source “{missing[0]}” in bibliography.json.")
    return works

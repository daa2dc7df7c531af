"""What of the notes and of the claim ledger is found: published notes, claims and topics, as readers see them."""

import re
from collections.abc import Collection, Iterable, Iterator
from html import unescape

from django.db.models import QuerySet
from django.utils.html import strip_tags

from annotations.models import Annotation, Claim, Topic
from edition.models import Work
from edition.search.indexing import Entry
from edition.search.providers import Keys, Provider, refresh, register
from edition.search.texts import people

NOTE, LEDGER = "note", "ledger"
CLAIMS, TOPICS = "claims/", "topics/"
_BLOCK = re.compile(r"</(?:p|li|blockquote)>|<br\s*/?>")


def notes(keys: Keys) -> Iterator[Entry]:
    """Give the entries of published notes; a key is the note's number."""
    found = Annotation.objects.published().with_place().order_by("span__revision__article__number", "span__start")
    if keys is not None:
        found = found.filter(number__in=[int(key) for key in keys])
    found = found.prefetch_related("evidence__work", "tags")  # type: ignore[misc]  # the manager of the tags
    for note in found.iterator(chunk_size=500):
        yield _note(note)


def _note(note: Annotation) -> Entry:
    evidence = list(note.evidence.all())
    quoted = [f"“{item.quotation}”" if item.quotation else "" for item in evidence]
    said = [*(item.supports for item in evidence), *quoted]
    facets = {
        "article": [note.span.revision.article.slug],
        "kind": [note.kind],
        "verdict": [note.verdict] if note.verdict else [],
        "tag": [tag.slug for tag in note.tags.all()],
        "person": {name for item in evidence for name in people(item.work.csl)},
    }
    parts = (note.gist, plain(note.finding_html), note.reading, note.claim_reviewed, *said)
    return Entry(NOTE, str(note.number), _joined(parts), facets=facets)


def ledger(keys: Keys) -> Iterator[Entry]:
    """Give the entries of topics and claims; a key is `topics/…` or `claims/…`."""
    topics = Topic.objects.prefetch_related("sources__work", "passages__span__revision__article")
    claims = Claim.objects.select_related("topic").prefetch_related(
        "sources__work", "accounts__span__revision__article", "accounts__annotation"
    )
    if keys is not None:
        topics = topics.filter(slug__in=_slugs(keys, TOPICS))
        claims = claims.filter(slug__in=_slugs(keys, CLAIMS))
    yield from (_topic(topic) for topic in topics)
    yield from (_claim(claim) for claim in claims)


def _topic(topic: Topic) -> Entry:
    facets = {
        "article": {row.span.revision.article.slug for row in topic.passages.all()},
        "person": _people(row.work for row in topic.sources.all()),
    }
    return Entry(
        LEDGER, TOPICS + topic.slug, _joined((topic.title, topic.question, plain(topic.record_html))), facets=facets
    )


def _claim(claim: Claim) -> Entry:
    accounts = list(claim.accounts.all())
    facets = {
        "article": {account.span.revision.article.slug for account in accounts},
        "verdict": {account.shown_verdict for account in accounts} - {""},
        "person": _people(row.work for row in claim.sources.all()),
    }
    asserted = [account.asserts for account in accounts]
    parts = (claim.question, claim.checked_value, plain(claim.finding_html), *asserted)
    return Entry(LEDGER, CLAIMS + claim.slug, _joined(parts), facets=facets)


def plain(html: str) -> str:
    """Return the words of rendered Markdown, without its citations, a line a block."""
    return unescape(strip_tags(_BLOCK.sub("\n", html))).strip()


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _people(works: Iterable[Work]) -> set[str]:
    return {name for work in works for name in people(work.csl)}


def _slugs(keys: Collection[str], kind: str) -> list[str]:
    return [key.removeprefix(kind) for key in keys if key.startswith(kind)]


def _notes_resting_on(key: str) -> Collection[str]:
    resting = Annotation.objects.published().filter(evidence__work__key=key).distinct()
    return [str(number) for number in resting.values_list("number", flat=True)]


def _ledger_resting_on(key: str) -> Collection[str]:
    return [
        *_keys(TOPICS, Topic.objects.filter(sources__work__key=key)),
        *_keys(CLAIMS, Claim.objects.filter(sources__work__key=key)),
    ]


def _keys(kind: str, rows: QuerySet) -> list[str]:
    return [kind + slug for slug in rows.values_list("slug", flat=True).distinct()]


def refresh_note(note: Annotation) -> None:
    """Make the index say of a note, and of the claims it speaks on, what readers see: nothing, if unpublished."""
    refresh(NOTE, [str(note.number)])
    refresh(LEDGER, _keys(CLAIMS, Claim.objects.filter(accounts__annotation=note)))


def refresh_ledger(row: Topic | Claim) -> None:
    """Make the index say what a topic or claim says now."""
    refresh(LEDGER, [(TOPICS if isinstance(row, Topic) else CLAIMS) + row.slug])


register(Provider(NOTE, notes, _notes_resting_on), Provider(LEDGER, ledger, _ledger_resting_on))

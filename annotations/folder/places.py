"""The passages that entries of an edition folder name, and the spans they are in the database."""

from typing import Any

from annotations.content import Place, place_of
from annotations.folder.entries import Entry
from edition.models import Article, Revision, Span
from edition.texts import selectors


def place(entry: Entry) -> Place:
    """Return the place an entry names; raises FolderError when the words do not stand there."""
    slug, number = entry.get("article", str), entry.get("revision", int, 1)
    revision = _revision(entry, slug, number)
    start, end, quote = entry.get("start", int), entry.get("end", int), entry.get("quote", str)
    if start < 0 or revision.text[start:end] != quote:
        raise entry.error(_not_there(revision, start, end, quote))
    prefix, suffix = entry.get("prefix", str, ""), entry.get("suffix", str, "")
    if not revision.text[:start].endswith(prefix) or not revision.text.startswith(suffix, end):
        raise entry.error(f"in {slug} the words before and after “{_short(quote)}” are not the prefix and suffix.")
    return Place(slug, number, start, end)


def as_json(span: Span) -> dict[str, Any]:
    """Return the span as an entry names it."""
    where = place_of(span)
    data: dict[str, Any] = {
        "article": where.article,
        "quote": span.exact,
        "prefix": span.prefix,
        "suffix": span.suffix,
    }
    data |= {"start": span.start, "end": span.end}
    return data if where.revision == 1 else {**data, "revision": where.revision}


def _revision(entry: Entry, slug: str, number: int) -> Revision:
    revision = Revision.objects.light().filter(article__slug=slug, number=number).first()
    if revision is None:
        known = ", ".join(Article.objects.values_list("slug", flat=True)) or "none"
        raise entry.error(f"there is no article “{slug}” with a revision {number}. Articles are: {known}.")
    return revision


def _not_there(revision: Revision, start: int, end: int, quote: str) -> str:
    there = revision.text[max(start, 0) : end]
    reason = f"at {start}–{end} of {revision.article.slug} stands “{_short(there)}”, not “{_short(quote)}”."
    elsewhere = selectors.occurrences(revision.text, quote) if quote else []
    if elsewhere:
        return f"{reason} The quote stands at {', '.join(map(str, elsewhere[:3]))}."
    return f"{reason} The quote stands nowhere in the text."


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}…"

"""References as the site prints them: each work's own, made once and kept; and any style, kept by digest.

What is kept is bounded by what the site holds: a citation of a passage differs from that of its article by its
address and its words alone, and these are put in afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from edition.citations import styles
from edition.citations.record import Record
from edition.citations.styles import Formatted, StyleError
from edition.citations.wording import describe, name_in_words
from edition.models import FormattedCitation, Work

# The style of the source lists on the site's own pages.
HOUSE_STYLE = "chicago-notes"
# Stands for the address of what is cited while the citation is made and kept.
_ADDRESS = "https://address.invalid/"


def fill(works: Iterable[Work]) -> None:
    """Set and store the reference of every work that has none, in one call to the citation engine a hundred works.

    Where the engine fails, the works have a plain reference for this once, and nothing is stored.
    """
    lacking = [work for work in works if not work.reference_html]
    for start in range(0, len(lacking), 100):
        _fill(lacking[start : start + 100])


def _fill(works: Sequence[Work]) -> None:
    try:
        made = styles.format_all([work.as_record() for work in works], HOUSE_STYLE)
    except StyleError:
        for work in works:
            work.reference_html = escape(plain(work.as_record()))
        return
    for work, formatted in zip(works, made, strict=True):
        work.reference_html = formatted.html
        # Not where the record was stored anew in between: this reference is of the old one.
        Work.objects.filter(pk=work.pk, edits=work.edits).update(reference_html=formatted.html)


def house_reference(record: Record) -> str:
    """Return the reference of `record` in the house style as HTML, a plain one where the citation engine fails."""
    try:
        return formatted([record], HOUSE_STYLE)[0].html
    except StyleError:
        return escape(" ".join(filter(None, (plain(record), describe(record)))))


def plain(record: Record) -> str:
    """Return what is known of a work in one line: names, title, where, address."""
    csl = record.csl
    names = "; ".join(name_in_words(name) for name in csl.get("author", ()))
    parts = (names, csl["title"], csl.get("container-title"), csl.get("publisher"), csl.get("URL"))
    return ". ".join(filter(None, parts)) + "."


def formatted(records: Sequence[Record], style: str) -> list[Formatted]:
    """Return the references of `records` in `style`; what was made before is taken from the cache.

    Raises StyleError when the citation engine fails.
    """
    bare = [_bare(record) for record in records]
    digests = [styles.digest(record, style) for record in bare]
    rows = FormattedCitation.objects.in_bulk(set(digests))
    known = {digest: Formatted(row.text, row.html, row.inline) for digest, row in rows.items()}
    lacking = {digest: record for digest, record in zip(digests, bare, strict=True) if digest not in known}
    if lacking:
        made = dict(zip(lacking, styles.format_all(list(lacking.values()), style), strict=True))
        _keep(made, style)
        known |= made
    return [_whole(known[digest], record) for digest, record in zip(digests, records, strict=True)]


def _keep(made: dict[str, Formatted], style: str) -> None:
    FormattedCitation.objects.bulk_create(
        (FormattedCitation(digest=d, style=style, text=f.text, html=f.html, inline=f.inline) for d, f in made.items()),
        ignore_conflicts=True,
    )


def _bare(record: Record) -> Record:
    """Return what passages of one text share; a record without a pinpoint is its own."""
    if record.pinpoint is None:
        return record
    return replace(record, key="", csl={**record.csl, "URL": _ADDRESS}, pinpoint=None)


def _whole(made: Formatted, record: Record) -> Formatted:
    """Return a citation with the address and the words of its place."""
    if record.pinpoint is None:
        return made
    address, words = str(record.csl["URL"]), describe(record)
    text = f"{made.text.replace(_ADDRESS, address)} {words}"
    html = f"{made.html.replace(_ADDRESS, escape(address))} {escape(words)}"
    return Formatted(text, html, made.inline)

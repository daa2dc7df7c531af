"""References as the site prints them: each work's own, made once and kept; and any style, kept by digest.

What is kept is bounded by what the site holds: a citation of a passage differs from that of its article by its
address, its paragraphs and its words alone, and these are put in afterwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape

from edition.citations import lists, styles
from edition.citations.inlines import plain_text
from edition.citations.record import Pinpoint, Record
from edition.citations.styles import Formatted, StyleError
from edition.citations.wording import describe, name_in_words, paragraph_numbers
from edition.models import FormattedCitation, Work

# The style of the source lists on the site's own pages.
HOUSE_STYLE = "chicago-notes"
# Stands for the address of what is cited while the citation is made and kept.
_ADDRESS = "https://address.invalid/"
# Stand for the numbers of the first and the last paragraph; no text has as many paragraphs.
_NUMBERS = ("700000007", "900000009")


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
    known = {digest: Formatted(row.text, row.html, plain_text(row.inline), row.inline) for digest, row in rows.items()}
    lacking = {digest: record for digest, record in zip(digests, bare, strict=True) if digest not in known}
    if lacking:
        made = dict(zip(lacking, styles.format_bare(list(lacking.values()), style), strict=True))
        _keep(made, style)
        known |= made
    return [_whole(known[digest], record) for digest, record in zip(digests, records, strict=True)]


def in_list(records: Sequence[Record], style: str) -> list[Formatted]:
    """As `formatted`, of one whole list: equal years of the same names have letters, which are not kept."""
    made = formatted(records, style)
    bare = [_bare(record) for record in records]
    places = lists.alike(bare, style)
    for place, one in zip(places, styles.format_alike([bare[place] for place in places], style), strict=True):
        made[place] = _whole(one, records[place])
    return made


def _keep(made: dict[str, Formatted], style: str) -> None:
    FormattedCitation.objects.bulk_create(
        (
            FormattedCitation(digest=digest, style=style, text=one.text, html=one.html, inline=one.inline_html)
            for digest, one in made.items()
        ),
        ignore_conflicts=True,
    )


def _bare(record: Record) -> Record:
    """Return what passages of one text share; a record without a pinpoint is its own."""
    if record.pinpoint is None:
        return record
    numbers = _NUMBERS[: len(paragraph_numbers(record.pinpoint))]
    anchor = "-".join(f"p{number}" for number in numbers)
    pinpoint = Pinpoint("", 0, 0, anchor, "", "") if anchor else None
    return replace(record, key="", csl={**record.csl, "URL": _ADDRESS}, pinpoint=pinpoint)


def _whole(made: Formatted, record: Record) -> Formatted:
    """Return a citation with the address, the paragraphs and the words of its place."""
    if record.pinpoint is None:
        return made
    address, numbers = str(record.csl["URL"]), zip(_NUMBERS, paragraph_numbers(record.pinpoint), strict=False)
    text = {_ADDRESS: address, **dict(numbers)}
    html = {**text, _ADDRESS: escape(address)}
    filled = Formatted(
        _filled(made.text, text),
        _filled(made.html, html),
        _filled(made.inline, text),
        _filled(made.inline_html, html),
    )
    return styles.with_place(filled, record)


def _filled(text: str, values: Mapping[str, str]) -> str:
    for stand_in, value in values.items():
        text = text.replace(stand_in, value)
    return text

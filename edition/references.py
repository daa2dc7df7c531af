"""References as the site prints them: each work's own, made once and kept; and any style, kept by digest."""

from collections.abc import Iterable, Sequence

from edition.citations import styles
from edition.citations.record import Record
from edition.citations.styles import Formatted
from edition.models import FormattedCitation, Work

# The style of the source lists on the site's own pages.
HOUSE_STYLE = "chicago-notes"


def fill(works: Iterable[Work]) -> None:
    """Set and store the reference of every work that has none, in one call to the citation engine a hundred works."""
    lacking = [work for work in works if not work.reference_html]
    for start in range(0, len(lacking), 100):
        part = lacking[start : start + 100]
        made = styles.format_all([work.as_record() for work in part], HOUSE_STYLE)
        for work, formatted in zip(part, made, strict=True):
            work.reference_html = formatted.html
            Work.objects.filter(pk=work.pk).update(reference_html=formatted.html)


def formatted(records: Sequence[Record], style: str) -> list[Formatted]:
    """Return the references of `records` in `style`; what was made before is taken from the cache."""
    digests = [styles.digest(record, style) for record in records]
    rows = FormattedCitation.objects.in_bulk(set(digests))
    known = {digest: Formatted(row.text, row.html, row.inline) for digest, row in rows.items()}
    lacking = {d: record for d, record in zip(digests, records, strict=True) if d not in known}
    if lacking:
        made = dict(zip(lacking, styles.format_all(list(lacking.values()), style), strict=True))
        FormattedCitation.objects.bulk_create(
            (
                FormattedCitation(digest=d, style=style, text=f.text, html=f.html, inline=f.inline)
                for d, f in made.items()
            ),
            ignore_conflicts=True,
        )
        known |= made
    return [known[digest] for digest in digests]

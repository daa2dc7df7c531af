"""The lists of a page of notes as HTML: the overview strip, the table of all notes, the numbered sources.

They are built in code for the reason that the notes are: a thousand turns of a template loop cost more than the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import rendering
from annotations.apparatus import Entry, Source
from annotations.escaping import escape
from annotations.labels import KIND_CLASS, Labels

Backs = list[tuple[str, str]]
Stretch = tuple[int, int, int, str]


def strip_blocks(lengths: Sequence[int]) -> str:
    """Return the blocks of the strip, one a passage of this many characters, in per cent of them all."""
    total, so_far, parts = sum(lengths) or 1, 0, []
    for length in lengths:
        x, width = 100 * so_far / total, 100 * length / total
        parts.append(f'<span class="s-par" style="--x:{x:.2f}%;--w:{width:.2f}%"></span>')
        so_far += length
    return "".join(parts)


def strip_marks(stretches: Sequence[Stretch], entries: Iterable[Entry]) -> list[str]:
    """Return the marks of the strip: each begins where its words do.

    A stretch is the start and end of a passage of the strip, the characters of the strip before it, and its name.
    An entry that begins in none of them has no mark.
    """
    if not stretches:
        return []
    last, at = len(stretches) - 1, 0
    start, end, before, name = stretches[last]
    total = before + end - start
    start, end, before, name = stretches[0]
    parts = []
    for entry in entries:
        first = entry.start
        while at < last and end <= first:
            at += 1
            start, end, before, name = stretches[at]
        if start <= first < end:
            x = 100 * (before + first - start) / total
            width = 100 * (min(entry.end, end) - first) / total
            parts.append(_strip_mark(x, width, entry, name))
    return parts


def _strip_mark(x: float, width: float, entry: Entry, name: str) -> str:
    letter, label = entry.letter, f"{entry.spoken}, {name}"
    return (
        f'<li style="--x:{x:.2f}%;--w:{width:.2f}%"><a class="{KIND_CLASS[entry.kind]}" href="#note-{letter}" '
        f'data-n="{letter}" aria-label="{label}" title="{label}"></a></li>'
    )


def rows(entries: Iterable[Entry], names: dict[str, str], labels: Labels) -> list[str]:
    """Return the rows of the table of all notes; `names` are those of the passages they end in, by letter."""
    return [_row(entry, names[entry.letter], labels) for entry in entries]


def _row(entry: Entry, name: str, labels: Labels) -> str:
    letter = entry.letter
    return (
        f'<tr><td><a href="#note-{letter}" class="key {KIND_CLASS[entry.kind]}" data-n="{letter}">{letter}</a></td>'
        f"<td>{name}</td><td>{labels.kinds[entry.kind]}</td>"
        f"<td>{escape(rendering.result_word(entry, labels))}</td>"
        f'<td class="t-gist">{escape(rendering.gist(entry, labels))}</td></tr>\n'
    )


def sources(found: Iterable[tuple[Source, Backs]]) -> list[str]:
    """Return the items of the source list, each with its ways back: (letter, id of the first [n] in that note)."""
    words = {"here": _("In this edition"), "record": _("Record"), "cited": _("Cited in"), "note": _("note %(letter)s")}
    before, after = words["note"].split("%(letter)s")
    opening, middle = '<a class="bl" href="#', f'" aria-label="{escape(before)}'
    parts = []
    for source, backs in found:
        links = "".join(
            [f'{opening}{anchor}" data-n="{letter}{middle}{letter}{after}">{letter}</a> ' for letter, anchor in backs]
        )
        parts.append(_source(source, links, words))
    return parts


def _source(source: Source, links: str, words: dict[str, str]) -> str:
    if source.article:
        record = f'<a href="{reverse("article", args=[source.article])}">{words["here"]}</a>'
    else:
        record = f'<a href="/bibliography/{source.key}/">{words["record"]}</a>'
    return (
        f'<li id="ref-{source.number}" tabindex="-1"><span class="num" aria-hidden="true">{source.number}</span>'
        f'<p>{source.reference} {record} <span class="bls"><span class="vh">{words["cited"]} </span>'
        f'<span aria-hidden="true">↑</span>{links}</span></p></li>\n'
    )

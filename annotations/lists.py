"""The lists of a page of notes as HTML: the overview strip, the table of all notes, the numbered sources.

They are built in code for the reason that the notes are: a thousand turns of a template loop cost more than the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import rendering
from annotations.apparatus import Answer, Entry, Source
from annotations.escaping import escape
from annotations.labels import Labels

Backs = list[tuple[str, str]]
Stretch = tuple[int, int, int, str]
UNFOLDED = 3  # claims of one passage
GROUP = 40  # rows of the table of all notes
BRIEF = 52  # characters of a note's gist in the table of all notes: one line of it


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
        f'<li style="--x:{x:.1f}%;--w:{width:.1f}%"><a class="{entry.css}" href="#note-{letter}" '
        f'aria-label="{label}"></a></li>'
    )


def rows(entries: Iterable[Entry], names: dict[str, str], labels: Labels) -> list[str]:
    """Return the rows of the table of all notes; `names` are those of the passages they end in, by letter.

    They are grouped, so that a browser lays out only the groups that are near its window.
    """
    rows = [_row(entry, names[entry.letter], labels) for entry in entries]
    groups = [rows[at : at + GROUP] for at in range(0, len(rows), GROUP)]
    return [f'<tbody style="--n:{len(group)}">\n{"".join(group)}</tbody>' for group in groups]


def _row(entry: Entry, name: str, labels: Labels) -> str:
    letter, brief = entry.letter, _brief(entry, labels)
    return (
        f'<tr class="{entry.css}"><td><a href="#note-{letter}" class="key">{letter}</a></td>'
        f"<td>{name}</td><td>{labels.kinds[entry.kind]}</td>"
        f"<td>{escape(rendering.result_word(entry, labels))}</td>"
        f'<td class="t-gist"{labels.edition}>{rendering.gist_html(entry, labels, brief)}</td></tr>\n'
    )


def _brief(entry: Entry, labels: Labels) -> str:
    """Return what an entry says in a line of the table: its gist, or where a cross-reference leads."""
    if entry.gist or not entry.targets:
        return rendering.shorten(entry.gist, BRIEF)
    return ", ".join([rendering.place(target, labels) for target in entry.targets])


def ledger(answers: Sequence[Answer], anchor: str, seen: set[str], labels: Labels) -> str:
    """Return the line that leads from the words of a passage to the claims that they answer; '' where there are none.

    More than a few are folded into one line. The first answer to a claim on the page has the id claim-<slug>: `seen`
    holds the claims that came before.
    """
    if not answers:
        return ""
    links = []
    for claim, question in dict.fromkeys((answer.claim, answer.question) for answer in answers):
        name = "" if claim in seen else f' id="claim-{claim}"'
        seen.add(claim)
        links.append(f'<a href="{labels.root}claims/{claim}/"{name}{labels.edition}>{escape(question)}</a>')
    questions = '<span aria-hidden="true"> · </span>'.join(links)
    heading, ident = labels.words["ledger"], f'id="claims-{anchor}" data-editorial'
    if len(links) <= UNFOLDED:
        return f'<p class="ledger" {ident}>{heading} {questions}</p>\n'
    # The name is that of what is folded: a link to it unfolds it, without script too.
    return (
        f'<details class="ledger" data-editorial><summary>{heading} {labels.questions(len(links))}</summary>'
        f"<p {ident}>{questions}</p></details>\n"
    )


def sources(found: Iterable[tuple[Source, Backs]], labels: Labels) -> list[str]:
    """Return the items of the source list, each with its ways back: (letter, id of the first [n] in that note)."""
    words = {"here": _("In this edition"), "record": _("Record"), "cited": _("Cited in the notes")}
    parts = []
    for source, backs in found:
        links = "".join([f'<a class="bl" href="#{anchor}">{letter}</a> ' for letter, anchor in backs])
        parts.append(_source(source, links, words, labels))
    return parts


def _source(source: Source, links: str, words: dict[str, str], labels: Labels) -> str:
    if source.article:
        record = f'<a href="{reverse("article", args=[source.article])}">{words["here"]}</a>'
    else:
        record = f'<a href="{labels.root}bibliography/{source.key}/">{words["record"]}</a>'
    reference = f"<span{labels.edition}>{source.reference}</span>" if labels.edition else source.reference
    return (
        f'<li id="ref-{source.number}" tabindex="-1"><span class="num" aria-hidden="true">{source.number}</span>'
        f'<p>{reference} {record} <span class="bls"><span class="vh">{words["cited"]} </span>'
        f'<span aria-hidden="true">↑</span>{links}</span></p></li>\n'
    )

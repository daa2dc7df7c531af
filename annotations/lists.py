"""The lists of a page of notes as HTML: the table of all notes, the ledger's lines, the numbered sources.

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
UNFOLDED = 3  # claims of one passage
BRIEF = 52  # characters of a note's gist in the table of all notes: one line of it


def rows(entries: Iterable[Entry], names: dict[str, str], labels: Labels) -> list[str]:
    """Return the rows of the table of all notes; `names` are those of the passages they end in, by letter."""
    return [_row(entry, names[entry.letter], labels) for entry in entries]


def _row(entry: Entry, name: str, labels: Labels) -> str:
    letter, brief = entry.letter, _brief(entry, labels)
    return (
        f'<tr class="{entry.css}"><td><a href="#note-{letter}" class="key">{letter}</a></td>'
        f"<td>{name}</td><td>{labels.kinds[entry.kind]}</td>"
        f"<td>{_result(entry, labels)}</td>"
        f'<td class="t-gist"{labels.edition}>{rendering.gist_html(entry, labels, brief)}</td></tr>\n'
    )


def _result(entry: Entry, labels: Labels) -> str:
    """Return the verdict with its sign, else the one word that sums an entry up, as HTML."""
    return labels.shown.get(entry.verdict) or escape(rendering.result_word(entry, labels))


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

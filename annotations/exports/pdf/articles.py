"""An article and its notes as data for the layout."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from annotations.exports.books.chapters import Chapter, Facts, Paragraph
from annotations.exports.books.nodes import Node
from annotations.exports.books.nodes import plain as plain_words
from annotations.exports.books.notes import Note, Told, Witness
from annotations.exports.books.numbers import Listed
from annotations.exports.books.runs import Run
from annotations.exports.books.volumes import Volume, part
from annotations.exports.pdf.data import Data, Pieces, Writer, link, plain, voice, words
from annotations.labels import KIND_CLASS
from annotations.paragraphs import ITEMS

LONG = 900  # characters of a note that may be divided between two pages
LINE = 60  # characters of a line of a note, about


def chapter(one: Chapter, volume: Volume) -> Data:
    """Return an article as data."""
    writer = Writer(volume, part(one))
    has_title = any(paragraph.role == "title" for paragraph in one.head)
    author = "" if one.is_signed else one.author or _("No author given")
    return {
        "name": part(one),
        "which": _("Article %(number)d") % {"number": one.number},
        "running": plain(
            _("Article %(number)d, text version %(version)d: %(title)s")
            % {"number": one.number, "version": one.revision.number, "title": one.title}
        ),
        "title": None if has_title else plain(one.title),
        "voice": voice(one.language),
        "byline": plain(" · ".join(filter(None, [author, one.date]))),
        "introduction": writer.nodes(one.introduction),
        "head": _head(one, writer),
        "body": [_paragraph(each, each.role, one, writer) for each in one.body],
        "aside": [_paragraph(each, each.role, one, writer) for each in one.aside],
        "sources": [listed(each, writer) for each in one.sources],
        "citation": writer.nodes(one.citation),
        "facts": facts(one.facts, writer),
    }


def facts(found: Facts, writer: Writer) -> list[Data]:
    """Return names and what is known under them."""
    return [{"name": plain(label), "words": _fact(value, writer)} for label, value in found]


def _fact(value: list[Node], writer: Writer) -> Pieces:
    """Return what is known; an address by itself leads there."""
    alone = value[0] if len(value) == 1 else None
    if isinstance(alone, str) and alone.startswith(("http://", "https://")) and " " not in alone:
        return [link(alone, *words(alone))]
    return writer.nodes(value)


def _head(of: Chapter, writer: Writer) -> list[Data]:
    """Return the title matter; the first of several titles is that of the article."""
    titles = [one for one in of.head if one.role == "title"]
    return [_paragraph(one, "heading-1" if one in titles[:1] else one.role, of, writer) for one in of.head]


def _paragraph(one: Paragraph, role: str, of: Chapter, writer: Writer) -> Data:
    numbered = not one.anchor.startswith("t")
    return {
        "mark": writer.mark(one.anchor),
        "number": one.name if numbered else "",
        "address": writer.site(f"{of.path}#{one.anchor}"),
        "role": "item" if role in ITEMS else role,
        "plain": plain("".join([run.text for run in one.runs]).strip()),
        "runs": [_run(run, writer) for run in one.runs],
        "notes": [_note(each, of, writer) for each in one.notes],
        "split": split(one.notes),
    }


def _run(run: Run, writer: Writer) -> Data:
    return {
        "words": words(run.text),
        "on": [KIND_CLASS[one.kind] for one in run.covering],
        "letters": [
            {"letter": one.letter, "to": writer.mark(f"note-{one.letter}"), "mark": writer.mark(f"at-{one.letter}")}
            for one in run.ending
        ],
    }


def lines(one: Note) -> int:
    """Return about how many lines a note takes in a narrow column."""
    parts = [one.gist, one.exact, plain_words(one.finding)]
    parts += [told.exact + told.title for told in one.told]
    parts += [witness.title + witness.supports + witness.quotation for witness in one.evidence]
    return 4 + sum(1 + len(words) // LINE for words in parts if words)


def split(notes: Sequence[Note]) -> int:
    """Return how many of the notes stand in the first of two columns, so that both are about as long."""
    heights = [lines(one) for one in notes]
    whole, first = sum(heights), 0
    best, least = 0, whole
    for index, height in enumerate(heights, 1):
        first += height
        if max(first, whole - first) < least:
            best, least = index, max(first, whole - first)
    return max(best, 1)


def _note(one: Note, of: Chapter, writer: Writer) -> Data:
    return {
        "mark": writer.mark(f"note-{one.letter}"),
        "at": writer.mark(f"at-{one.letter}"),
        "letter": one.letter,
        "css": KIND_CLASS[one.kind],
        "kind": one.kind_word,
        "sign": one.sign,
        "result": one.result,
        "gist": words(one.gist),
        "voice": voice(of.language),
        "exact": words(one.exact),
        "reading": words(one.reading),
        "sic": one.is_sic,
        "finding": writer.nodes(one.finding),
        "remark": one.remark,
        "told": [_told(each, writer) for each in one.told],
        "evidence": [_witness(each, writer) for each in one.evidence],
        "topics": [[link(writer.href(path), *words(title))] for path, title in one.topics],
        "changed": writer.nodes(one.changed),
        "foot": _foot(one, writer),
        "long": lines(one) * LINE > LONG,
    }


def _foot(one: Note, writer: Writer) -> Pieces:
    own = link(writer.site(one.path), f"{_('Note')} {one.number}")
    return [own, f" · {one.reviewed}"] if one.reviewed else [own]


def _told(one: Told, writer: Writer) -> Data:
    head = [link(writer.href(one.path), *words(one.where)), " ", *words(one.title), " ", *writer.nodes([one.ref])]
    return {"relation": one.relation, "head": head, "voice": voice(one.language), "exact": words(one.exact)}


def _witness(one: Witness, writer: Writer) -> Pieces:
    pieces = words(one.title)
    pieces += [" — ", *words(one.supports)] if one.supports else []
    pieces += [" “", *words(one.quotation), "”"] if one.quotation else []
    return [*pieces, " ", *writer.nodes([one.ref])]


def listed(one: Listed, writer: Writer) -> Data:
    """Return a source of a numbered list, with its ways back."""
    pieces = writer.nodes(one.reference)
    for index, (name, ident) in enumerate(one.backs.items()):
        pieces += ["  ↑ " if index == 0 else " ", link("#" + writer.mark(ident), name)]
    return {"number": one.number, "mark": writer.mark(f"ref-{one.number}"), "words": pieces}

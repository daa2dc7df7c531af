"""Notes and lists of sources as XHTML: footnotes with ways back."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.exports.books.notes import Note, Told, Witness
from annotations.exports.books.numbers import Listed
from annotations.exports.epub.xhtml import Writer, exact, voice, words
from annotations.labels import KIND_CLASS

Q, UNQ = "“", "”"


def note(one: Note, language: str, writer: Writer) -> str:
    """Return a note as a footnote; `language` is that of the article's words."""
    parts = [
        f'<aside id="note-{one.letter}" class="note {KIND_CLASS[one.kind]}" epub:type="footnote" role="doc-footnote">',
        _head(one),
        f'<p class="gist">{words(one.gist)}</p>' if one.gist else "",
        _readings(one, language) if one.reading else _lemma(one, language),
        f'<div class="finding">{writer.nodes(one.finding)}</div>' if one.finding else "",
        f'<p class="remark">{words(one.remark)}</p>' if one.remark else "",
        _told(one.told, writer),
        _evidence(one.evidence, writer),
        *[f'<p class="more"><a href="{writer.href(path)}">{words(title)}</a></p>' for path, title in one.topics],
        writer.nodes(one.changed),
        _foot(one, writer),
        "</aside>",
    ]
    return "\n".join(filter(None, parts))


def result(sign: str, word: str) -> str:
    """Return a verdict with its sign, which is not spoken, or another word that sums a note up."""
    shown = f'<span aria-hidden="true">{words(sign)}</span> ' if sign else ""
    return f'<span class="verdict">{shown}{words(word)}</span>' if word else ""


def _head(one: Note) -> str:
    return (
        f'<p class="head"><a class="key" href="#at-{one.letter}">{one.letter}</a> '
        f'<span class="kind">{words(one.kind_word)}</span> · {result(one.sign, one.result)} '
        f'<span class="place">{words(one.place)}</span></p>'
    )


def _lemma(one: Note, language: str) -> str:
    return f'<p class="lemma src"{voice(language)}>{Q}{exact(one.exact)}{UNQ}</p>'


def _readings(one: Note, language: str) -> str:
    sic = f' <span class="sic">{_("[sic]")}</span>' if one.is_sic else ""
    return (
        f'<dl class="readings"><dt>{_("Published")}</dt><dd><span class="src"{voice(language)}>{exact(one.exact)}'
        f"</span>{sic}</dd><dt>{_('Corrected')}</dt><dd{voice(language)}>{words(one.reading)}</dd></dl>"
    )


def _told(told: Sequence[Told], writer: Writer) -> str:
    if not told:
        return ""
    items = "".join(
        f'<li><p><span class="kind">{words(one.relation)}</span> <a href="{writer.href(one.path)}">{words(one.where)}'
        f"</a> {words(one.title)} {writer.nodes([one.ref])}</p>"
        f'<blockquote class="src"{voice(one.language)}>{exact(one.exact)}</blockquote></li>'
        for one in told
    )
    return f'<ul class="told">{items}</ul>'


def _evidence(evidence: Sequence[Witness], writer: Writer) -> str:
    if not evidence:
        return ""
    items = "".join(
        f"<li>{words(one.title)}{f' — {words(one.supports)}' if one.supports else ''}"
        f"{f' <q>{words(one.quotation)}</q>' if one.quotation else ''} {writer.nodes([one.ref])}</li>"
        for one in evidence
    )
    return f'<p class="kind">{_("Evidence")}</p><ul class="evidence">{items}</ul>'


def _foot(one: Note, writer: Writer) -> str:
    reviewed = f" · {words(one.reviewed)}" if one.reviewed else ""
    return (
        f'<p class="foot"><a href="{writer.site(one.path)}">{_("Note")} {one.number}</a>{reviewed} · '
        f'<a href="#at-{one.letter}" role="doc-backlink">{_("Back to")} {words(one.place)}</a></p>'
    )


def sources(listed: Sequence[Listed], writer: Writer) -> str:
    """Return the items of a list of sources, each with its ways back."""
    items = []
    for one in listed:
        backs = " ".join(f'<a href="#{anchor}">{words(name)}</a>' for name, anchor in one.backs.items())
        items.append(
            f'<li id="ref-{one.number}" value="{one.number}">{writer.nodes(one.reference)} '
            f'{_record(one, writer)} <span class="backs">↑ {backs}</span></li>'
        )
    return f'<ol class="sources">{"".join(items)}</ol>'


def _record(one: Listed, writer: Writer) -> str:
    if one.article:
        return f'<a href="{writer.href(reverse("article", args=[one.article]))}">{_("In this edition")}</a>'
    return f'<a href="{writer.href(reverse("work", args=[one.key]))}">{_("Record")}</a>'

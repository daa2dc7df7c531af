"""The page of an article: its words with letters, then its notes, sources, and where the text comes from."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from annotations.apparatus import Entry
from annotations.exports.books.chapters import Chapter, Facts, Paragraph
from annotations.exports.books.runs import Run
from annotations.exports.books.volumes import part
from annotations.exports.epub import notes
from annotations.exports.epub.xhtml import Page, Writer, exact, voice, words
from annotations.labels import KIND_CLASS, Labels
from annotations.paragraphs import ITEMS
from annotations.rendering import spoken


def page(chapter: Chapter, writer: Writer) -> Page:
    """Return the page of an article."""
    text = Text(chapter, writer)
    parts = [
        f'<section epub:type="chapter" role="doc-chapter" aria-labelledby="title">\n{text.header()}',
        text.body(),
        text.aside(),
        "</section>",
        _section("notes", _("Notes"), _notes(chapter, writer), "footnotes"),
        _section("sources", _("Sources"), notes.sources(chapter.sources, writer) if chapter.sources else ""),
        _section("how-to-cite", _("How to cite this article"), f"<p>{writer.nodes(chapter.citation)}</p>"),
        _section("about-text", _("About this text"), facts(chapter.facts, writer), "colophon"),
    ]
    listed = [
        ("notes", _("Notes"), chapter.notes),
        ("sources", _("Sources"), chapter.sources),
        ("how-to-cite", _("How to cite this article"), True),
        ("about-text", _("About this text"), True),
    ]
    children = tuple((ident, label) for ident, label, there in listed if there)
    title = chapter.title
    return Page(part(chapter), title, "\n".join(filter(None, parts)), "bodymatter", children=children)


def facts(found: Facts, writer: Writer) -> str:
    """Return names and values as a list."""
    rows = "".join([f"<dt>{words(label)}</dt><dd>{writer.nodes(value)}</dd>" for label, value in found])
    return f'<dl class="facts">{rows}</dl>'


def _section(ident: str, heading: str, inner: str, kind: str = "") -> str:
    if not inner:
        return ""
    semantics = f' epub:type="{kind}"' if kind else ""
    return f'<section id="{ident}"{semantics}>\n<h2>{heading}</h2>\n{inner}\n</section>'


def _notes(chapter: Chapter, writer: Writer) -> str:
    return "\n".join([notes.note(one, chapter.language, writer) for one in chapter.notes])


class Text:
    """The words of one article as XHTML."""

    def __init__(self, chapter: Chapter, writer: Writer) -> None:
        self.chapter, self.writer = chapter, writer
        self.voice = voice(chapter.language)
        self.labels = Labels.now()
        titles = [one for one in chapter.head if one.role == "title"]
        self.title = titles[0] if titles else None

    def header(self) -> str:
        """Return the title matter; the title of the record where the captured text has none."""
        chapter = self.chapter
        given = "\n".join([self.paragraph(one) for one in chapter.head])
        if self.title is None:
            given = f'<h1 id="title"{self.voice}>{words(chapter.title)}</h1>\n{given}'
        author = "" if chapter.is_signed else chapter.author or _("No author given")
        byline = " · ".join([words(one) for one in (author, chapter.date) if one])
        number = _("Article %(number)d") % {"number": chapter.number}
        introduction = self.writer.nodes(chapter.introduction)
        headnote = f'<div class="headnote">{introduction}</div>' if introduction else ""
        return f'<header>\n<p class="which">{number}</p>\n{given}\n<p class="byline">{byline}</p>\n{headnote}</header>'

    def body(self) -> str:
        """Return the text itself."""
        return self._text("\n".join([self.paragraph(one) for one in self.chapter.body]))

    def _text(self, inner: str) -> str:
        # The numbers stand where the lines of the author's language begin.
        return f'<div class="text" dir="{self.chapter.direction}">\n{inner}\n</div>'

    def aside(self) -> str:
        """Return the rest of the captured page."""
        if not self.chapter.aside:
            return ""
        inner = "\n".join([self.paragraph(one) for one in self.chapter.aside])
        return f'<section id="aside">\n<h2>{_("Also on the captured page")}</h2>\n{self._text(inner)}\n</section>'

    def paragraph(self, one: Paragraph) -> str:
        """Return a passage with its number, which leads to its fixed address on the site."""
        if one in self.chapter.head:
            return f'<div class="para" id="{one.anchor}">{self._words(one)}</div>'
        address = self.writer.site(f"{self.chapter.path}#{one.anchor}")
        number = f'<a class="num" href="{address}">{words(one.name)}</a> '
        return f'<div class="para" id="{one.anchor}">{number}{self._words(one)}</div>'

    def _words(self, one: Paragraph) -> str:
        inner = "".join([self._run(run) for run in one.runs])
        if one is self.title:
            return f'<h1 id="title" class="src"{self.voice}>{inner}</h1>'
        if one.role == "heading":
            return f'<h2 class="src"{self.voice}>{inner}</h2>'
        role = "item" if one.role in ITEMS else one.role
        return f'<p class="src {role}"{self.voice}>{inner}</p>'

    def _run(self, run: Run) -> str:
        opening = "".join([f'<span class="hl {KIND_CLASS[one.kind]}">' for one in run.covering])
        return f"{opening}{exact(run.text)}{'</span>' * len(run.covering)}{self._letters(run.ending)}"

    def _letters(self, ending: Sequence[Entry]) -> str:
        return "".join(
            [
                f'<a class="nref" id="at-{one.letter}" href="#note-{one.letter}" epub:type="noteref" '
                f'role="doc-noteref" aria-label="{words(spoken(one, self.labels))}">{one.letter}</a>'
                for one in ending
            ]
        )

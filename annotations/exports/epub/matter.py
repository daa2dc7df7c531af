"""The pages of an EPUB around its articles: the title, the topics, the sources, how to read it."""

from __future__ import annotations

from django.utils import formats
from django.utils.translation import gettext as _

from annotations.exports.books import reading_aid
from annotations.exports.books.topics import Account, Event, Point, TopicPart
from annotations.exports.books.volumes import BIBLIOGRAPHY, Volume
from annotations.exports.epub.notes import result, sources
from annotations.exports.epub.xhtml import Page, Writer, exact, voice, words


def title(volume: Volume, writer: Writer) -> Page:
    """Return the title page: what it is, whose, as of when, and where it stands on the site."""
    chapter = volume.chapters[0] if volume.chapters and not volume.is_whole else None
    language = chapter.language if chapter else "en"
    heading = f"<h1{voice(language)}>{words(volume.title)}</h1>"
    byline = f'<p class="by">{words(chapter.author or _("No author given"))}</p>' if chapter else ""
    rows = "".join([f"<dt>{words(name)}</dt><dd>{value}</dd>" for name, value in _facts(volume, writer)])
    lede = words(reading_aid.lede())
    body = f'<section epub:type="titlepage">\n{heading}\n{byline}<p>{lede}</p>\n<dl class="facts">{rows}</dl></section>'
    return Page("title", volume.title, body, "frontmatter")


def _facts(volume: Volume, writer: Writer) -> list[tuple[str, str]]:
    day = formats.date_format(volume.modified, "DATE_FORMAT")
    rows = [(_("Articles"), str(len(volume.chapters)))] if volume.is_whole else []
    return [
        *rows,
        (_("Notes"), str(volume.notes)),
        (_("Last changed"), words(day)),
        (_("Address"), f'<a href="{words(volume.address)}">{words(volume.address)}</a>'),
    ]


def reading(volume: Volume) -> Page:
    """Return how the notes are read, and what every verdict and relation means."""
    parts = [f"<p>{words(sentence)}</p>" for sentence in reading_aid.sentences()]
    for table in reading_aid.tables():
        rows = "".join(
            [
                f'<tr><th scope="row">{result(row.sign, row.word)}</th><td>{words(row.meaning)}</td></tr>'
                for row in table.rows
            ]
        )
        parts.append(f"<h2>{words(table.heading)}</h2>\n<table><tbody>{rows}</tbody></table>")
    heading = _("How to read the notes")
    body = f'<section epub:type="preface" role="doc-preface">\n<h1>{words(heading)}</h1>\n{"".join(parts)}</section>'
    return Page("reading", heading, body, "frontmatter")


def topic(one: TopicPart, writer: Writer) -> Page:
    """Return the page of a topic."""
    answer = " ".join(filter(None, [one.asked, one.answer]))
    parts = [
        f"<h1>{words(one.title)}</h1>",
        f'<p class="question">{words(one.question)}</p>',
        f'<p class="answer"><b>{words(answer)}</b></p>' if answer else "",
        f"<p>{words(one.sentence)}</p>" if one.sentence else "",
        f'<div class="finding">{writer.nodes(one.record)}</div>',
        *[_point(point, writer) for point in one.points],
        _events(one, writer),
        f"<h2>{_('Sources')}</h2>{sources(one.sources, writer)}" if one.sources else "",
        f'<p class="foot"><a href="{writer.site(one.path)}">{words(writer.volume.base + one.path)}</a></p>',
    ]
    inner = "\n".join(filter(None, parts))
    body = f'<section epub:type="chapter">{inner}</section>'
    return Page(f"topic-{one.slug}", one.title, body, "bodymatter")


def _point(point: Point, writer: Writer) -> str:
    rows = "".join([_account(one, writer) for one in point.accounts])
    head = "".join([f'<th scope="col">{words(name)}</th>' for name in (_("Article"), _("Words"), _("Verdict"))])
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    silent = f'<p class="foot">{words(point.silent)}</p>' if point.silent else ""
    return (
        f'<section id="{point.slug}"><h2>{words(point.question)}</h2>'
        f'<p class="answer"><b>{words(point.answer)}</b> {writer.nodes(point.refs)}</p>'
        f'<div class="finding">{writer.nodes(point.finding)}</div>{table}{silent}</section>'
    )


def _account(one: Account, writer: Writer) -> str:
    aside = f" ({words(one.aside)})" if one.aside else ""
    verdict = result(one.sign, one.verdict) or words(_("Not judged"))
    asserts = f'<p class="asserts">{words(one.asserts)}</p>' if one.asserts else ""
    return (
        f'<tr><th scope="row"><a href="{writer.href(one.path)}">{words(one.where)}</a>{aside}</th>'
        f'<td><blockquote class="src"{voice(one.language)}>{exact(one.exact)}</blockquote>{asserts}</td>'
        f"<td>{verdict}</td></tr>"
    )


def _events(one: TopicPart, writer: Writer) -> str:
    rows = "".join([_event(event, writer) for event in one.events])
    return f"<h2>{_('Dates')}</h2><table><tbody>{rows}</tbody></table>" if rows else ""


def _event(event: Event, writer: Writer) -> str:
    ref = writer.nodes([event.ref])
    return f'<tr><th scope="row">{words(event.date)}</th><td>{words(event.event)} {ref}</td></tr>'


def bibliography(volume: Volume, writer: Writer) -> Page:
    """Return the sources of the whole edition, each with the articles in whose lists it stands."""
    items = []
    for entry in volume.bibliography:
        uses = ", ".join(
            f'<a href="article-{article}.xhtml#ref-{number}">{_("Article")} {article} [{number}]</a>'
            for article, number in entry.uses
        )
        record = f'<a href="{writer.site(entry.path)}">{_("Record")}</a>'
        backs = f' <span class="backs">↑ {uses}</span>' if uses else ""
        items.append(f'<li id="source-{words(entry.key)}">{writer.nodes(entry.reference)} {record}{backs}</li>')
    heading = _("Bibliography")
    body = (
        f'<section epub:type="bibliography" role="doc-bibliography"><h1>{heading}</h1>'
        f'<ul class="sources">{"".join(items)}</ul></section>'
    )
    return Page(BIBLIOGRAPHY, heading, body, "backmatter")

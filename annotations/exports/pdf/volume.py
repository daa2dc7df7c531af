"""A whole volume as data for the layout."""

from __future__ import annotations

from dataclasses import asdict

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import override

from annotations.exports.books import reading_aid
from annotations.exports.books.volumes import BIBLIOGRAPHY, EDITION, Entry, Volume, part
from annotations.exports.pdf.articles import chapter
from annotations.exports.pdf.data import Data, Writer, link, plain, voice, words
from annotations.exports.pdf.topics import topic


@override(settings.LANGUAGE_CODE)
def of_volume(volume: Volume) -> Data:
    """Return everything that the layout needs of a volume."""
    writer = Writer(volume, BIBLIOGRAPHY)
    return {
        "title": plain(volume.title),
        "authors": _authors(volume),
        "description": _("An article with the editors’ notes") if not volume.is_whole else reading_aid.lede(),
        "day": [volume.modified.year, volume.modified.month, volume.modified.day],
        "whole": volume.is_whole,
        "words": _words(),
        "lede": words(reading_aid.lede()),
        "facts": _facts(volume),
        "contents": _contents(volume),
        "chapters": [chapter(one, volume) for one in volume.chapters],
        "topics": [topic(one, volume) for one in volume.topics],
        "bibliography": [_entry(one, writer) for one in volume.bibliography],
        "reading": [words(sentence) for sentence in reading_aid.sentences()],
        "tables": [
            {"heading": table.heading, "rows": [asdict(row) for row in table.rows]} for table in reading_aid.tables()
        ],
    }


def _authors(volume: Volume) -> list[str]:
    return [EDITION] if volume.is_whole else [plain(one.author) for one in volume.chapters if one.author]


def _words() -> Data:
    """Return the words of the layout itself."""
    return {
        "contents": _("Contents"),
        "empty": _("No articles published yet."),
        "bibliography": _("Bibliography"),
        "reading": _("How to read the notes"),
        "sources": _("Sources"),
        "cite": _("How to cite this article"),
        "about": _("About this text"),
        "aside": _("Also on the captured page"),
        "evidence": _("Evidence"),
        "published": _("Published"),
        "corrected": _("Corrected"),
        "sic": _("[sic]"),
        "dates": _("Dates"),
        "columns": [_("Article"), _("Words"), _("Verdict")],
    }


def _facts(volume: Volume) -> list[Data]:
    rows = [(_("Articles"), [str(len(volume.chapters))])] if volume.is_whole else []
    rows.append((_("Notes"), [str(volume.notes)]))
    rows.append((_("Last changed"), [formats.date_format(volume.modified, "DATE_FORMAT")]))
    found = [{"name": name, "words": value} for name, value in rows]
    return [*found, {"name": _("Address"), "words": [link(volume.address, volume.address)]}]


def _contents(volume: Volume) -> list[Data]:
    """Return the parts of the edition; the first of each group names the group."""
    if not volume.is_whole:
        return []
    groups = (_("Articles"), _("Topics"), _("At the end"))
    rows: list[tuple[str, str, str, Data | None]] = []
    rows += [(groups[0], part(one), one.title, voice(one.language)) for one in volume.chapters]
    rows += [(groups[1], f"topic-{one.slug}", one.title, None) for one in volume.topics]
    rows += [(groups[2], BIBLIOGRAPHY, _("Bibliography"), None)] if volume.bibliography else []
    rows.append((groups[2], "reading", _("How to read the notes"), None))
    found, last = [], ""
    for group, to, title, spoken in rows:
        found.append({"group": "" if group == last else group, "to": to, "title": plain(title), "voice": spoken})
        last = group
    return found


def _entry(one: Entry, writer: Writer) -> Data:
    pieces = writer.nodes(one.reference)
    for index, (article, number) in enumerate(one.uses):
        target = link(f"#article-{article}/ref-{number}", f"{_('Article')} {article} [{number}]")
        pieces += ["  ↑ " if index == 0 else ", ", target]
    return {"name": f"source-{one.key}", "words": pieces}

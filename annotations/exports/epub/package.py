"""The container of an EPUB: the package document, the navigation, and all of it in one zip file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from annotations.exports.books.volumes import EDITION, Volume
from annotations.exports.epub import articles, cover, matter
from annotations.exports.epub.xhtml import Page, Writer, voice, words

STYLE = Path(__file__).parent / "style.css"
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en" \
prefix="a11y: http://www.idpf.org/epub/vocab/package/a11y/#">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{metadata}
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="cover" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>
{manifest}
</manifest>
<spine page-progression-direction="{direction}">
{spine}
</spine>
</package>
"""
FEATURES = ("tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "ARIA", "unlocked")
SAME_TIME = (1980, 1, 1, 0, 0, 0)


@override(settings.LANGUAGE_CODE)
def pack(volume: Volume) -> bytes:
    """Return a volume as an EPUB: the same bytes for the same volume."""
    pages = _pages(volume)
    files = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": _package(volume, pages),
        "EPUB/nav.xhtml": _navigation(pages, volume),
        "EPUB/style.css": STYLE.read_text(encoding="utf-8"),
        "EPUB/cover.svg": cover.svg(volume),
        **{f"EPUB/{page.file}": page.xhtml() for page in pages},
    }
    whole = io.BytesIO()
    with ZipFile(whole, "w") as file:
        # First, and as it is: this is how the format is known (EPUB 3.3, 4.3.2).
        file.writestr(_member("mimetype", ZIP_STORED), b"application/epub+zip")
        for name, content in files.items():
            file.writestr(_member(name, ZIP_DEFLATED), content.encode())
    return whole.getvalue()


def _member(name: str, compression: int) -> ZipInfo:
    member = ZipInfo(name, SAME_TIME)
    member.compress_type, member.external_attr = compression, 0o644 << 16
    return member


def _pages(volume: Volume) -> list[Page]:
    """Return the pages in reading order."""
    writer = Writer(volume)
    pages = [matter.title(volume, writer), matter.reading(volume)]
    pages += [articles.page(chapter, writer) for chapter in volume.chapters]
    pages += [matter.topic(topic, writer) for topic in volume.topics]
    return [*pages, matter.bibliography(volume, writer)] if volume.bibliography else pages


def _package(volume: Volume, pages: Sequence[Page]) -> str:
    items = [f'<item id="page-{page.name}" href="{page.file}" media-type="application/xhtml+xml"/>' for page in pages]
    spine = [f'<itemref idref="page-{page.name}"/>' for page in pages]
    return _PACKAGE.format(
        metadata="\n".join(_metadata(volume)),
        manifest="\n".join(items),
        spine="\n".join(spine),
        direction=volume.direction,
    )


def _metadata(volume: Volume) -> Iterable[str]:
    """Yield the metadata: what it is and whose, and how it can be read (EPUB Accessibility 1.1)."""
    yield f'<dc:identifier id="id">{words(volume.address)}</dc:identifier>'
    yield f"<dc:title>{words(volume.title)}</dc:title>"
    yield from [f"<dc:language>{words(language)}</dc:language>" for language in volume.languages]
    yield from _people(volume)
    yield f"<dc:publisher>{EDITION}</dc:publisher>"
    for chapter in volume.chapters if not volume.is_whole else ():
        if url := chapter.revision.article.work.csl.get("URL"):
            yield f"<dc:source>{words(str(url))}</dc:source>"
    yield f"<dc:rights>{words(_('The articles’ rights stay with their authors and publishers.'))}</dc:rights>"
    yield f'<meta property="dcterms:modified">{volume.modified.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>'
    yield from _accessibility()


def _people(volume: Volume) -> Iterable[str]:
    names = [EDITION] if volume.is_whole else [volume.chapters[0].author]
    for number, name in enumerate(filter(None, names), 1):
        yield f'<dc:creator id="creator-{number}">{words(name)}</dc:creator>'
        role = "edt" if volume.is_whole else "aut"
        yield f'<meta refines="#creator-{number}" property="role" scheme="marc:relators">{role}</meta>'


def _accessibility() -> Iterable[str]:
    yield '<meta property="schema:accessMode">textual</meta>'
    yield '<meta property="schema:accessModeSufficient">textual</meta>'
    yield from [f'<meta property="schema:accessibilityFeature">{name}</meta>' for name in FEATURES]
    yield '<meta property="schema:accessibilityHazard">none</meta>'
    summary = _(
        "All of it is text. Letters lead to notes and numbers to sources, each with a way back. Kinds of notes and "
        "verdicts are told by words, not by colour alone."
    )
    yield f'<meta property="schema:accessibilitySummary">{words(summary)}</meta>'
    conforms = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    yield f'<meta property="dcterms:conformsTo" id="conforms">{conforms}</meta>'
    yield f'<meta property="a11y:certifiedBy" refines="#conforms">{EDITION}</meta>'


def _navigation(pages: Sequence[Page], volume: Volume) -> str:
    items = "\n".join([_entry(page, volume) for page in pages])
    first = next((page.file for page in pages if page.kind == "bodymatter"), pages[0].file)
    last = next((page for page in pages if page.kind == "backmatter"), None)
    back = f'<li><a epub:type="bibliography" href="{last.file}">{words(last.title)}</a></li>' if last else ""
    body = (
        f'<nav epub:type="toc" id="toc" role="doc-toc"><h1>{_("Contents")}</h1>\n<ol>\n{items}\n</ol></nav>\n'
        f'<nav epub:type="landmarks" hidden="hidden"><h2>{_("Parts")}</h2><ol>'
        f'<li><a epub:type="titlepage" href="{pages[0].file}">{_("Title")}</a></li>'
        f'<li><a epub:type="bodymatter" href="{first}">{_("Text")}</a></li>{back}</ol></nav>'
    )
    return Page("nav", _("Contents"), body).xhtml()


def _entry(page: Page, volume: Volume) -> str:
    children = "".join([f'<li><a href="{page.file}#{ident}">{words(label)}</a></li>' for ident, label in page.children])
    inner = f"<ol>{children}</ol>" if children else ""
    return f'<li><a href="{page.file}"{voice(_language(page, volume))}>{words(page.title)}</a>{inner}</li>'


def _language(page: Page, volume: Volume) -> str:
    found = {f"article-{chapter.number}": chapter.language for chapter in volume.chapters}
    return found.get(page.name, page.language)

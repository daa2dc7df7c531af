"""TEI P5 of a text with its notes: header, the text as it was captured, and the notes apart from it (`standOff`).

    data = tei.document(revision, base)          # bytes, UTF-8; the same state gives the same bytes
    edition.publishing.tei_text.read(data)       # the stored text again

`annotations.tei_import` brings such files into an edition again.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import override
from lxml import etree

from annotations.exports.tei.header import header, language
from annotations.exports.tei.notes import Gathered, gather
from annotations.exports.tei.stand_off import stand_off
from annotations.vocabulary import Kind
from edition.intake.records import words
from edition.models import Revision
from edition.publishing import tei_text
from edition.publishing.tei_text import Correction, Stretch, Woven
from edition.publishing.tei_xml import NAMESPACE, Element, element

__all__ = ["document", "passages"]
# What holds nothing but elements: each of these stands on a line of its own.
LINES = words(
    "TEI teiHeader fileDesc titleStmt publicationStmt sourceDesc encodingDesc editorialDecl classDecl taxonomy "
    "profileDesc revisionDesc standOff listAnnotation annotation listBibl biblStruct analytic monogr imprint charDecl"
)


@override(settings.LANGUAGE_CODE)
def document(revision: Revision, base: str) -> bytes:
    """Return the TEI file of a text with its public notes; `base` is the site's address."""
    gathered = gather(revision)
    woven = _woven(revision, gathered)
    root = element("TEI", xml_lang="en")
    root.append(woven.element)
    if (notes := stand_off(gathered, woven, base)) is not None:
        root.append(notes)
    root.insert(0, header(revision, gathered, base, _characters(root)))
    _in_lines(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def passages(revision: Revision) -> list[Stretch]:
    """Return the passages of a text, in order."""
    columns = ("anchor", "role", "start", "end")
    return [Stretch(*row) for row in revision.passages.order_by("position").values_list(*columns)]


def _woven(revision: Revision, gathered: Gathered) -> Woven:
    own = [item for item in gathered.items if not item.incoming]
    corrections = [
        Correction(item.entry.start, item.entry.end, item.entry.reading, item.xml_id)
        for item in own
        if item.entry.kind == Kind.CORRECTION
    ]
    spans = [(item.entry.start, item.entry.end) for item in gathered.items]
    spans += [(note.span.start, note.span.end) for note in gathered.withdrawn]
    return tei_text.weave(revision.text, passages(revision), spans, corrections, language(revision))


def _characters(root: Element) -> set[str]:
    return {one.get("ref", "") for one in root.iter(f"{{{NAMESPACE}}}g")}


def _in_lines(root: Element) -> None:
    """Put line breaks where they say nothing: the text itself has them where it has them."""
    for one in root.iter(*(f"{{{NAMESPACE}}}{name}" for name in LINES)):
        if len(one):
            one.text = "\n"
            for child in one:
                child.tail = "\n"

"""The `teiHeader`: what the text is, whose it is, where it was captured, how it is encoded, who annotated it."""

from __future__ import annotations

from datetime import date

from annotations.exports.tei import prose, records, terms
from annotations.exports.tei.notes import Gathered
from edition.citations.wording import EDITION
from edition.intake.records import language as tag
from edition.models import Revision
from edition.publishing.tei_bibl import bibl_struct
from edition.publishing.tei_text import APPLICATION, FORM
from edition.publishing.tei_xml import Element, add, declared, element

RULE = (
    "The stored text is all character data within the element text, in document order, but for what stands in corr; "
    "a g stands for the character of its charDecl. Line breaks and blanks between the passages stand between their "
    "elements: nothing was normalised, and xml:space says preserve."
)
SPANS = (
    "Every passage bears its anchor as xml:id and n. Words on which notes stand are cut into seg elements at both ends "
    "of every note; the target of an annotation is the list of the pieces that its words are made of. A corrected "
    "reading stands in place (choice, sic, corr) where it lies within one passage and over no other reading; all "
    "readings stand with their notes in standOff."
)


def header(revision: Revision, gathered: Gathered, base: str, characters: set[str]) -> Element:
    """Return the header of the file; `characters` are the references of the `g` elements in it."""
    made = element("teiHeader", xml_lang="en")
    made.append(_file_desc(revision, gathered, base))
    made.append(_encoding_desc(characters))
    made.append(_profile_desc(revision))
    add(made, "xenoData", records.written(records.of_revision(revision)), type=records.TYPE)
    if (changes := _revision_desc(revision, gathered)) is not None:
        made.append(changes)
    return made


def _newest(revision: Revision, gathered: Gathered) -> date | None:
    """Return the day of the newest of what the file holds: the same state gives the same file."""
    reviewed = gathered.newest()
    days = [revision.captured_on, reviewed.date() if reviewed else None]
    return max((day for day in days if day), default=None)


def _file_desc(revision: Revision, gathered: Gathered, base: str) -> Element:
    made = element("fileDesc")
    _title_statement(made, revision, gathered)
    add(add(made, "editionStmt"), "edition", f"Text version {revision.number}", n=str(revision.number))
    _publication(made, revision, gathered, base)
    if revision.article.headnote_html:
        note = add(add(made, "notesStmt"), "note", type="headnote")
        prose.write(note, revision.article.headnote_html, base, lambda into, key, locator: None)
    _source(made, revision)
    return made


def _title_statement(made: Element, revision: Revision, gathered: Gathered) -> None:
    work = revision.article.work
    statement = add(made, "titleStmt")
    add(statement, "title", work.title, xml_lang=language(revision))
    for person in work.csl.get("author", ()):
        words = person.get("literal") or " ".join(filter(None, (person.get("given"), person["family"])))
        add(statement, "author", words)
    for name, orcid in gathered.editors().items():
        responsible = add(statement, "respStmt")
        add(responsible, "resp", "notes by")
        add(responsible, "persName", name, ref=orcid)


def _publication(made: Element, revision: Revision, gathered: Gathered, base: str) -> None:
    statement = add(made, "publicationStmt")
    add(statement, "publisher", EDITION)
    if newest := _newest(revision, gathered):
        add(statement, "date", newest.isoformat(), when=newest.isoformat())
    add(statement, "idno", base + revision.get_absolute_url(), type="URL")
    availability = add(statement, "availability", status="restricted")
    if revision.article.rights_html:
        prose.write(availability, revision.article.rights_html, base, lambda into, key, locator: None)
    else:
        add(availability, "p", "The rights in the text stay with its author and publisher.")


def _source(made: Element, revision: Revision) -> None:
    """Write the published original, and the captured file with the checksums of its bytes and of its text."""
    description = add(made, "sourceDesc")
    description.append(bibl_struct(revision.article.work.csl, "source"))
    captured = add(description, "bibl", type="capture", xml_id="capture")
    add(captured, "title", records.file_name(revision))
    if revision.captured_on:
        add(captured, "date", revision.captured_on.isoformat(), type="captured", when=revision.captured_on.isoformat())
    add(captured, "idno", revision.original_sha256, type="SHA-256", subtype="original")
    add(captured, "idno", revision.text_sha256, type="SHA-256", subtype="text")
    add(captured, "note", revision.encoding, type="encoding")
    for quirk in revision.quirks:
        add(captured, "note", quirk, type="quirk")


def _encoding_desc(characters: set[str]) -> Element:
    made = element("encodingDesc")
    application = add(add(made, "appInfo"), "application", ident=APPLICATION, version=FORM)
    add(application, "desc", "Export of an annotated edition")
    declaration = add(made, "editorialDecl")
    add(add(declaration, "normalization"), "p", RULE)
    add(add(declaration, "segmentation"), "p", SPANS)
    references = add(made, "refsDecl")
    add(references, "citeStructure", unit="passage", match="//text//*[@n]", use="@n")
    made.append(terms.class_decl())
    if characters:
        made.append(declared(characters))
    return made


def _profile_desc(revision: Revision) -> Element:
    made = element("profileDesc")
    if ident := language(revision):
        add(add(made, "langUsage"), "language", ident=ident)
    if tags := sorted(revision.article.tags.names()):
        keywords = add(add(made, "textClass"), "keywords")
        for name in tags:
            add(keywords, "term", name)
    return made


def language(revision: Revision) -> str:
    """Return the language of a text by its record, or '' where that names none by a tag."""
    return tag(revision.article.work.csl.get("language"))


def _revision_desc(revision: Revision, gathered: Gathered) -> Element | None:
    """Return what happened to the file: the newest first, as TEI wants it."""
    made = element("revisionDesc")
    if reviewed := gathered.newest():
        add(made, "change", "Notes last published.", when=reviewed.date().isoformat())
    if revision.captured_on:
        add(made, "change", f"Captured as text version {revision.number}.", when=revision.captured_on.isoformat())
    return made if len(made) else None

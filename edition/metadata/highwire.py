"""The record of a page in the meta tags of Highwire Press, which Google Scholar and Zotero read.

Zotero's translator “Embedded Metadata” decides what a tag comes to mean: it takes `citation_journal_title` for a
journal alone, splits the only author at a comma between two names of several words, takes the last word of a name
without a comma for the family name, and believes `z:itemType` before all else.
"""

from collections.abc import Iterator

from edition.citations.record import Record
from edition.metadata.values import NO_BREAK_SPACE, Csl, day, family, given, inverted, line, pages, year

Tag = tuple[str, str]
# Types of CSL as Zotero names them; what it has no name for is a document.
ITEM_TYPES = {
    "article": "preprint",
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "bill": "bill",
    "book": "book",
    "broadcast": "tvBroadcast",
    "chapter": "bookSection",
    "dataset": "dataset",
    "entry": "webpage",
    "entry-dictionary": "dictionaryEntry",
    "entry-encyclopedia": "encyclopediaArticle",
    "figure": "artwork",
    "graphic": "artwork",
    "hearing": "hearing",
    "interview": "interview",
    "legal_case": "case",
    "legislation": "statute",
    "manuscript": "manuscript",
    "map": "map",
    "motion_picture": "film",
    "paper-conference": "conferencePaper",
    "patent": "patent",
    "personal_communication": "letter",
    "post": "forumPost",
    "post-weblog": "blogPost",
    "report": "report",
    "review": "journalArticle",
    "software": "computerProgram",
    "song": "audioRecording",
    "speech": "presentation",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "webpage",
}
# The container's tag also says of what type the work is; other types have theirs in Dublin Core.
CONTAINERS = {
    "article-journal": "citation_journal_title",
    "review": "citation_journal_title",
    "chapter": "citation_inbook_title",
    "paper-conference": "citation_conference_title",
}
PUBLISHERS = {"thesis": "citation_dissertation_institution", "report": "citation_technical_report_institution"}
PLAIN = {
    "volume": "citation_volume",
    "issue": "citation_issue",
    "collection-title": "citation_series_title",
    "DOI": "citation_doi",
    "ISBN": "citation_isbn",
    "ISSN": "citation_issn",
    "abstract": "citation_abstract",
    "language": "citation_language",
    "URL": "citation_public_url",
}


def tags(record: Record) -> list[Tag]:
    """Return the names and contents of the tags, one for each author."""
    csl = record.csl
    found = [("z:itemType", ITEM_TYPES.get(csl["type"], "document")), ("citation_title", csl.get("title", ""))]
    found += [("citation_author", name) for name in authors(csl)]
    found += [("citation_editor", _split_nowhere(person)) for person in csl.get("editor", ())]
    found += [("citation_publication_date", date) for date in _dates(csl)]
    found += _places(csl)
    found += [(name, str(csl[variable])) for variable, name in PLAIN.items() if csl.get(variable)]
    return [(name, line(content)) for name, content in found if content]


def authors(csl: Csl) -> list[str]:
    """Return the names of the authors, `Khan, Ayub`, so that no reader splits one into two."""
    found = [_split_nowhere(person) for person in csl.get("author", ())]
    if len(found) == 1 and "literal" not in csl["author"][0]:
        return [_one(csl["author"][0])]
    return found


def _split_nowhere(person: Csl) -> str:
    """Return a name with a comma: an institution of several words is a single name only where one stands at its end."""
    name = inverted(person)
    is_single = "literal" in person or "given" not in person
    return f"{name}," if is_single and " " in name and "," not in name else name


def _one(person: Csl) -> str:
    """Return the name of the only author; blanks on both sides of its comma would make it two authors."""
    if " " in family(person) and " " in given(person):
        return _split_nowhere({**person, "given": given(person).replace(" ", NO_BREAK_SPACE), "dropping-particle": ""})
    return _split_nowhere(person)


def _dates(csl: Csl) -> Iterator[str]:
    """Give the date with slashes, as Scholar asks for it; of a season its year, and of a date that is not sure none."""
    if known := day(csl) or year(csl):
        yield known.replace("-", "/")


def _places(csl: Csl) -> Iterator[Tag]:
    if name := CONTAINERS.get(csl["type"]):
        yield name, csl.get("container-title", "")
    yield PUBLISHERS.get(csl["type"], "citation_publisher"), csl.get("publisher", "")
    if csl["type"] == "report":
        yield "citation_technical_report_number", csl.get("number", "")
    first, last = pages(csl)
    yield "citation_firstpage", first
    yield "citation_lastpage", last

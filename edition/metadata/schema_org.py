"""Records as nodes of schema.org (https://schema.org/docs/schemas.html), to stand in JSON-LD."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from edition.citations.record import Record
from edition.citations.wording import name_in_words
from edition.metadata.values import Csl, day, family, given, line

Node = dict[str, Any]
CONTEXT = "https://schema.org"
TYPES = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "chapter": "Chapter",
    "classic": "Book",
    "collection": "Collection",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "manuscript": "Manuscript",
    "map": "Map",
    "motion_picture": "Movie",
    "paper-conference": "ScholarlyArticle",
    "post": "DiscussionForumPosting",
    "post-weblog": "BlogPosting",
    "regulation": "Legislation",
    "report": "Report",
    "review": "Review",
    "software": "SoftwareSourceCode",
    "song": "MusicRecording",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
CONTAINERS = {
    "article-journal": "Periodical",
    "article-magazine": "Periodical",
    "article-newspaper": "Newspaper",
    "chapter": "Book",
    "paper-conference": "Book",
    "post-weblog": "Blog",
    "review": "Periodical",
    "webpage": "WebSite",
}
PLAIN = {"abstract": "abstract", "page": "pagination", "ISBN": "isbn", "keyword": "keywords", "language": "inLanguage"}
# In a script element nothing may look like its end, nor like the beginning of a comment.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"}


def script(node: Mapping[str, Any]) -> str:
    """Return JSON that can stand in a script element as it is."""
    return json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def page(*nodes: Node) -> Node:
    """Return the JSON-LD of a page: one node, or several beside each other."""
    if len(nodes) == 1:
        return {"@context": CONTEXT, **nodes[0]}
    return {"@context": CONTEXT, "@graph": list(nodes)}


def filled(node: Mapping[str, Any]) -> Node:
    """Return a node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def work(record: Record) -> Node:
    """Return the node of a record: what is known of the work, and no more. Its address is that of the work itself."""
    csl = record.csl
    node = {
        "@type": TYPES.get(csl["type"], "CreativeWork"),
        "name": line(csl.get("title", "")),
        **{role: [person(one) for one in csl.get(role, ())] for role in ("author", "editor", "translator")},
        "datePublished": day(csl),
        "publisher": organization(csl.get("publisher", "")),
        "isPartOf": container(csl),
        "url": csl.get("URL"),
        "sameAs": f"https://doi.org/{csl['DOI']}" if "DOI" in csl else None,
        **{name: line(csl[variable]) for variable, name in PLAIN.items() if csl.get(variable)},
    }
    return filled(node)


def container(csl: Csl) -> Node:
    """Return what a work appeared in, by name; empty where that is not known."""
    name = line(csl.get("container-title", ""))
    if not name:
        return {}
    node = {"@type": CONTAINERS.get(csl["type"], "CreativeWork"), "name": name, "issn": csl.get("ISSN")}
    volume, issue = csl.get("volume"), csl.get("issue")
    if node["@type"] == "Periodical" and (volume or issue):
        part = "PublicationIssue" if issue else "PublicationVolume"
        numbers = {"issueNumber": issue and str(issue), "volumeNumber": volume and str(volume)}
        return filled({"@type": part, **numbers, "isPartOf": filled(node)})
    return filled(node)


def person(name: Csl) -> Node:
    """Return whoever made something; a name without parts is that of an institution, as CSL has it."""
    if "literal" in name:
        return organization(name["literal"])
    parts = {"familyName": family(name), "givenName": given(name), "honorificSuffix": name.get("suffix")}
    return filled({"@type": "Person", "name": line(name_in_words(name)), **parts})


def organization(name: str) -> Node:
    """Return an organization by its name; empty for none."""
    return {"@type": "Organization", "name": line(name)} if name else {}


def crumbs(way: Iterable[tuple[str, str]]) -> Node:
    """Return the way to a page from the first: names and addresses."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate(way, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}

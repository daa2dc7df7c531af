"""Citations of whatever the edition holds, in every format and style; also of lists, and of several things at once."""

from typing import Any

from annotations.citing_lists import MOST as MOST_OF_A_GROUP
from annotations.citing_several import MOST as MOST_AT_ONCE
from annotations.finding.asking import FACETS, GROUPS
from annotations.vocabulary import Kind, Verdict
from edition.citations.registry import FORMATS
from edition.openapi.parts import (
    HTML,
    NOT_ALLOWED,
    NOT_MODIFIED,
    PLAIN,
    header,
    path_number,
    path_slug,
    query,
)
from edition.views.cite_files import MEDIA, PARTS

ASKED = "[ptx][0-9]{1,9}[a-z]{0,4}"
FORM = {
    "name": "form",
    "in": "path",
    "required": True,
    "description": "The format or the style.",
    "schema": {"type": "string", "enum": list(FORMATS)},
    "example": "apa",
}
SHAPE = [
    query("as", "Of a style alone: as plain text, as HTML or as RTF.", {"type": "string", "enum": list(MEDIA)}, "html"),
    query(
        "part",
        "Of a style alone: the entry of a list, or the citation in a text (in a footnote, if the style has those).",
        {"type": "string", "enum": list(PARTS)},
        "inline",
    ),
]
ARTICLE = path_slug("The article.", "article-1")
VERSION = path_number("The text version: 1 for v1.", 1)
ANCHOR = {
    "name": "anchor",
    "in": "path",
    "required": True,
    "description": "A passage, or a range of passages.",
    "schema": {"type": "string", "pattern": f"^{ASKED}(-{ASKED})?$"},
    "example": "p1",
}
TAG = {
    "name": "tag",
    "in": "path",
    "required": True,
    "description": "The tag, as its page has it in its address.",
    "schema": {"type": "string", "pattern": "^[^/]+$", "maxLength": 100},
    "example": "cold-war",
}
WORK = path_slug("The key of the source.", "fatemi-2012-echoes", "key")
_ARRAY = {"type": "array", "items": {"type": "object", "required": ["id", "type"]}}
_STRING = {"type": "string"}
_TYPES = dict.fromkeys(form.media_type.partition(";")[0] for form in FORMATS.values())
_FILES: dict[str, Any] = {kind: {"schema": _ARRAY if kind.endswith("json") else _STRING} for kind in _TYPES}
_FILES |= {kind: {"schema": _STRING} for kind, _ in MEDIA.values() if kind}
ANSWERS: dict[str, Any] = {
    "200": {
        "description": "The citation.",
        "headers": {"Content-Disposition": header("A name for the file.")},
        "content": _FILES,
    },
    "304": NOT_MODIFIED,
    "400": {"description": "It cannot be made as asked; the sentence says how it can.", "content": PLAIN},
    "404": {"description": "There is no such thing, or no such format; the sentence says so.", "content": PLAIN | HTML},
    "405": NOT_ALLOWED,
    "503": {"description": "The engine of the styles does not answer; formats of data can be had.", "content": PLAIN},
}
MOVED = {
    "301": {"description": "It was merged into another.", "headers": {"Location": header("The citation of that one.")}}
}


def _cited(
    name: str, what: str, parameters: list[Any], asked: list[Any] | None = None, more: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return the path item of one kind of thing that is cited."""
    return {
        "parameters": [*parameters, FORM],
        "get": {
            "operationId": name,
            "summary": f"The citation of {what}.",
            "parameters": [*(asked or []), *SHAPE],
            "responses": ANSWERS | (more or {}),
        },
    }


def _value(values: list[str]) -> dict[str, Any]:
    return {"type": "string", "enum": values}


_WORDS = {"type": "string", "maxLength": 300}
_FACETS: dict[str, tuple[str, dict[str, Any]]] = {
    "article": ("Only on this article: its slug.", _WORDS),
    "kind": ("Only notes of this kind.", _value(list(Kind.values))),
    "verdict": ("Only what has this verdict.", _value(list(Verdict.values))),
    "tag": ("Only what carries this tag.", _WORDS),
    "person": ("Only what rests on this person’s works: Dukes, Paul.", _WORDS),
}
SEARCH = [
    query("q", "The words.", {"type": "string", "minLength": 1, "maxLength": 1000}, "cold war", required=True),
    query("in", "One group alone.", _value(list(GROUPS))),
    query("match", "What contains any of the words, and not all of them.", _value(["any"])),
    *(query(name, *_FACETS[name]) for name in FACETS),
]
OF = query(
    "of",
    "What is cited, by its path on this site; repeat it for each thing.",
    {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": MOST_AT_ONCE},
    ["/notes/1/", "/articles/article-1/v1/"],
    required=True,
)

PATHS: dict[str, Any] = {
    "/articles/{slug}/cite/{form}": _cited("citeArticle", "an article in its newest text version", [ARTICLE]),
    "/articles/{slug}/v{number}/cite/{form}": _cited("citeVersion", "one text version", [ARTICLE, VERSION]),
    "/articles/{slug}/{anchor}/cite/{form}": _cited(
        "citePassage", "passages of the newest text version, with their words and checksum", [ARTICLE, ANCHOR]
    ),
    "/articles/{slug}/v{number}/{anchor}/cite/{form}": _cited(
        "citePassageOfVersion", "passages, with their words and checksum", [ARTICLE, VERSION, ANCHOR]
    ),
    "/notes/{number}/cite/{form}": _cited(
        "citeNote", "an editors’ note, with the words it stands on", [path_number("The note.", 1)]
    ),
    "/topics/{slug}/cite/{form}": _cited("citeTopic", "a topic", [path_slug("The topic.", "end-of-cold-war")]),
    "/claims/{slug}/cite/{form}": _cited("citeClaim", "a claim", [path_slug("The claim.", "cl01")]),
    "/bibliography/{key}/cite/{form}": _cited("citeWork", "a source", [WORK], more=MOVED),
    "/bibliography/cite/{form}": _cited("citeBibliography", "all sources", []),
    "/tags/{tag}/cite/{form}": _cited("citeTag", "all articles and notes that carry a tag", [TAG], more=MOVED),
    "/search/cite/{form}": _cited(
        "citeSearch", f"all that a search finds, at most {MOST_OF_A_GROUP} of each group", [], SEARCH
    ),
    "/cite/{form}": _cited("citeSeveral", f"several things at once, at most {MOST_AT_ONCE}", [], [OF]),
}

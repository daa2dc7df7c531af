"""Notes as W3C Web Annotations, read by everybody and written with a token; and the content of a note at the desk."""

from typing import Any

from annotations.content import PLAIN
from annotations.protocol.answers import MEDIA_TYPES
from annotations.protocol.tombstone import MEDIA_TYPE as TOMBSTONE
from annotations.vocabulary import Confidence, CorrectionType, Kind, Relation, Stance, Verdict
from edition.openapi.parts import HTML, NOT_ALLOWED, NOT_MODIFIED, header, json_of, of, path_number, query

TOKEN: list[dict[str, list[str]]] = [{"token": []}]
_FLAG = {"type": "string", "enum": ["0", "1"]}
_NUMBER = path_number("The number of the note.", 1)
_BOTH = {"ETag": header("The state, for If-Match and If-None-Match."), "Link": header("The types of the resource.")}
_PROBLEM = json_of(of("Problem"), "application/problem+json")
_WORDS = {"type": "string"}


def _in_json_ld(schema: dict[str, Any]) -> dict[str, Any]:
    return {media: {"schema": schema} for media in MEDIA_TYPES}


def _problems(**why: str) -> dict[str, Any]:
    """Return the answers of these statuses: `s404="There is no such note."`."""
    return {status[1:]: {"description": sentence, "content": _PROBLEM} for status, sentence in why.items()}


_UNREAD = _problems(s400="The query cannot be read.", s401="The token is dead.", s406="Annotations are JSON-LD alone.")
_UNWRITTEN = _problems(
    s400="The body is not JSON, or the query cannot be read.",
    s401="There is no token, or a dead one.",
    s403="The token or its account may not do this.",
    s406="Annotations are JSON-LD alone.",
    s409="The note is not in a state from which this leads anywhere, or the id would change.",
    s413="The body is larger than 2 MB.",
    s415="The body is not JSON-LD.",
    s422="The annotation stands on no exact words, or not all of it can be kept; the sentence says what.",
)
_KEPT = _problems(s412="The annotation was changed since.", s428="If-Match is missing.")
_NONE = {"404": {"description": "There is no such published note.", "content": _PROBLEM | HTML}}
_GONE = {
    "410": {
        "description": "The note was withdrawn; the summary says when and why.",
        "content": {TOMBSTONE: {"schema": {"type": "object", "required": ["type", "summary"]}}},
    }
}
_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of the state that the change starts from; without it the answer is 428.",
    "schema": {"type": "string"},
}
_SUBMIT = query("submit", "1 sends the draft to review at once.", _FLAG)
_BODY = {"required": True, "content": _in_json_ld(of("Annotation"))}
_ONE = {"description": "The note as a Web Annotation.", "headers": _BOTH, "content": _in_json_ld(of("Annotation"))}
_CONTAINER = {
    "description": "The container, or one of its pages.",
    "headers": {**_BOTH, "Content-Location": header("The address of what is shown.")},
    "content": _in_json_ld(of("AnnotationCollection")),
}

_ASKED = [
    query(
        "target", "What stands on an address: of an article, a version or a passage.", _WORDS, "/articles/article-1/p5/"
    ),
    query("kind", "Only notes of this kind.", {"type": "string", "enum": Kind.values}),
    query("verdict", "Only fact-checks with this verdict.", {"type": "string", "enum": Verdict.values}),
    query("page", "A page of fifty, from 0.", {"type": "integer", "minimum": 0, "maximum": 99_999_999}, 0),
    query("iris", "1 lists addresses, 0 whole annotations.", _FLAG),
    {
        "name": "Prefer",
        "in": "header",
        "description": "PreferMinimalContainer, PreferContainedIRIs, PreferContainedDescriptions: see the protocol.",
        "schema": {"type": "string"},
        "example": 'return=representation;include="http://www.w3.org/ns/oa#PreferContainedIRIs"',
    },
]
_CONTENT = {
    "description": "The content of the newest version.",
    "headers": {"ETag": header("The number of the version.")},
    "content": json_of(of("NoteContent")),
}
_CLOSED = {"403": {"description": "Not for this account, or no account at all.", "content": _PROBLEM | HTML}}
_DEAD = _problems(s400="A token stands in the query.", s401="The token is dead.")
_DEAD["404"] = {"description": "There is no such note.", "content": _PROBLEM | HTML}

PATHS: dict[str, Any] = {
    "/api/annotations/": {
        "get": {
            "operationId": "annotations",
            "summary": "The published notes: a container of the Web Annotation Protocol, and its pages.",
            "parameters": _ASKED,
            "responses": {
                "200": _CONTAINER,
                "304": NOT_MODIFIED,
                **_UNREAD,
                **_problems(s404="There is no such page."),
                "405": NOT_ALLOWED,
            },
        },
        "post": {
            "operationId": "makeAnnotation",
            "summary": "Make a draft on exact words; another editor publishes it at the desk.",
            "security": TOKEN,
            "parameters": [_SUBMIT],
            "requestBody": _BODY,
            "responses": {
                "201": {**_ONE, "headers": {**_BOTH, "Location": header("The address of the draft.")}},
                **_UNWRITTEN,
                "405": NOT_ALLOWED,
            },
        },
    },
    "/api/annotations/{number}": {
        "parameters": [_NUMBER],
        "get": {
            "operationId": "annotation",
            "summary": "One note as a Web Annotation; with a token, what is under way of it.",
            "responses": {"200": _ONE, "304": NOT_MODIFIED, **_UNREAD, **_NONE, **_GONE, "405": NOT_ALLOWED},
        },
        "put": {
            "operationId": "changeAnnotation",
            "summary": "Save a new version; readers see it once it is published.",
            "security": TOKEN,
            "parameters": [_MATCH, _SUBMIT],
            "requestBody": _BODY,
            "responses": {"200": _ONE, **_UNWRITTEN, **_KEPT, **_NONE, **_GONE, "405": NOT_ALLOWED},
        },
        "delete": {
            "operationId": "withdrawAnnotation",
            "summary": "Withdraw a published note with a reason, which readers see.",
            "security": TOKEN,
            "parameters": [_MATCH, query("reason", "Why; or as `reason` in a JSON body.", _WORDS)],
            "responses": {
                "204": {"description": "It is withdrawn."},
                **_UNWRITTEN,
                **_KEPT,
                **_NONE,
                **_GONE,
                "405": NOT_ALLOWED,
            },
        },
    },
    "/api/context.jsonld": {
        "get": {
            "operationId": "annotationContext",
            "summary": "The JSON-LD context of the site’s own terms.",
            "responses": {
                "200": {
                    "description": "The context.",
                    "content": json_of({"type": "object", "required": ["@context"]}, "application/ld+json"),
                },
                "304": NOT_MODIFIED,
                "405": NOT_ALLOWED,
            },
        }
    },
    "/desk/notes/{number}/content": {
        "parameters": [_NUMBER],
        "get": {
            "operationId": "noteContent",
            "summary": "The content of a note’s newest version, for those who may change it.",
            "security": TOKEN,
            "responses": {"200": _CONTENT, **_DEAD, **_CLOSED, "405": NOT_ALLOWED},
        },
        "put": {
            "operationId": "changeNoteContent",
            "summary": "Save the content as a new version.",
            "security": TOKEN,
            "parameters": [
                {**_MATCH, "example": '"1"'},
            ],
            "requestBody": {"required": True, "content": json_of(of("NoteContent"))},
            "responses": {
                "200": _CONTENT,
                **_DEAD,
                **_CLOSED,
                **_KEPT,
                **_problems(
                    s400="The body is not JSON.",
                    s409="The note is not in a state in which it can be changed.",
                    s413="The body is too large.",
                    s422="The content is not whole; the problems are listed by field.",
                ),
                "405": NOT_ALLOWED,
            },
        },
    },
}

_PLACE = {
    "type": "object",
    "required": ["article", "revision", "start", "end"],
    "additionalProperties": False,
    "properties": {
        "article": {"type": "string"},
        **{name: {"type": "integer", "minimum": 0, "maximum": 2**31 - 1} for name in ("revision", "start", "end")},
    },
}
_EVIDENCE = {
    "type": "object",
    "required": ["source"],
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "string"} for name in ("source", "locator", "supports", "quotation")},
        "stance": {"type": "string", "enum": Stance.values},
    },
}
_LINK = {
    "type": "object",
    "required": ["target", "relation"],
    "additionalProperties": False,
    "properties": {"target": _PLACE, "relation": {"type": "string", "enum": Relation.values}},
}
_CHOICES = {"kind": Kind, "verdict": Verdict, "correction_type": CorrectionType, "confidence": Confidence}
_TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string"}}

SCHEMAS: dict[str, Any] = {
    "Problem": {
        "type": "object",
        "required": ["status", "detail"],
        "properties": {"status": {"type": "integer"}, "detail": {"type": "string"}},
    },
    "Annotation": {
        "type": "object",
        "description": "https://www.w3.org/TR/annotation-model/",
        "required": ["@context", "type", "target"],
        "properties": {
            "@context": {"type": ["string", "array"]},
            "id": {"type": ["string", "null"]},
            "type": {"const": "Annotation"},
            "motivation": {
                "type": ["string", "array", "null"],
                "description": "assessing, editing or linking. commenting and describing are kept as assessing. Of "
                "others `kind` has to say what is meant.",
            },
            "body": {"type": ["string", "object", "array", "null"]},
            "target": {"type": ["string", "object", "array"]},
        },
        "example": {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "type": "Annotation",
            "motivation": "assessing",
            "body": {"type": "TextualBody", "value": "It was *Russia*.", "format": "text/markdown"},
            "target": "/articles/article-1/v1/p1/",
        },
    },
    "AnnotationCollection": {
        "type": "object",
        "required": ["@context", "id", "type"],
        "properties": {"total": {"type": "integer"}, "items": {"type": "array"}},
    },
    "NoteContent": {
        "type": "object",
        "required": ["kind", "place"],
        "additionalProperties": False,
        "properties": {
            **{name: {"type": "string"} for name in PLAIN},
            **{name: {"type": "string", "enum": ["", *one.values]} for name, one in _CHOICES.items()},
            "sic": {"type": "boolean"},
            "place": _PLACE,
            "evidence": {"type": "array", "items": _EVIDENCE},
            "links": {"type": "array", "items": _LINK},
            "tags": _TEXTS,
            "topics": _TEXTS,
            "related": {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}},
        },
    },
}

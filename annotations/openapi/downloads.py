"""An article with its notes, or the whole edition, as one file to keep: EPUB and PDF, and articles as TEI."""

from typing import Any

from annotations.exports.downloads import EDITION_FILES, FILES, EditionFile, File
from edition.openapi.parts import HTML, NOT_ALLOWED, NOT_MODIFIED, PLAIN, header, path_number, path_slug

ARTICLE = path_slug("The article.", "article-1")
VERSION = path_number("The text version: 1 for v1.", 1)
_HEADERS = {
    "ETag": header("The same as long as the file is."),
    "Content-Disposition": header("The name under which it is saved."),
    "Repr-Digest": header("The SHA-256 of the bytes (RFC 9530); TEI, which travels compressed, is without."),
}
_NONE = {"description": "There is no such text or form; the page says what there is.", "content": HTML}
_NOT_MADE = {
    "description": "It cannot be made at the moment.",
    "headers": {"Retry-After": header("Seconds.")},
    "content": PLAIN,
}


def _form(files: dict[str, File] | dict[str, EditionFile], example: str) -> dict[str, Any]:
    schema = {"type": "string", "enum": list(files)}
    return {
        "name": "form",
        "in": "path",
        "required": True,
        "description": "The form of the file.",
        "schema": schema,
        "example": example,
    }


def _file(name: str, summary: str, files: dict[str, File] | dict[str, EditionFile]) -> dict[str, Any]:
    content = {file.media_type: {"schema": {"type": "string"}} for file in files.values()}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "responses": {
                "200": {"description": "The file.", "headers": _HEADERS, "content": content},
                "304": NOT_MODIFIED,
                "404": _NONE,
                "405": NOT_ALLOWED,
                "503": _NOT_MADE,
            },
        }
    }


PATHS: dict[str, Any] = {
    "/articles/{slug}/download/{form}": {
        "parameters": [ARTICLE, _form(FILES, "epub")],
        **_file("download", "The newest text of an article with its notes and sources.", FILES),
    },
    "/articles/{slug}/v{number}/download/{form}": {
        "parameters": [ARTICLE, VERSION, _form(FILES, "pdf")],
        **_file("downloadVersion", "One text version of an article with its notes and sources.", FILES),
    },
    "/download/edition.{form}": {
        "parameters": [_form(EDITION_FILES, "epub")],
        **_file("downloadEdition", "All articles, topics and sources.", EDITION_FILES),
    },
}

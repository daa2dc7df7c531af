"""Markdown (CommonMark with tables, footnotes and front matter): the words a reader sees once it is rendered.

Marks of emphasis and the addresses of links are left to the original. What was raw HTML in it goes by the rules of
HTML. The front matter is read for the record and is no text. Reader `markdown/1`: what it gives never changes.
"""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from edition.intake import composing, html, records
from edition.intake.composing import Part
from edition.intake.encodings import decode
from edition.intake.errors import IntakeError
from edition.intake.plain import check_size
from edition.intake.reading import Reading

READER = "markdown/1"
DEEPEST = 50
_FIELD = re.compile(r"([A-Za-z][\w-]*)\s*:\s*(.*)")


def read(original: bytes, declared: str | None = None) -> Reading:
    """Return the text and the passages of a Markdown file; raises IntakeError when there are no words in it."""
    check_size(len(original))
    got = decode(original, declared)
    tokens = _tokens(got.text)
    text, blocks = composing.compose(composing.refined(_parts(tokens)))
    return Reading(
        original,
        text,
        f"{READER};charset={got.encoding}",
        "markdown",
        got.encoding,
        got.how,
        got.confidence,
        got.others,
        blocks,
        _record(tokens),
    )


def text_of(original: bytes, charset: str) -> str:
    """Return the text that `read` gave of a file in this charset."""
    return composing.compose(_parts(_tokens(original.decode(charset))))[0]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 2 * DEEPEST}).enable("table")
    parser.use(footnote_plugin).use(front_matter_plugin)
    # The arrow from a footnote back to its place is no word of the author's.
    parser.add_render_rule("footnote_anchor", lambda *_: "")
    return parser


def _tokens(text: str) -> list[Token]:
    tokens = _parser().parse(text)
    if any(token.level > DEEPEST for token in tokens):
        raise IntakeError("too-deep", most=DEEPEST)
    return tokens


def _parts(tokens: Sequence[Token]) -> list[Part]:
    parser = _parser()
    shown = [token for token in tokens if token.type != "front_matter"]
    return html.parts(html.parse(f"<body><article>{parser.renderer.render(shown, parser.options, {})}</article>"))


def _record(tokens: Sequence[Token]) -> dict[str, Any]:
    front = next((token.content for token in tokens if token.type == "front_matter"), "")
    pairs = [found.groups() for line in front.splitlines() if (found := _FIELD.fullmatch(line.strip()))]
    fields = {name.lower(): value.strip().strip("\"'") for name, value in pairs}
    return records.record(
        {
            "title": records.line(fields.get("title")),
            "author": records.people([fields.get("author")]),
            "issued": records.date(fields.get("date")),
            "URL": fields.get("url") or fields.get("source"),
            "language": records.language(fields.get("lang") or fields.get("language")),
        }
    )

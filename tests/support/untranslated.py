"""Finds the visible words of a template that no translator would see."""

import re
from html.parser import HTMLParser

# Names, the same in every language.
NAMES = {"Sic", "v", "SHA-256", "BibTeX", "BibLaTeX", "RIS", "CSL-JSON", "ORCID"}
VISIBLE_ATTRIBUTES = {"alt", "aria-description", "aria-label", "placeholder", "title"}
WITHOUT_PROSE = {"code", "kbd", "samp", "script", "style"}
WITHOUT_END = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))

TEMPLATE_SYNTAX = re.compile(
    r"\{#.*?#\}"
    r"|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}"
    r"|\{%.*?%\}"
    r"|\{\{.*?\}\}",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_](?:[\w-]*\w)?")


def strip_template_syntax(template: str) -> str:
    """The template's own HTML, on the same lines; translated blocks and tags are gone."""
    return TEMPLATE_SYNTAX.sub(lambda found: "\n" * found[0].count("\n"), template)


class _VisibleText(HTMLParser):
    """Collects `line: text` for text and visible attributes that hold words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent: list[str] = []  # open elements, from the first one whose text is not to be translated

    def report(self, text: str) -> None:
        if set(WORD.findall(text)) - NAMES:
            self.found.append(f"{self.getpos()[0]}: {' '.join(text.split())}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        silent = bool(self.silent) or tag in WITHOUT_PROSE or ("translate", "no") in attrs
        if silent and tag not in WITHOUT_END:
            self.silent.append(tag)
        if not silent:
            for name, value in attrs:
                if name in VISIBLE_ATTRIBUTES:
                    self.report(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in WITHOUT_END:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.report(data)


def untranslated(template: str) -> list[str]:
    """`line: text` for every visible text with words outside {% translate %} and {% blocktranslate %}.

    Text in code, kbd, samp and in elements with translate="no" is the same in every language.
    """
    parser = _VisibleText()
    parser.feed(strip_template_syntax(template))
    parser.close()
    return parser.found

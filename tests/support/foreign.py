"""Finds words of a page that stand in another script than the language in which they are marked.

Attributes, titles and what stands in fields have no parts that could be marked; they are left alone.
"""

import re
from html.parser import HTMLParser

from tests.support.untranslated import NAMES, WITHOUT_END, WITHOUT_PROSE

# Words of at least three letters; anchors, hashes and abbreviations in capitals are the same everywhere.
LATIN = re.compile(r"(?<![\w./@:#-])[A-Za-z][a-z]{2,}(?![A-Za-z])(?![\w./@:]*[\d/@])")
SCRIPTS = {"ru": re.compile(r"[а-яё]", re.IGNORECASE), "ur": re.compile(r"[\u0600-\u06ff]")}


class _Marked(HTMLParser):
    """Collects texts that are all Latin, and whose nearest `lang` is Urdu or Russian."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[tuple[str, str]] = []  # element, language

    def report(self, text: str, language: str) -> None:
        script = SCRIPTS.get(language)
        if script and not script.search(text) and set(LATIN.findall(text)) - NAMES:
            self.found.append(" ".join(text.split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or (self.open[-1][1] if self.open else "")
        if tag in WITHOUT_PROSE | {"title", "template", "textarea", "option"}:
            language = ""
        if tag not in WITHOUT_END:
            self.open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in WITHOUT_END:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _language in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.report(data, self.open[-1][1])


def foreign(html: str) -> list[str]:
    """Return the texts in Latin script that a page calls Urdu or Russian: not translated, or not marked as English.

    A name inside a sentence of the language is no such text.
    """
    parser = _Marked()
    parser.feed(html)
    parser.close()
    return parser.found

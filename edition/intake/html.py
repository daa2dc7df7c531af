"""HTML: the words that a browser shows, in their order, each paragraph with the role that the page's structure tells.

Scripts, styles and templates are never read and nothing is fetched. What frames the article stays, as furniture. Blanks
are folded as CSS does (`white-space: normal`), but in `pre`; entities are characters; `br` is a line break, and two of
them part paragraphs. Reader `html/1`: what it gives never changes, for texts are proved by it.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.etree import _Element as Element

from edition.intake import composing, html_context, html_metadata
from edition.intake.composing import Part
from edition.intake.encodings import decode
from edition.intake.errors import IntakeError
from edition.intake.html_context import BLOCKS, SKIPPED, Context
from edition.intake.plain import check_size
from edition.intake.reading import MOST_BLOCKS, Reading

READER = "html/1"
DEEPEST = 200
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_DECLARATION = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_HEAD = 4096  # bytes in which a page states its encoding; the Encoding Standard asks for 1024
_BLANKS = re.compile("[ \t\n\r\f]+")
OUTSIDE = Context("furniture")


def read(original: bytes, declared: str | None = None) -> Reading:
    """Return the text and the passages of a page; raises IntakeError when there are no words in it, or too many."""
    check_size(len(original))
    got = decode(original, declared, _stated(original))
    root = parse(got.text)
    composing.check_count(sum(1 for _ in root.iter("p")))
    found = composing.refined(parts(root, MOST_BLOCKS + 1), page=True)
    text, blocks = composing.compose(found)
    return Reading(
        original,
        text,
        f"{READER};charset={got.encoding}",
        "html",
        got.encoding,
        got.how,
        got.confidence,
        got.others,
        blocks,
        html_metadata.record(root, next((part.text for part in found if part.role == "title"), "")),
    )


def text_of(original: bytes, charset: str) -> str:
    """Return the text that `read` gave of a page in this charset."""
    return composing.compose(parts(parse(original.decode(charset))))[0]


def parse(page: str) -> Element:
    """Return the tree of a page; raises IntakeError where it is nested too deep or empty."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise IntakeError("too-deep", most=DEEPEST)
    if root is None:
        raise IntakeError("no-words")
    return root


def parts(root: Element, most: int | None = None) -> list[Part]:
    """Return the paragraphs of a page in their order, the first `most` of them."""
    body = root if root.tag == "body" else root.find("body")
    if body is None:
        raise IntakeError("no-words")
    return _one_title(list(islice(_Walk(body).parts(body), most)))


def _stated(original: bytes) -> str | None:
    found = _DECLARATION.search(original[:_HEAD]) or _CHARSET.search(original[:_HEAD])
    return found[1].decode("ascii") if found else None


class _Walk:
    """One walk over a page."""

    def __init__(self, body: Element) -> None:
        self.sizes = html_context.sizes(body)
        self.main, self.above = html_context.main_part(body, self.sizes)
        self.most = self.sizes[body] / 2
        self.title = html_context.title_outside(body, self.main)
        self.run: list[str] = []
        self.laid_out = _laid_out(body)

    def parts(self, body: Element) -> Iterator[Part]:
        outer = OUTSIDE if self.above else Context()
        yield from self._element(body, outer, 0)
        yield from self._flush(outer)

    def _element(self, element: Element, outer: Context, depth: int) -> Iterator[Part]:
        if depth > DEEPEST:
            raise IntakeError("too-deep", most=DEEPEST)
        here = self._context(element, outer)
        cell = self._is_cell(element)
        apart = (element.tag in BLOCKS and not cell and not self._fills_cell(element)) or here.role != outer.role
        if apart:
            yield from self._flush(outer)
        self._mark(element, cell)
        self._words(element.text, here)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in SKIPPED:
                yield from self._element(child, here, depth + 1)
            self._words(child.tail, here)
        if apart:
            yield from self._flush(here)

    def _context(self, element: Element, outer: Context) -> Context:
        if element is self.main:
            return Context("", outer.kept)
        if element is self.title:
            return Context("title", outer.kept)
        here = html_context.context(element, outer, element in self.above)
        turns = here.role in composing.PAGE and outer.role not in composing.PAGE
        # What holds most of the words is no frame, whatever its class says.
        return Context(outer.role, here.kept) if turns and 0 < self.most < self.sizes[element] else here

    def _mark(self, element: Element, cell: bool) -> None:
        if element.tag == "br":
            self.run.append("\n")
        elif cell and any(run.strip() for run in self.run):
            self.run.append("\t")

    def _words(self, words: str | None, here: Context) -> None:
        if words:
            self.run.append(words.replace("\r\n", "\n") if here.kept else _BLANKS.sub(" ", words))

    def _flush(self, here: Context) -> Iterator[Part]:
        run, self.run = "".join(self.run), []
        kept = [composing.trimmed(run)] if here.kept else composing.paragraphs(run)
        yield from (Part(text, here.role) for text in kept if text)

    def _is_cell(self, element: Element) -> bool:
        """Whether an element is a cell of a row of words alone; cells that hold several paragraphs lay out a page."""
        row = element.getparent() if element.tag in ("td", "th") else None
        return row is not None and row not in self.laid_out

    def _fills_cell(self, element: Element) -> bool:
        parent = element.getparent()
        return parent is not None and self._is_cell(parent)


def _laid_out(body: Element) -> set[Element]:
    """Return what holds more than words, cells, and cells' one paragraph."""
    found: set[Element] = set()
    for element in body.iter(*BLOCKS - {"td", "th"}):
        if _is_alone(element):
            continue
        for holder in element.iterancestors():
            if holder in found:
                break
            found.add(holder)
    return found


def _is_alone(element: Element) -> bool:
    """Whether an element is the one paragraph of a cell."""
    parent, beside = element.getparent(), (element.getprevious(), element.getnext())
    return element.tag == "p" and parent is not None and parent.tag in ("td", "th") and beside == (None, None)


def _one_title(found: list[Part]) -> list[Part]:
    """A page has one title; later ones are headings."""
    title = next((at for at, part in enumerate(found) if part.role == "title"), None)
    return [
        part._replace(role="heading") if part.role == "title" and at != title else part for at, part in enumerate(found)
    ]

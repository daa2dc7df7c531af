"""The whole edition as one document: the reading pages of its articles, bound together.

Each article is what its own page shows, without the parts that only a screen uses. Names that are unique on a page
(ids, and what refers to them) get the article's number in front, so that they are unique in the whole.
"""

import re

from django.utils.safestring import SafeString, mark_safe

# A tag with its attributes; in what the templates escape, ">" never stands inside one.
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
# Attributes that hold ids, one or several, and links within the page.
_IDS = re.compile(
    r'(?<=\s)(id|for|name|form|data-n|aria-labelledby|aria-describedby|aria-controls|aria-owns|headers)="([^"]+)"'
)
_LINK = re.compile(r'(?<=\s)href="#([^"]+)"')
_HEADING = re.compile(r"<(/?)h([1-5])(?=[\s>])")
# Named sections are landmarks; five articles would have five of each name.
_LANDMARK = re.compile(r'(<section\b[^<>]*?) aria-labelledby="[^"]*"')
_ARTICLE = re.compile(r'<article class="edition.*</article>', re.DOTALL)
# What only a screen uses: the strip, the stepper, the switch, the filters.
_SCREEN = re.compile(r'<(div) class="bar"|<(form) [^<>]*class="filters"|<(fieldset) class="filters"|<(form) id="view"')


def article(page: str, number: int) -> SafeString:
    """Return the article of a reading page, whole HTML, as a part of a larger page; '' for a page without one.

    >>> article('<main><article class="edition"><p id="p1"><a href="#p1">1</a></p></article></main>', 3)
    '<article class="edition"><p id="a3-p1"><a href="#a3-p1">1</a></p></article>'
    """
    found = _ARTICLE.search(page)
    if not found:
        return SafeString("")
    return mark_safe(prefixed(_LANDMARK.sub(r"\1", below(without_controls(found[0]))), f"a{number}-"))  # noqa: S308


def below(html: str) -> str:
    """Return `html` with every heading one rank lower, below the title of the whole.

    >>> below('<h1 class="src">A <b>b</b></h1><header>h1</header>')
    '<h2 class="src">A <b>b</b></h2><header>h1</header>'
    """
    return _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", html)


def prefixed(html: str, prefix: str) -> str:
    """Return `html` with `prefix` before every id and every reference to one; words outside tags stay as they are.

    >>> prefixed('<td headers="a b">id="a" <a href="#a" id="b">', "x-")
    '<td headers="x-a x-b">id="a" <a href="#x-a" id="x-b">'
    """

    def named(match: re.Match[str]) -> str:
        return f'{match[1]}="{" ".join(prefix + name for name in match[2].split())}"'

    def tag(match: re.Match[str]) -> str:
        return _LINK.sub(rf'href="#{prefix}\1"', _IDS.sub(named, match[0]))

    return _TAG.sub(tag, html)


def without_controls(html: str) -> str:
    """Return the HTML of an article without the controls of its page, which print has no use for."""
    while found := _SCREEN.search(html):
        name = next(filter(None, found.groups()))
        html = html[: found.start()] + html[_end(html, found.start(), name) :]
    return html


def _end(html: str, start: int, name: str) -> int:
    """Return where the element `name` that starts at `start` ends; the end of `html` where it is never closed."""
    depth = 0
    for tag in re.compile(rf"<(/?){name}\b").finditer(html, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return html.index(">", tag.start()) + 1
    return len(html)

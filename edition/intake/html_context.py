"""What an element of a web page is: part of the article, of its frame, or of its readers' comments.

Told by its name, its WAI-ARIA role and the words of its class and id, as the templates of newspapers and weblogs write
them. A proposal: an editor confirms it.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from lxml.etree import _Element as Element

from edition.intake.records import words

SKIPPED = words(
    "script style template head svg math iframe object embed canvas audio video map param source track datalist "
    "select textarea input progress meter"
)
BLOCKS = words(
    "address article aside blockquote body button caption center details dd dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noframes noscript ol "
    "p pre search section summary table tbody td tfoot th thead tr ul"
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
FRAME = words("nav aside footer form button menu dialog noscript figcaption search fieldset")
FRAME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu", "toolbar"})
FRAME_WORDS = words(
    "share sharing sharedaddy social breadcrumb breadcrumbs newsletter subscribe subscription advert advertisement "
    "advertising ad ads promo promotion cookie cookies consent sidebar widget menu nav navbar navigation pagination "
    "pager related recommended trending footer masthead toolbar popup modal banner skip tagcloud likes rating "
    "cat-links tags-links post-tags entry-tags screen-reader-text sr-only visually-hidden more-link edit-link "
    "footnote-backref"
)
COMMENT_WORDS = words("comments comment commentlist comment-list disqus respond")
ROLES = {
    "title": "headline entry-title post-title article-title page-title",
    "kicker": "kicker eyebrow overline rubric",
    "deck": "deck dek standfirst subtitle subheadline strapline lede-deck",
    "author-note": "bio author-bio author-box about-author author-info author-description",
    "byline": "byline dateline pubdate author entry-meta post-meta article-meta posted-on published timestamp",
    "pull-quote": "pullquote pull-quote pull",
}
_ROLE_OF_WORD = {word: role for role, list_ in ROLES.items() for word in list_.split()}
_BODIES = words("entry-content article-body articlebody article__body post-content story-body td-post-content")


class Context(NamedTuple):
    """Where a run of words stands: the role of its passage ('' for a paragraph), and whether blanks are kept."""

    role: str = ""
    kept: bool = False


def words_of(element: Element) -> set[str]:
    """Return the classes and the id of an element, whole and in words, in small letters."""
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return {*names.split(), *re.split(r"[\s_-]+", names)} - {""}


def main_part(body: Element, sizes: Mapping[Element, int]) -> tuple[Element, set[Element]]:
    """Return the element that holds the article, the body itself where none is marked, and all that holds it."""
    size = sizes.__getitem__
    articles = [one for one in body.iter("article") if not COMMENT_WORDS & words_of(one)]
    mains = [one for one in body.iter() if one.tag == "main" or one.get("role") == "main"]
    marked = [one for one in body.iter() if one.get("itemprop") == "articleBody" or _BODIES & words_of(one)]
    whole = max((size(one) for one in mains), default=size(body))
    longest = max(articles, key=size, default=None)
    if longest is not None and 2 * size(longest) >= whole:
        found = longest
    else:
        found = max(mains or marked, key=size, default=body)
    return found, set(found.iterancestors())


def sizes(body: Element) -> Counter[Element]:
    """Return of each element how many characters stand in its paragraphs; lists of links have none."""
    found: Counter[Element] = Counter()
    for one in body.iter("p"):
        length = sum(len(run) for run in one.itertext())
        for holder in (one, *one.iterancestors()):
            found[holder] += length
    return found


def title_outside(body: Element, main: Element) -> Element | None:
    """Return the last `h1` before the article where it has none of its own."""
    if next(main.iter("h1"), None) is not None:
        return None
    found = None
    for element in body.iter("h1", str(main.tag)):
        if element is main:
            break
        found = element if element.tag == "h1" else found
    return found


def context(element: Element, outer: Context, holds_article: bool) -> Context:
    """Return the context of an element inside `outer`; one that holds the article itself says nothing of its parts."""
    kept = outer.kept or element.tag == "pre"
    if holds_article or outer.role == "comment":
        return Context(outer.role, kept)
    names = words_of(element)
    if element.tag not in ("html", "body", "main", "article"):
        if COMMENT_WORDS & names:
            return Context("comment", kept)
        if outer.role == "furniture" or _is_frame(element, names):
            return Context("furniture", kept)
    return Context(outer.role if outer.role == "furniture" else _role(element, names) or outer.role, kept)


def _is_frame(element: Element, names: set[str]) -> bool:
    role = element.get("role", "")
    if element.tag == "aside" and _told(names) == "pull-quote":
        return False
    return element.tag in FRAME or role in FRAME_ROLES or bool(FRAME_WORDS & names)


def _role(element: Element, names: set[str]) -> str:
    if element.tag in ("html", "body", "main", "article", "section"):
        return ""
    if told := _told(names):
        return told
    if element.tag == "h1":
        return "title"
    return "heading" if element.tag in HEADINGS else {"li": "list-item", "address": "byline"}.get(str(element.tag), "")


def _told(names: set[str]) -> str:
    """The role that the longest of the names tells: `author-bio` says more than `author`."""
    told = sorted(names & _ROLE_OF_WORD.keys(), key=lambda name: (-len(name), name))
    return _ROLE_OF_WORD[told[0]] if told else ""

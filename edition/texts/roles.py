"""Proposes the role of each paragraph of a captured page; an editor confirms or changes it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from edition.texts.lines import FULL_STOPS, LIST_MARK, STOPS, ends_with

ROLES = (
    "title", "kicker", "deck", "byline", "heading", "body", "list-item", "summary", "pull-quote",
    "author-note", "comment", "furniture",
)  # fmt: skip

FURNITURE = re.compile(
    r"fbpx|posted (?:in|on|by)\b.{0,60}|filed under\b.{0,60}|tags?:.{0,100}|categories:.{0,100}"
    r"|share(?: this)?(?: (?:on|via|article|post)\b.{0,30})?:?|tweet|print|e-?mail|whatsapp|facebook|twitter"
    r"|like this:?|loading…?|loading\.\.\.|advertisement|sponsored|skip to (?:main )?content|menu|search|home"
    r"|subscribe(?: (?:to|now|here)\b.{0,60})?|sign up for\b.{0,60}|follow us\b.{0,60}|newsletter"
    r"|(?:previous|next) (?:post|article|story)\b.{0,100}|read more\b.{0,100}|click here\b.{0,60}"
    r"|save my name, e-?mail,.{0,120}|your e-?mail address will not be published\..*"
    r"|all rights reserved\.?|(?:copyright|©).{0,100}|log ?in\b.{0,40}"
    r"|\d+ (?:views?|shares?|min(?:utes?)? read)",
    re.IGNORECASE | re.DOTALL,
)
COMMENTS = re.compile(r"(?:\d+|no|one)? ?(?:comments?|responses?|replies|reply)(?: \(\d+\))?:?", re.IGNORECASE)
# What follows one of these, once the article has been told, is the page and no longer the article.
PAGE_TAIL = re.compile(
    r"comments are closed\.?|leave a (?:reply|comment)\b.{0,30}|(?:post|add) a comment|must[ -]read"
    r"|related (?:posts?|articles?|stories|news)|you (?:may|might) also like|more from\b.{0,40}|latest news"
    r"|most (?:read|popular|viewed)|recommended(?: for you)?|trending(?: now)?",
    re.IGNORECASE,
)
BYLINE = re.compile(r"(?i:(?:written )?by)(?::\s*|\s+)(?=[^\W\d_a-z])\S.{0,80}|(?i:автор|تحریر|مصنف)\s*:.{1,80}")
AUTHOR_NOTE = re.compile(
    r"(?:the (?:writer|author|columnist)s?\b(?! of\b)|about the (?:author|writer)"
    r"|[^.]{0,80}\bcan be reached at\b)",
    re.IGNORECASE,
)
DATE = re.compile(r"(?=.{6,40}$)(?=.*\b(?:1[89]|20)\d\d\b)[\w ,./:–|-]+")
SMALL_WORDS = frozenset(
    (
        "of",
        "the",
        "and",
        "&",
        "al",
        "el",
        "bin",
        "ibn",
        "bint",
        "de",
        "da",
        "di",
        "la",
        "le",
        "van",
        "von",
        "der",
    )
)

TITLE_LONGEST = 200  # characters
FRONT_MOST = 5  # blocks of title matter above the text; more of them is a list or a poem
HEADING_LONGEST, HEADING_WORDS, LABEL_WORDS = 90, 12, 4
NAME_LONGEST, NAME_WORDS = 60, 6
NOTE_LONGEST = 400
REPEAT_SHORTEST = 40  # characters a pull quote shares with its source
REPEATS_PER_KEY = 20
FEW_KEYS = 100
TOLD = 200  # characters of a paragraph that shows the article has begun


def propose(paragraphs: Sequence[str]) -> list[str]:
    """One role out of ROLES for each paragraph."""
    texts = [" ".join(paragraph.split()) for paragraph in paragraphs]
    proposed = _page(texts)
    article = [index for index, role in enumerate(proposed) if not role]
    _front(texts, article, proposed)
    _end(texts, article, proposed)
    _lists(paragraphs, article, proposed)
    for index in _repeated(texts, [index for index in article if not proposed[index]]):
        proposed[index] = "pull-quote"
    _headings(texts, article, proposed)
    return [role or "body" for role in proposed]


def _page(texts: Sequence[str]) -> list[str]:
    """Furniture and readers' comments; '' for what is the article's own."""
    found = []
    part, told = "article", False
    for text in texts:
        told = told or len(text) >= TOLD
        if part == "tail" or PAGE_TAIL.fullmatch(text):
            role, part = "furniture", "tail" if told else part
        elif COMMENTS.fullmatch(text):
            role, part = "furniture", "comments" if told else part
        elif FURNITURE.fullmatch(text):
            role = "furniture"
        else:
            role = "comment" if part == "comments" else ""
        found.append(role)
    return found


def _is_name(text: str) -> bool:
    """Whether the text could be a person's name: few words, each with a capital, no digit."""
    words = text.replace(",", " ").split()
    if len(text) > NAME_LONGEST or not 2 <= len(words) <= NAME_WORDS or re.search(r"[\d:?!]", text):
        return False
    capitals = all(word[0].isupper() or word in SMALL_WORDS for word in words)
    return capitals and words[0] not in ("The", "A", "An")


def _is_short(text: str) -> bool:
    return len(text) <= TITLE_LONGEST and not ends_with(text.rstrip("?!"), STOPS)


def _front(texts: Sequence[str], article: Sequence[int], proposed: list[str]) -> None:
    """Title matter: the short blocks above the first paragraph."""
    front = []
    for index in article:
        if not _is_short(texts[index]) or LIST_MARK.match(texts[index]):
            break
        front.append(index)
    if len(front) > FRONT_MOST:
        front = front[:1]
    bylines = [index for index in front if BYLINE.fullmatch(texts[index]) or DATE.fullmatch(texts[index])]
    rest = [index for index in front if index not in bylines]
    if len(rest) > 1 and _is_kicker(texts[rest[0]], texts[rest[1]]):
        proposed[rest.pop(0)] = "kicker"
    for place, index in enumerate(rest):
        proposed[index] = "title" if place == 0 else "byline" if _is_name(texts[index]) else "deck"
    for index in bylines:
        proposed[index] = "byline"


def _is_kicker(first: str, second: str) -> bool:
    """A label above the title: it opens the title's own words, or is in capitals and short."""
    opens = second.startswith(first) and first != second
    return opens or (first.isupper() and not second.isupper() and len(first) <= NAME_LONGEST // 2)


def _end(texts: Sequence[str], article: Sequence[int], proposed: list[str]) -> None:
    """Bylines and notes on the author: marked as such anywhere, bare names below the last paragraph."""
    below = True
    for index in reversed(article):
        text = texts[index]
        if proposed[index]:
            continue
        if BYLINE.fullmatch(text) and not ends_with(text, FULL_STOPS):
            proposed[index] = "byline"
        elif below and len(text) <= NOTE_LONGEST and AUTHOR_NOTE.match(text):
            proposed[index] = "author-note"
        elif below and _is_name(text):
            proposed[index] = "byline"
        else:
            below = False


def _lists(paragraphs: Sequence[str], article: Sequence[int], proposed: list[str]) -> None:
    """List items; those between the title and the first paragraph are the summary."""
    own = [index for index in article if not proposed[index]]
    items = [index for index in own if LIST_MARK.match(paragraphs[index])]
    body = next((index for index in own if index not in set(items)), None)
    titled = "title" in proposed
    for index in items:
        proposed[index] = "summary" if titled and body is not None and index < body else "list-item"


def _repeated(texts: Sequence[str], own: Sequence[int]) -> set[int]:
    """Paragraphs whose words stand in another one: the later of two equal ones, or the shorter."""
    first: dict[str, int] = {}
    found = set()
    for index in own:
        if len(texts[index]) >= REPEAT_SHORTEST and first.setdefault(texts[index], index) != index:
            found.add(index)
    keys: dict[str, list[int]] = {}
    for text, index in first.items():
        keys.setdefault(text[:REPEAT_SHORTEST], []).append(index)
    for host in first.values():
        found.update(_held_by(texts, host, keys))
    return found


def _held_by(texts: Sequence[str], host: int, keys: dict[str, list[int]]) -> set[int]:
    """The other paragraphs that stand word for word inside paragraph `host`."""
    text = texts[host]
    found = set()
    for start, key in _beginnings(text, keys):
        for index in keys[key][:REPEATS_PER_KEY]:
            if index != host and text.startswith(texts[index], start):
                found.add(index)
    return found


def _beginnings(text: str, keys: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, str]]:
    """Where a word of `text` begins with which of the keys; few keys are looked for, many are looked up."""
    if len(keys) > FEW_KEYS:
        for word in re.finditer(r"\S+", text):
            if (key := text[word.start() : word.start() + REPEAT_SHORTEST]) in keys:
                yield word.start(), key
        return
    for key in keys:
        start = text.find(key)
        while start >= 0:
            if start == 0 or text[start - 1] == " ":
                yield start, key
            start = text.find(key, start + 1)


def _headings(texts: Sequence[str], article: Sequence[int], proposed: list[str]) -> None:
    """Short blocks without a stop that have text below them."""
    text_below = False
    for index in reversed(article):
        if proposed[index] == "list-item":
            text_below = True
        elif not proposed[index]:
            if text_below and _is_heading(texts[index]):
                proposed[index] = "heading"
            text_below = True


def _is_heading(text: str) -> bool:
    words = len(text.split())
    if text.endswith(":"):
        return words <= LABEL_WORDS
    return len(text) <= HEADING_LONGEST and words <= HEADING_WORDS and not ends_with(text, STOPS)

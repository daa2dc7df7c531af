"""Where the words of an annotation from elsewhere stand in a text of the edition: exactly, or nearly, or nowhere.

Exactly is: the position in the text stream and the quotation agree; or a quotation without a position that stands once
in the text, or once with these words around it; or a passage by its address. All else is a proposal, for a person.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.content import Place
from annotations.interchange.incoming import Words
from annotations.protocol import targets
from annotations.rendering import name, shorten
from edition.models import Passage, Revision
from edition.texts import graphemes, selectors
from edition.texts.selectors import Location, Selector, SelectorError

LOWEST = 0.75  # likeness of words that may be those that are meant
# Looking for likeness takes as long as the text is long, times the words: so much for a file, and for one annotation.
EFFORT, EFFORT_OF_ONE = 500_000_000, 100_000_000
LEAST_EFFORT = 100
SHOWN = 120  # characters of words in a sentence


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand: exactly, or as a proposal; without a place `sentence` says why not, with one what differs."""

    place: Place | None = None
    is_exact: bool = False
    sentence: str = ""
    exact: str = ""


class Texts:
    """The texts of the edition by their addresses here, elsewhere, and at their publishers. Each is read once."""

    def __init__(self, base: str = "", *, any_host: bool = False) -> None:
        self.base, self.any_host = base, any_host
        self._places: dict[str, targets.Place | None] = {}
        self._passages: dict[int, list[Passage]] = {}
        self._newest: dict[int, Revision] = {}
        self._published: dict[str, Revision] | None = None
        self._likest: dict[tuple[object, ...], Location | None] = {}
        self._effort = EFFORT if any_host else EFFORT_OF_ONE

    def find(self, words: Words) -> targets.Place | None:
        """Return the text that the source of `words`, or else its scope, names; None for none of this edition."""
        return self._find(words.source) or (self._find(words.scope) if words.scope else None)

    def _find(self, address: str) -> targets.Place | None:
        if address not in self._places:
            here = targets.find(address, self.base, any_host=self.any_host)
            self._places[address] = here or self._at_publisher(address)
        return self._places[address]

    def _at_publisher(self, address: str) -> targets.Place | None:
        """Return the newest text of the article that was published at this address."""
        if not self.any_host:
            return None
        if self._published is None:
            self._published = targets.published()
        return targets.at_publisher(address, self._published)

    def likest(self, revision: Revision, words: Words) -> Location | None:
        """Return what in a text is most like `words`; raises OverflowError where that would take too long.

        What was looked for once is remembered.
        """
        asked = revision.pk, words.exact, words.prefix, words.suffix, words.start, words.end
        if asked not in self._likest:
            self._effort -= len(revision.text) * (len(words.exact) + LEAST_EFFORT)
            if self._effort < 0:
                raise OverflowError
            self._likest[asked] = _likest(revision.text, words)
        return self._likest[asked]

    def passages(self, revision: Revision) -> list[Passage]:
        """Return the passages of a text in their order."""
        if revision.pk not in self._passages:
            self._passages[revision.pk] = list(revision.passages.order_by("start"))
        return self._passages[revision.pk]

    def newest(self, revision: Revision) -> Revision:
        """Return the newest text of the article of `revision`."""
        key = revision.article_id
        if key not in self._newest:
            texts = Revision.objects.light().select_related("article__work")
            self._newest[key] = texts.filter(article=key).latest("number")
        return self._newest[key]


def place(words: Words, texts: Texts) -> Found:
    """Return where `words` stand."""
    here = texts.find(words)
    if here is None:
        return Found(sentence=_("%(address)s is no text of this edition.") % {"address": shorten(words.source, SHOWN)})
    if words.sha256 and words.sha256 != here.revision.text_sha256:
        return _nearly(words, here.revision, texts, _("It was written on a text with another checksum."))
    newest = texts.newest(here.revision)
    if newest.pk != here.revision.pk:
        return _in_newest(words, here, newest, texts)
    return _placed(words, here, texts)


def _placed(words: Words, here: targets.Place, texts: Texts) -> Found:
    revision, passages = here.revision, _asked(words, here, texts)
    if passages is None:
        return Found(
            sentence=_("There is no passage %(anchor)s in this text.") % {"anchor": (words.anchor or here.first)[:20]}
        )
    if not words.exact:
        return _whole_passages(words, here, passages)
    if words.start is not None and words.end is not None and _counts_characters(words.source):
        if revision.text[words.start : words.end] == words.exact:
            return _exactly(revision, passages, words.start, words.end)
        return _nearly(words, revision, texts, _("The position and the quotation do not agree."))
    return _by_quotation(words, revision, passages, texts)


def _asked(words: Words, here: targets.Place, texts: Texts) -> list[Passage] | None:
    """Return the passages that are asked for, all where none is; None where one does not exist."""
    every = texts.passages(here.revision)
    first, last = (here.first, here.last) if here.first else (words.anchor, words.anchor)
    if not first:
        return every
    found = [at for at, one in enumerate(every) if one.anchor in {first, last}]
    return every[found[0] : found[-1] + 1] if len(found) == len({first, last}) else None


def _counts_characters(source: str) -> bool:
    """Whether positions at this address count the stored text: a page of it has other characters besides."""
    match = targets.matched(source)
    return match is not None and match.url_name == "verbatim"


def _whole_passages(words: Words, here: targets.Place, passages: list[Passage]) -> Found:
    if words.start is not None:
        return Found(sentence=_("Give the words beside their position: a TextQuoteSelector."))
    if not (here.first or words.anchor):
        return Found(sentence=_("It stands on no words. Give a TextQuoteSelector, or the address of a passage."))
    return _exactly(here.revision, passages, passages[0].start, passages[-1].end)


def _by_quotation(words: Words, revision: Revision, passages: list[Passage], texts: Texts) -> Found:
    low, high, text = passages[0].start, passages[-1].end, revision.text
    starts = [at for at in selectors.occurrences(text, words.exact, low, high) if _is_whole(text, at, words.exact)]
    fitting = [at for at in starts if _fits(text, at, words)] if len(starts) > 1 else starts
    if len(fitting) == 1:
        return _exactly(revision, passages, fitting[0], fitting[0] + len(words.exact))
    if starts:
        sentence = _("These words stand there %(count)d times. Give what stands around them.") % {"count": len(starts)}
        return _nearly(words, revision, texts, sentence)
    return _nearly(words, revision, texts, _("These words do not stand there."))


def _is_whole(text: str, start: int, exact: str) -> bool:
    return graphemes.is_boundary(text, start) and graphemes.is_boundary(text, start + len(exact))


def _fits(text: str, start: int, words: Words) -> bool:
    """Whether exactly the words around are those that were given, blanks aside: a page has others than the text."""
    end, reach = start + len(words.exact), 4
    before = "".join(text[max(0, start - reach * len(words.prefix)) : start].split())
    after = "".join(text[end : end + reach * len(words.suffix)].split())
    return before.endswith("".join(words.prefix.split())) and after.startswith("".join(words.suffix.split()))


def _exactly(revision: Revision, passages: Collection[Passage], start: int, end: int) -> Found:
    try:
        selectors.describe(revision.text, start, end)
    except SelectorError as error:
        return Found(sentence=str(error))
    if not any(one.start < end and one.end > start for one in passages):
        return Found(sentence=_("These characters lie between paragraphs. Choose words of a paragraph."))
    where = Place(revision.article.slug, revision.number, start, end)
    return Found(where, True, exact=revision.text[start:end])


def _nearly(words: Words, revision: Revision, texts: Texts, why: str) -> Found:
    """Return the best match as a proposal, or why there is none."""
    try:
        near = texts.likest(revision, words)
    except OverflowError:
        return Found(sentence=_("%(why)s Nothing like them was looked for.") % {"why": why})
    if near is None:
        return Found(sentence=_("%(why)s Nothing like them was found.") % {"why": why})
    exactly = _exactly(revision, texts.passages(revision), near.start, near.end)
    if exactly.place is None:
        return exactly
    anchor = next(one.anchor for one in texts.passages(revision) if one.end > near.start)
    best = _("The best match is %(start)d–%(end)d in %(passage)s: “%(words)s”.") % {
        "start": near.start,
        "end": near.end,
        "passage": name(anchor),
        "words": shorten(exactly.exact, SHOWN),
    }
    return Found(exactly.place, False, f"{why} {best}", exactly.exact)


def _likest(text: str, words: Words) -> Location | None:
    if not words.exact.strip() or len(words.exact) > selectors.QUOTE_LONGEST:
        return None
    # Who names no position does not mean the beginning of the text.
    start = -1 if words.start is None else words.start
    wanted = Selector(start, start + len(words.exact), words.exact, words.prefix, words.suffix)
    if found := selectors.locate(text, wanted):
        return found
    near = selectors.nearest(text, words.exact, 0, len(text))
    return near if near and near.score >= LOWEST else None


def _in_newest(words: Words, here: targets.Place, newest: Revision, texts: Texts) -> Found:
    """Return a proposal in the newest text, on which notes stand, for words of an earlier one."""
    why = _("The article has a newer text, version %(number)d: notes stand on that.") % {"number": newest.number}
    there = _placed(words, here, texts)
    if there.place is None or not there.is_exact:
        return _nearly(words, newest, texts, why)
    old = selectors.describe(here.revision.text, there.place.start, there.place.end)
    seen = Words(words.source, exact=old.exact, prefix=old.prefix, suffix=old.suffix, start=old.start, end=old.end)
    return _nearly(seen, newest, texts, why)

"""What differs between two versions of a note, field by field and word by word, as HTML with `ins` and `del`."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import Match, SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from annotations.content import Content, EvidenceItem, LinkItem, Place
from annotations.rendering import name
from annotations.vocabulary import Confidence, CorrectionType, Kind, Relation, Stance, Verdict
from edition.models import Revision

# A word with the blanks behind it: blanks of their own would match one another all over the text.
_WORDS = re.compile(r"\S+\s*|\s+")
_SENTENCES = re.compile(r".+?(?:[.!?]\s+|\n+|\Z)", re.DOTALL)
# Pairs of equal words that are looked at before a comparison is given up: 20 ms of work at most.
MOST_WORK = 200_000


# Fields that are chosen from a list: the old value and the new one are shown whole.
CHOSEN = frozenset({"kind", "verdict", "correction_type", "confidence", "sic"})


class _TooMuchError(Exception):
    """The comparison would take too long: its time grows with the third power of the words that are repeated."""


class Matcher(SequenceMatcher[str]):
    """A SequenceMatcher that counts its work, and gives up above MOST_WORK."""

    def __init__(self, one: list[str], other: list[str]) -> None:
        self.one, self.often = one, Counter(other)
        self.work = 0
        super().__init__(None, one, other, autojunk=False)

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        self.work += sum(1 + self.often[word] for word in self.one[alo:ahi])
        if self.work > MOST_WORK:
            raise _TooMuchError
        return super().find_longest_match(alo, ahi, blo, bhi)


def differences(old: Content, new: Content) -> list[tuple[str, SafeString]]:
    """Return the label of every field that differs, with its words: what went in `del`, what came in `ins`."""
    before, after = described(old), described(new)
    found = []
    for field, label in labels().items():
        if before[field] != after[field]:
            compare = whole if field in CHOSEN else words
            found.append((label, compare(before[field], after[field])))
    return found


def changed(old: Content, new: Content) -> list[str]:
    """Return the labels of the fields that differ."""
    return [label for field, label in labels().items() if _differs(field, old, new)]


def _differs(field: str, old: Content, new: Content) -> bool:
    """Whether a reader sees a difference: the same words of a newer text are the same place."""
    if getattr(old, field) == getattr(new, field):
        return False
    if field == "place":
        return _place(old.place) != _place(new.place)
    return field != "links" or list(_links(old.links)) != list(_links(new.links))


def verdicts(old: Content, new: Content) -> SafeString:
    """Return a change of verdict in words: the old one struck, an arrow, the new one; empty where there is none."""
    if not old.verdict or not new.verdict or old.verdict == new.verdict:
        return SafeString()
    return whole(_label(Verdict, old.verdict), _label(Verdict, new.verdict))


def words(old: str, new: str) -> SafeString:
    """Return `new` as escaped HTML with the words that `old` lacks in `ins`, and what it lost in `del`.

    Where there is too much to compare, whole sentences are told apart, and then the two texts.
    """
    one, other = _WORDS.findall(old), _WORDS.findall(new)
    low = _common(one, other)
    high = _common(one[low:][::-1], other[low:][::-1])
    middle = ["".join(part[low : len(part) - high]) for part in (one, other)]
    parts = ["".join(other[:low]), _compared(*middle), "".join(other[len(other) - high :])]
    return format_html_join("", "{}", ((part,) for part in parts))


def _common(one: list[str], other: list[str]) -> int:
    """Return with how many equal words two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _compared(old: str, new: str) -> SafeString:
    for pieces in (_WORDS, _SENTENCES):
        try:
            return _marked_pieces(pieces.findall(old), pieces.findall(new))
        except _TooMuchError:
            continue
    return format_html("{}{}", _marked("del", old), _marked("ins", new))


def _marked_pieces(one: list[str], other: list[str]) -> SafeString:
    parts = []
    for tag, low, high, start, end in Matcher(one, other).get_opcodes():
        if tag == "equal":
            parts.append(format_html("{}", "".join(other[start:end])))
            continue
        parts += [_marked("del", "".join(one[low:high])), _marked("ins", "".join(other[start:end]))]
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped by format_html


def whole(old: str, new: str) -> SafeString:
    """Return two values that are chosen from a list, the old one struck, an arrow between them."""
    return format_html("{} → {}", _marked("del", old or _("none")), _marked("ins", new or _("none")))


def _marked(tag: str, text: str) -> SafeString:
    return format_html(f"<{tag}>{{}}</{tag}>", text) if text else SafeString("")


def labels() -> dict[str, str]:
    """Return what each field of a note is called, in the order in which they are shown."""
    return {
        "kind": _("Kind"),
        "place": _("Words of the article"),
        "verdict": _("Verdict"),
        "claim_reviewed": _("What the words claim"),
        "correction_type": _("Type of correction"),
        "reading": _("Corrected reading"),
        "sic": _("Marked [sic]"),
        "gist": _("In one line"),
        "finding": _("Finding"),
        "evidence": _("Evidence"),
        "links": _("Passages referred to"),
        "confidence": _("Confidence"),
        "topics": _("Topics"),
        "tags": _("Tags"),
        "related": _("Related notes"),
    }


def described(content: Content) -> dict[str, str]:
    """Return every field of `content` by its name, as text that a reader understands."""
    return {
        "kind": _label(Kind, content.kind),
        "place": _place(content.place),
        "verdict": _label(Verdict, content.verdict),
        "claim_reviewed": content.claim_reviewed,
        "correction_type": _label(CorrectionType, content.correction_type),
        "reading": content.reading,
        "sic": _("yes") if content.sic else "",
        "gist": content.gist,
        "finding": content.finding,
        "evidence": "\n".join(_evidence(content.evidence)),
        "links": "\n".join(_links(content.links)),
        "confidence": _label(Confidence, content.confidence),
        "topics": ", ".join(content.topics),
        "tags": ", ".join(content.tags),
        "related": ", ".join(map(str, content.related)),
    }


def _label(choices: type[Kind | Verdict | CorrectionType | Confidence], value: str) -> str:
    return str(choices(value).label) if value in choices.values else value


def _evidence(items: Iterable[EvidenceItem]) -> Iterable[str]:
    for item in items:
        stance = str(Stance(item.stance).label) if item.stance in Stance.values else item.stance
        quotation = f"“{item.quotation}”" if item.quotation else ""
        yield " · ".join(filter(None, [item.source, item.locator, stance, item.supports, quotation]))


def _links(items: Iterable[LinkItem]) -> Iterable[str]:
    for item in items:
        relation = str(Relation(item.relation).label) if item.relation in Relation.values else item.relation
        yield f"{relation}: {_place(item.target)}"


def _place(place: Place) -> str:
    revision = (
        Revision.objects.light().select_related("article").get(article__slug=place.article, number=place.revision)
    )
    passage = revision.passages.filter(end__gt=place.start, start__lt=place.end).order_by("start").first()
    where = name(passage.anchor) if passage else ""
    return _("Article %(number)d %(where)s: “%(words)s”") % {
        "number": revision.article.number,
        "where": where,
        "words": revision.text[place.start : place.end],
    }

"""What the search page says of what it found, in whole sentences."""

from collections.abc import Mapping

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from annotations.finding.asking import GROUPS, Asked
from edition.numbers import grouped


def group(name: str) -> str:
    """Return the heading of a group."""
    return {
        "passages": _("Passages"),
        "notes": _("Notes"),
        "ledger": _("Topics and claims"),
        "sources": _("Sources"),
    }[name]


def counted(name: str, count: int) -> str:
    """Return how many of a group there are: 12 passages."""
    words = {
        "passages": ngettext("%(count)s passage", "%(count)s passages", count),
        "notes": ngettext("%(count)s note", "%(count)s notes", count),
        "ledger": ngettext("%(count)s topic or claim", "%(count)s topics and claims", count),
        "sources": ngettext("%(count)s source", "%(count)s sources", count),
    }
    return words[name] % {"count": grouped(count)}


def status(asked: Asked, counts: Mapping[str, int]) -> str:
    """Return the sentence on what was found, the groups that hold something with their counts."""
    found = [counted(name, counts[kind]) for name, kind in GROUPS.items() if counts.get(kind)]
    if not found:
        return _nothing(asked)
    if not counts.get(GROUPS["passages"]):
        return f"{none('passages', asked)} {_do(asked, counts)}"
    return f"{_typed(asked)}: {', '.join(found)}."


def none(name: str, asked: Asked) -> str:
    """Return the sentence that a group holds nothing."""
    sentences = {
        "passages": _("No passage contains %(words)s."),
        "notes": _("No note contains %(words)s."),
        "ledger": _("No topic and no claim contains %(words)s."),
        "sources": _("No source contains %(words)s."),
    }
    if asked.filters:
        sentences = {
            "passages": _("No passage under these filters contains %(words)s."),
            "notes": _("No note under these filters contains %(words)s."),
            "ledger": _("No topic and no claim under these filters contains %(words)s."),
            "sources": _("No source under these filters contains %(words)s."),
        }
    return sentences[name] % {"words": _sought(asked)}


def without_filters(total: int) -> str:
    """Return how much a search finds without its filters."""
    words = ngettext("%(count)s result without filters", "%(count)s results without filters", total)
    return words % {"count": grouped(total)}


def with_any_word(total: int) -> str:
    """Return how much contains any of the words."""
    words = ngettext("%(count)s result with any of these words", "%(count)s results with any of these words", total)
    return words % {"count": grouped(total)}


def _nothing(asked: Asked) -> str:
    if asked.filters:
        return _("Nothing under these filters contains %(words)s.") % {"words": _sought(asked)}
    return _("Nothing in this edition contains %(words)s.") % {"words": _sought(asked)}


def _sought(asked: Asked) -> str:
    """Return what was looked for: “Brezhnev”, all of “cold” and “peace”, any of them."""
    if len(asked.query.terms) == 1:
        return _typed(asked)
    return (_("any of %(words)s") if asked.query.any_word else _("all of %(words)s")) % {"words": _typed(asked)}


def _typed(asked: Asked) -> str:
    """Return the terms in the language's quotation marks; from right to left they keep a direction of their own."""
    before, after = ("\u2068", "\u2069") if get_language_bidi() else ("", "")
    quoted = before + _("“%(words)s”") + after
    return " ".join(quoted % {"words": f"{term.shown}{'*' if term.is_prefix else ''}"} for term in asked.query.terms)


def _do(asked: Asked, counts: Mapping[str, int]) -> str:
    """Return which other groups do: 1 note does. 2 sources do."""
    sentences = {
        "notes": lambda n: ngettext("%(count)s note does.", "%(count)s notes do.", n),
        "ledger": lambda n: ngettext("%(count)s topic or claim does.", "%(count)s topics and claims do.", n),
        "sources": lambda n: ngettext("%(count)s source does.", "%(count)s sources do.", n),
    }
    held = [(sentence, counts.get(GROUPS[name], 0)) for name, sentence in sentences.items()]
    return " ".join(sentence(count) % {"count": grouped(count)} for sentence, count in held if count)

"""How the notes of a book are read: what every sign and word in it means."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.labels import Labels
from annotations.meanings import KIND_MEANINGS, RELATION_MEANINGS
from annotations.vocabulary import VERDICT_MEANINGS, Kind, Relation


@dataclass(frozen=True, slots=True)
class Row:
    """A word, its sign if it has one, and what it means."""

    sign: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """Words of one kind."""

    heading: str
    rows: list[Row]


def lede() -> str:
    """Return in a sentence what the edition is."""
    return _(
        "Sic publishes articles word for word, with the editors’ fact-checks, corrections and cross-references "
        "beside them, each with its sources."
    )


def sentences() -> list[str]:
    """Return how texts and notes are told apart."""
    return [
        _(
            "The author’s words are in the serif typeface, everything else is the editors’. Solid line: fact-check; "
            "dashed: correction; dotted: cross-reference. Letters in the text lead to notes, numbers in the notes to "
            "sources."
        ),
        _(
            "A sign that cannot be shown in this file stands as its Unicode number in square brackets; the exact "
            "text, at the address given with each article, has the sign itself."
        ),
        _("The articles’ rights stay with their authors and publishers."),
    ]


def tables() -> list[Table]:
    """Return the kinds of notes, the verdicts and the relations with their meanings."""
    labels = Labels.now()
    kinds = [Row("", str(kind.label), str(KIND_MEANINGS[kind])) for kind in Kind]
    verdicts = [Row(labels.sign(v), labels.verdicts[v], str(meaning)) for v, meaning in VERDICT_MEANINGS.items()]
    relations = [Row("", str(relation.label), str(RELATION_MEANINGS[relation])) for relation in Relation]
    return [Table(_("Kinds"), kinds), Table(_("Verdicts"), verdicts), Table(_("Relations"), relations)]

"""The words of the notes' lists as a page shows them, translated once a page rather than once a note."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.vocabulary import (
    RELATION_FROM_TARGET,
    VERDICT_SIGNS,
    CorrectionType,
    Kind,
    Relation,
    Verdict,
)

KIND_CLASS: dict[str, str] = {Kind.FACT_CHECK: "fc", Kind.CORRECTION: "co", Kind.CROSS_REFERENCE: "xr"}
VERDICT_CLASS = {
    "accurate": "v-ok",
    "partly-accurate": "v-part",
    "lacks-context": "v-context",
    "inaccurate": "v-wrong",
    "disputed": "v-disputed",
    "unverified": "v-none",
    "opinion": "v-none",
}


@dataclass(slots=True)
class Labels:
    """Every word that a list of notes needs, in the reader's language."""

    kinds: dict[str, str]
    verdicts: dict[str, str]
    corrections: dict[str, str]
    relations: dict[str, str]
    relations_from_target: dict[str, str]
    words: dict[str, str]
    days: dict[str, str] = field(default_factory=dict)
    counted: dict[int, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "Labels":
        """Return the labels in the language of the moment."""
        return cls(
            {kind.value: str(kind.label) for kind in Kind},
            {verdict.value: str(verdict.label) for verdict in Verdict},
            {kind.value: str(kind.label) for kind in CorrectionType},
            {relation.value: str(relation.label) for relation in Relation},
            {relation.value: str(label) for relation, label in RELATION_FROM_TARGET.items()},
            {
                "note": _("Note"),
                "source": _("Source"),
                "article": _("Article"),
                "on_words": _("On the words"),
                "published": _("Published"),
                "corrected": _("Corrected"),
                "evidence": _("Evidence"),
                "back": _("Back to"),
                "link": _("Link"),
                "cite": _("Cite"),
                "reviewed": _("reviewed"),
                "compare": _("Compare the accounts side by side"),
                "low": _("Low confidence: it rests on little."),
                "sic": _("[sic]"),
            },
        )

    def relation(self, relation: str, incoming: bool) -> str:
        """Return the word for a relation from the end at which the reader stands."""
        return (self.relations_from_target if incoming else self.relations)[relation]

    def evidence(self, count: int) -> str:
        """Return what the evidence of a note is headed by: Evidence · 2 sources."""
        if count not in self.counted:
            sources = ngettext("%(count)d source", "%(count)d sources", count) % {"count": count}
            self.counted[count] = f"{self.words['evidence']} · {sources}"
        return self.counted[count]

    @staticmethod
    def passages(count: int) -> str:
        return ngettext("%(count)d passage", "%(count)d passages", count) % {"count": count}

    def reviewed(self, time: str) -> str:
        """Return when a note was reviewed, of a time that begins YYYY-MM-DD: reviewed 14 Nov 2026."""
        if time not in self.days:
            day = formats.date_format(date.fromisoformat(time[:10]), "j M Y")
            self.days[time] = f"{self.words['reviewed']} {day}"
        return self.days[time]

    @staticmethod
    def sign(verdict: str) -> str:
        return VERDICT_SIGNS[verdict]

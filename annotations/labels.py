"""The words of the notes' lists as a page shows them, translated once a page rather than once a note."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from annotations.vocabulary import (
    RELATION_FROM_TARGET,
    VERDICT_SIGNS,
    CorrectionType,
    Kind,
    Relation,
    Verdict,
)
from edition.languages import untranslated

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

# What marks everything that belongs to a verdict, so that it can be hidden: its words, letter, note, row and mark.
VERDICT_CODE = {
    "accurate": "ac",
    "partly-accurate": "pa",
    "lacks-context": "lc",
    "inaccurate": "in",
    "disputed": "di",
    "unverified": "un",
    "opinion": "op",
}


@dataclass(slots=True)
class Labels:
    """Every word that a list of notes needs, in the reader's language.

    `root` is where the site's pages begin in that language. `edition` and `author` are attributes of elements that
    hold editors' and authors' words, which are not translated: empty where the interface reads as they do. `voice` is
    the same for the words of the page's own article, and `own` for words of the interface within those elements.
    """

    kinds: dict[str, str]
    verdicts: dict[str, str]
    corrections: dict[str, str]
    relations: dict[str, str]
    relations_from_target: dict[str, str]
    words: dict[str, str]
    root: str = "/"
    edition: str = ""
    author: str = ""
    own: str = ""
    voice: str = ""
    days: dict[str, str] = field(default_factory=dict)
    counted: dict[int, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    @classmethod
    def now(cls, voice: str = "") -> "Labels":
        """Return the labels in the language of the moment.

        `voice` names language and direction of the page's own article, as attributes; English where none is given.
        """
        return cls(
            {kind.value: str(kind.label) for kind in Kind},
            {verdict.value: str(verdict.label) for verdict in Verdict},
            {kind.value: str(kind.label) for kind in CorrectionType},
            {relation.value: str(relation.label) for relation in Relation},
            {relation.value: str(label) for relation, label in RELATION_FROM_TARGET.items()},
            {
                "note": _("Note"),
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
                "ledger": _("In the claim ledger:"),
            },
            reverse("home"),
            *_voices(voice),
        )

    def css(self, kind: str, verdict: str) -> str:
        """Return the classes of everything that belongs to a note of this kind and verdict: fc di."""
        return f"{KIND_CLASS[kind]} {VERDICT_CODE[verdict]}" if verdict else KIND_CLASS[kind]

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

    @staticmethod
    def questions(count: int) -> str:
        return ngettext("%(count)d question", "%(count)d questions", count) % {"count": count}

    @staticmethod
    def changed(day: str, was: str, now: str) -> str:
        """Return that a verdict changed: Verdict changed on 21 Nov 2026: Unverified → Inaccurate."""
        return _("Verdict changed on %(day)s: %(was)s → %(now)s") % {"day": day, "was": was, "now": now}

    def reviewed(self, time: str) -> str:
        """Return when a note was reviewed, of a time that begins YYYY-MM-DD: reviewed 14 Nov 2026."""
        if time not in self.days:
            day = formats.date_format(date.fromisoformat(time[:10]), "SHORT_DATE_FORMAT")
            self.days[time] = f"{self.words['reviewed']} {day}"
        return self.days[time]

    @staticmethod
    def sign(verdict: str) -> str:
        return VERDICT_SIGNS[verdict]


def _voices(voice: str) -> tuple[str, str, str, str]:
    """Return the attributes of editors' and authors' words, of the interface's own, and of one article's."""
    unlike, language = f"{untranslated()}", get_language() or settings.LANGUAGE_CODE
    own = f' lang="{language}"' if unlike else ""
    return unlike, unlike, own, "" if f' lang="{language}' in voice else voice or unlike

"""The fixed lists of the notes: kinds, verdicts, relations, types of correction, and the states of the workflow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    FACT_CHECK = "fact-check", _("Fact-check")
    CORRECTION = "correction", _("Correction")
    CROSS_REFERENCE = "cross-reference", _("Cross-reference")


class Verdict(models.TextChoices):
    ACCURATE = "accurate", _("Accurate")
    PARTLY_ACCURATE = "partly-accurate", _("Partly accurate")
    LACKS_CONTEXT = "lacks-context", _("Lacks context")
    INACCURATE = "inaccurate", _("Inaccurate")
    DISPUTED = "disputed", _("Disputed")
    UNVERIFIED = "unverified", _("Unverified")
    OPINION = "opinion", _("Opinion")


VERDICT_SIGNS = {
    "accurate": "✓",
    "partly-accurate": "◐",
    "lacks-context": "⊕",
    "inaccurate": "✕",
    "disputed": "⇄",
    "unverified": "?",
    "opinion": "○",
}

VERDICT_MEANINGS = {
    Verdict.ACCURATE: _("The sources bear it out."),
    Verdict.PARTLY_ACCURATE: _("Right in part; a date, a name or a qualification is off."),
    Verdict.LACKS_CONTEXT: _("Not false as it stands, but misleading without what is left out."),
    Verdict.INACCURATE: _("The sources say otherwise."),
    Verdict.DISPUTED: _("Good sources or scholars disagree."),
    Verdict.UNVERIFIED: _("Looked for, and no source was found for it, or it cannot be checked."),
    Verdict.OPINION: _("A judgement or a forecast: not checkable, and not wrong."),
}

# Only these may stand without evidence.
VERDICTS_WITHOUT_EVIDENCE = frozenset({Verdict.UNVERIFIED, Verdict.OPINION})


class Relation(models.TextChoices):
    AGREES = "agrees", _("Agrees")
    CONTRADICTS = "contradicts", _("Contradicts")
    ELABORATES = "elaborates", _("Adds detail")
    SAME_EVENT = "same-event", _("Same event")


# The relation as the other end words it: who is elaborated on reads that more is said elsewhere.
RELATION_FROM_TARGET = {
    Relation.AGREES: _("Agrees"),
    Relation.CONTRADICTS: _("Contradicts"),
    Relation.ELABORATES: _("Detail is added to"),
    Relation.SAME_EVENT: _("Same event"),
}


class CorrectionType(models.TextChoices):
    SPELLING = "spelling", _("Spelling")
    GRAMMAR = "grammar", _("Grammar")
    PUNCTUATION = "punctuation", _("Punctuation")
    NAME = "name", _("Name")
    DATE = "date", _("Date")
    FIGURE = "figure", _("Figure")
    FACT = "fact", _("Fact")
    TEXT = "text", _("Text")


class Confidence(models.TextChoices):
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("Bears the finding out")
    CONTRADICTS = "contradicts", _("Says otherwise")
    CONTEXT = "context", _("Gives context")


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What readers can see at its address.
PUBLIC = (Status.PUBLISHED, Status.WITHDRAWN)

# Acts that put a note on other words of its article, in a newer text, and change nothing else of it: by what the
# machine found, and by an editor's choice.
CARRY, ATTACH = "carry", "attach"
MOVES = (CARRY, ATTACH)

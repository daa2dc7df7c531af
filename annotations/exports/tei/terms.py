"""The fixed lists of the edition as taxonomies of TEI, and the pointers to their terms."""

from collections.abc import Iterable

from django.db.models import TextChoices

from annotations.vocabulary import VERDICT_MEANINGS, Confidence, CorrectionType, Kind, Relation, Stance, Verdict
from edition.publishing.tei_xml import Element, add, element
from edition.texts.segmentation import ROLES

LISTS: dict[str, tuple[str, type[TextChoices]]] = {
    "kind": ("Kinds of notes", Kind),
    "verdict": ("Verdicts of fact-checks", Verdict),
    "relation": ("Relations between passages", Relation),
    "correction": ("Types of corrections", CorrectionType),
    "stance": ("What a source is to a finding", Stance),
    "confidence": ("How sure the editors are", Confidence),
}
# What an annotation is for, out of the closed list of TEI (which is that of the Web Annotation model).
MOTIVATIONS = {Kind.FACT_CHECK: "assessing", Kind.CORRECTION: "editing", Kind.CROSS_REFERENCE: "linking"}


def pointer(name: str, value: str) -> str:
    """Return the pointer to a term of one of LISTS; '' for none.

    >>> pointer("verdict", "disputed"), pointer("verdict", "")
    ('#verdict.disputed', '')
    """
    return f"#{name}.{value}" if value else ""


def pointers(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the pointers to terms, each by its list and value, as one attribute holds them."""
    return " ".join(filter(None, (pointer(name, value) for name, value in pairs)))


def class_decl() -> Element:
    """Return the taxonomies of the header: LISTS, and the roles of passages."""
    made = element("classDecl")
    for name, (title, choices) in LISTS.items():
        taxonomy = add(made, "taxonomy", xml_id=name)
        add(taxonomy, "desc", title)
        for choice in choices:
            category = add(taxonomy, "category", xml_id=f"{name}.{choice.value}")
            meaning = VERDICT_MEANINGS.get(choice) if isinstance(choice, Verdict) else None
            add(category, "catDesc", f"{choice.label}: {meaning}" if meaning else str(choice.label))
    roles = add(made, "taxonomy", xml_id="role")
    add(roles, "desc", "Roles of passages")
    for role in ROLES:
        add(add(roles, "category", xml_id=f"role.{role}"), "catDesc", role)
    return made

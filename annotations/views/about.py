"""What this edition is, and what its words mean."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from annotations.labels import KIND_CLASS, Labels
from annotations.listing import Sign
from annotations.meanings import KIND_MEANINGS, RELATION_MEANINGS
from annotations.vocabulary import (
    RELATION_FROM_TARGET,
    VERDICT_MEANINGS,
    VERDICTS_WITHOUT_EVIDENCE,
    CorrectionType,
    Kind,
    Relation,
)
from edition.methods import require_safe

KIND_LINES = {
    Kind.FACT_CHECK: _("Solid line under the words, round key"),
    Kind.CORRECTION: _("Dashed line under the words, square key"),
    Kind.CROSS_REFERENCE: _("Dotted line under the words, key with one round side"),
}


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How to read this edition, and how sure its editors are."""
    kinds = [(KIND_CLASS[kind], kind.label, KIND_MEANINGS[kind]) for kind in Kind]
    return render(request, "annotations/about.html", {"kinds": kinds})


@require_safe
def verdicts(request: HttpRequest) -> HttpResponse:
    """Every verdict, kind, relation and type of correction with what it means."""
    labels = Labels.now()
    context = {
        "section": "about",
        "verdicts": [
            (Sign.of(verdict, labels), meaning, verdict in VERDICTS_WITHOUT_EVIDENCE)
            for verdict, meaning in VERDICT_MEANINGS.items()
        ],
        "kinds": [(KIND_CLASS[k], k.value, k.label, KIND_LINES[k], KIND_MEANINGS[k]) for k in Kind],
        "relations": [
            (relation.value, relation.label, RELATION_FROM_TARGET[relation], RELATION_MEANINGS[relation])
            for relation in Relation
        ],
        "corrections": [kind.label for kind in CorrectionType],
    }
    return render(request, "annotations/verdicts.html", context)

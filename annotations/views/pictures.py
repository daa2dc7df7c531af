"""The map of the edition: how its articles speak of one another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations.pictures import relations, verdicts
from edition.methods import require_safe


@require_safe
def relation_map(request: HttpRequest) -> HttpResponse:
    """All cross-references as arcs between the articles, the pairs behind them, and the verdicts on each article."""
    context = {"section": "map", "map": relations.of_edition(), "verdicts": verdicts.by_article()}
    return render(request, "annotations/map.html", context)

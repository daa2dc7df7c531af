"""The answer to an address that leads nowhere: what may have been meant, and where to look for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404

from annotations.nearest import nearest


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with the sentence of the view that refused, and the pages whose addresses are most like the one asked for."""
    said = str(exception) if isinstance(exception, Http404) and not isinstance(exception, Resolver404) else ""
    return render(request, "404.html", {"sentence": said, "nearest": nearest(request.path)}, status=404)

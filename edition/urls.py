"""Addresses: a contract (published addresses never die). Notes and the pages that show them are in `annotations.urls`."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []

"""Addresses of the Web Annotation Protocol."""

from django.urls import URLPattern, URLResolver, path

from annotations.views import protocol

protocol_addresses: list[URLPattern | URLResolver] = [
    path("api/annotations/", protocol.container, name="web_annotations"),
    path("api/annotations/<int:number>", protocol.one, name="web_annotation"),
    path("api/context.jsonld", protocol.context, name="web_context"),
]

"""The description of all addresses for programs: the fragments of both packages, with examples of this edition."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from annotations import openapi as notes_openapi
from annotations.models import Annotation, Claim, Topic
from annotations.usage import tag_counts
from edition import openapi as texts_openapi
from edition.models import Article, Work
from edition.publishing import openapi
from edition.publishing.openapi import Fragment

# What the groups are called that have another name than their module.
NAMES = {"cite": "citations", "dts": "DTS", "oai": "OAI-PMH", "bundle": "the whole edition"}


def fragments() -> Iterator[Fragment]:
    """Give the fragments: every module of the two packages that has PATHS, in the order of their names."""
    for package in (texts_openapi, notes_openapi):
        for found in iter_modules(package.__path__):
            module = import_module(f"{package.__name__}.{found.name}")
            if hasattr(module, "PATHS"):
                yield _fragment(found.name, module)


def _fragment(name: str, module: ModuleType) -> Fragment:
    about = " ".join((module.__doc__ or "").partition("\n\n")[0].split())
    return Fragment(NAMES.get(name, name.replace("_", " ")), about, module.PATHS, getattr(module, "SCHEMAS", {}))


def document(base: str) -> dict[str, Any]:
    """Return the OpenAPI description of this site; `base` is its address."""
    return openapi.document(fragments(), base, examples())


def examples() -> dict[str, Any]:
    """Return what can stand behind a part of an address ("notes") in this edition; what it has none of is left out."""
    tags = tag_counts()
    number = Annotation.objects.published().values_list("number", flat=True).first()
    found = {
        "articles": Article.objects.published().values_list("slug", flat=True).first(),
        "notes": number,
        "annotations": number,
        "topics": Topic.objects.values_list("slug", flat=True).first(),
        "claims": Claim.objects.values_list("slug", flat=True).first(),
        "bibliography": Work.objects.sources().order_by("key").values_list("key", flat=True).first(),
        "tags": tags[0].tag.slug if tags else None,
    }
    return {name: value for name, value in found.items() if value is not None}

"""What a note says as bodies of a Web Annotation, each with the purpose it serves.

Web Annotation Data Model, 3.2: https://www.w3.org/TR/annotation-model/#bodies-and-targets. The line is `describing`,
the finding `assessing` (of cross-references and corrections `commenting`), a corrected reading `editing`, verdict and
topics `classifying`, sources and linked words `linking`, tags `tagging`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse

from annotations.content import Content, EvidenceItem
from annotations.exports import web_targets
from annotations.vocabulary import Kind, Verdict
from edition import references
from edition.models import Span, Work

Json = dict[str, Any]
EDITORS_LANGUAGE = "en"


def bodies(content: Content, span: Span, targets: Sequence[Span], works: Mapping[str, Work], base: str) -> list[Json]:
    """Return the bodies; `targets` are the spans of the links in their order, `works` the sources by key."""
    return [
        *_texts(content, span),
        *_verdict(content, base),
        *(_source(item, works[item.source], base) for item in content.evidence if item.source in works),
        *(
            {**web_targets.words(target, base), "purpose": "linking", "relation": link.relation}
            for link, target in zip(content.links, targets, strict=True)
        ),
        *(_classifying(base + reverse("topic", args=[slug])) for slug in content.topics),
        *(_text(name, "tagging", "text/plain") for name in content.tags),
    ]


def _texts(content: Content, span: Span) -> Iterator[Json]:
    if content.gist:
        yield _text(content.gist, "describing", "text/plain")
    if content.finding:
        purpose = "assessing" if content.kind == Kind.FACT_CHECK else "commenting"
        yield _text(content.finding, purpose, "text/markdown")
    if content.reading:
        language = span.revision.article.work.csl.get("language", "en")
        yield _text(content.reading, "editing", "text/plain", language)


def _text(value: str, purpose: str, media_type: str, language: str = EDITORS_LANGUAGE) -> Json:
    return {"type": "TextualBody", "value": value, "purpose": purpose, "format": media_type, "language": language}


def _verdict(content: Content, base: str) -> Iterator[Json]:
    if content.verdict:
        yield _text(str(Verdict(content.verdict).label), "classifying", "text/plain")
        yield _classifying(f"{base}{reverse('verdicts')}#{content.verdict}")


def _classifying(source: str) -> Json:
    return {"type": "SpecificResource", "purpose": "classifying", "source": source}


def _source(item: EvidenceItem, work: Work, base: str) -> Json:
    body = {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": base + work.get_absolute_url(),
        "citationKey": work.key,
        "citation": references.plain(work.as_record()),
        "stance": item.stance,
    }
    optional = {"locator": item.locator, "bearsOut": item.supports, "quotation": item.quotation}
    return body | {name: value for name, value in optional.items() if value}

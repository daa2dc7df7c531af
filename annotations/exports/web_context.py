"""The JSON-LD context of the site's own terms, and the names of the standard ones.

Web Annotation Vocabulary: https://www.w3.org/TR/annotation-vocab/. A second context gives every key that the first
has not a meaning, so that no JSON-LD processor drops it.
"""

from typing import Any

ANNO = "http://www.w3.org/ns/anno.jsonld"
LDP = "http://www.w3.org/ns/ldp.jsonld"
ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams"
OWN_PATH = "/api/context.jsonld"

# What has a meaning in a known vocabulary is said in it; the rest in terms of the context's own address.
TERMS: dict[str, Any] = {
    "kind": "sic:kind",
    "verdict": "sic:verdict",
    "confidence": "sic:confidence",
    "claimReviewed": "http://schema.org/claimReviewed",
    "correctionType": "sic:correctionType",
    "markedSic": "sic:markedSic",
    "status": "http://schema.org/creativeWorkStatus",
    "related": {"@id": "http://purl.org/dc/terms/relation", "@type": "@id"},
    "relation": "sic:relation",
    "citationKey": "http://purl.org/dc/terms/identifier",
    "citation": "http://purl.org/dc/terms/bibliographicCitation",
    "locator": "sic:locator",
    "stance": "sic:stance",
    "bearsOut": "sic:bearsOut",
    "quotation": "sic:quotation",
    "passage": {"@id": "sic:passage", "@type": "@id"},
    "sha256": "sic:sha256",
}


def own(base: str) -> str:
    """Return the address of the site's own context; `base` is the site's address without a slash at its end."""
    return base + OWN_PATH


def document(base: str) -> dict[str, Any]:
    """Return the context as it is served."""
    return {"@context": {"sic": own(base) + "#", **TERMS}}

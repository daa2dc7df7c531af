"""The models of the texts and of the works."""

from edition.models.texts import Article, Passage, Revision, Span
from edition.models.works import FormattedCitation, Work

__all__ = ["Article", "FormattedCitation", "Passage", "Revision", "Span", "Work"]

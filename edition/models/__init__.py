"""The models of the texts and of the works."""

from edition.models.accounts import Preference
from edition.models.apparatus import ApparatusVersion
from edition.models.search import SearchEntry, SearchFacet, SearchWord
from edition.models.texts import Article, Passage, Revision, Span
from edition.models.works import FormattedCitation, Work

__all__ = [
    "ApparatusVersion",
    "Article",
    "FormattedCitation",
    "Passage",
    "Preference",
    "Revision",
    "SearchEntry",
    "SearchFacet",
    "SearchWord",
    "Span",
    "Work",
]

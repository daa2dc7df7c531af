"""The models of the texts and of the works."""

from edition.models.accounts import Preference
from edition.models.apparatus import ApparatusVersion
from edition.models.intake import Carriage, Intake
from edition.models.origins import Origin
from edition.models.people import Invitation, Profile, Role
from edition.models.search import SearchEntry, SearchFacet, SearchWord
from edition.models.texts import Article, Passage, Revision, Span
from edition.models.tokens import AccessToken, Scope
from edition.models.versions import MergedTag, MergedWork, RecordVersion
from edition.models.works import FormattedCitation, Work

__all__ = [
    "AccessToken",
    "ApparatusVersion",
    "Article",
    "Carriage",
    "FormattedCitation",
    "Intake",
    "Invitation",
    "MergedTag",
    "MergedWork",
    "Origin",
    "Passage",
    "Preference",
    "Profile",
    "RecordVersion",
    "Revision",
    "Role",
    "Scope",
    "SearchEntry",
    "SearchFacet",
    "SearchWord",
    "Span",
    "Work",
]

"""The models of the notes and of the claims."""

from annotations.models.claims import (
    Account,
    Claim,
    ClaimSource,
    TimelineEvent,
    Topic,
    TopicPassage,
    TopicSource,
)
from annotations.models.notes import Annotation, Evidence, Link, Version
from annotations.models.places import FormerPlace
from annotations.models.review import Letters, Remark

__all__ = [
    "Account",
    "Annotation",
    "Claim",
    "ClaimSource",
    "Evidence",
    "FormerPlace",
    "Letters",
    "Link",
    "Remark",
    "TimelineEvent",
    "Topic",
    "TopicPassage",
    "TopicSource",
    "Version",
]

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

__all__ = [
    "Account",
    "Annotation",
    "Claim",
    "ClaimSource",
    "Evidence",
    "Link",
    "TimelineEvent",
    "Topic",
    "TopicPassage",
    "TopicSource",
    "Version",
]

"""Stock admin for administrators: notes, topics and claims to look up; they are written at the desk."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from taggit.models import Tag

from annotations.models import (
    Account,
    Annotation,
    Claim,
    ClaimSource,
    Evidence,
    Link,
    TimelineEvent,
    Topic,
    TopicPassage,
    TopicSource,
    Version,
)
from edition.admin import ReadOnly, ReadOnlyInline


class TopicSourceInline(ReadOnlyInline):
    model = TopicSource


class ClaimSourceInline(ReadOnlyInline):
    model = ClaimSource


class TimelineInline(ReadOnlyInline):
    model = TimelineEvent


class TopicPassageInline(ReadOnlyInline):
    model = TopicPassage

    def get_queryset(self, request: HttpRequest) -> QuerySet[TopicPassage]:
        return super().get_queryset(request).select_related("span__revision__article")


class AccountInline(ReadOnlyInline):
    model = Account

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        return super().get_queryset(request).select_related("span__revision__article", "annotation")


@admin.register(Topic)
class TopicAdmin(ReadOnly):
    """Topics to look up: they are changed at the desk, where each save leaves a version."""

    list_display = ("position", "slug", "title", "flagship")
    list_display_links = ("slug",)
    search_fields = ("slug", "title", "question")
    inlines = (TopicSourceInline, TimelineInline, TopicPassageInline)


@admin.register(Claim)
class ClaimAdmin(ReadOnly):
    """Claims to look up, as topics are."""

    list_display = ("slug", "topic", "position", "question", "checked_value")
    list_filter = ("topic",)
    search_fields = ("slug", "question", "checked_value")
    inlines = (ClaimSourceInline, AccountInline)


class EvidenceInline(ReadOnlyInline):
    model = Evidence


class LinkInline(ReadOnlyInline):
    model = Link

    def get_queryset(self, request: HttpRequest) -> QuerySet[Link]:
        return super().get_queryset(request).select_related("target__revision__article")


@admin.register(Annotation)
class AnnotationAdmin(ReadOnly):
    """Notes to look up: they are written and reviewed at the desk, where each step leaves a version."""

    list_display = ("number", "kind", "state", "key", "gist")
    list_display_links = ("number", "key")
    list_filter = ("status", "kind", "verdict", "span__revision__article")
    search_fields = ("=number", "key", "gist", "finding")
    inlines = (EvidenceInline, LinkInline)


@admin.register(Version)
class VersionAdmin(ReadOnly):
    list_display = ("annotation", "number", "act", "status", "by_name", "at")
    list_display_links = ("annotation", "number")
    list_filter = ("act", "status")
    list_select_related = ("annotation",)
    search_fields = ("=annotation__number", "by_name", "why")


admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(ReadOnly):
    """Tags to look up: a note's tags are part of its versions, and change with them."""

    list_display = ("name", "slug")
    search_fields = ("name",)

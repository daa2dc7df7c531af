"""Stock admin for administrators: topics and claims are kept here; notes are written at the desk."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, QuerySet
from django.forms import BaseInlineFormSet, ModelChoiceField
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
from annotations.searching import refresh_ledger
from edition import markup
from edition.admin import ReadOnly, ReadOnlyInline
from edition.models import Article


class SourceForm(BaseInlineFormSet):
    """The sources of a topic or claim: its Markdown may cite these and no others."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms]
        works = [form.cleaned_data.get("work") for form in kept if hasattr(form, "cleaned_data")]
        try:
            markup.render(markdown_of(self.instance), {work.key for work in works if work})
        except markup.MarkupError as error:
            raise ValidationError(str(error)) from None


def markdown_of(row: Topic | Claim) -> str:
    return row.record if isinstance(row, Topic) else row.finding


class SourceInline(admin.TabularInline):
    formset = SourceForm
    extra = 0
    autocomplete_fields = ("work",)


class TopicSourceInline(SourceInline):
    model = TopicSource


class ClaimSourceInline(SourceInline):
    model = ClaimSource


class TimelineInline(admin.TabularInline):
    model = TimelineEvent
    extra = 0
    autocomplete_fields = ("work",)


class TopicPassageInline(admin.TabularInline):
    model = TopicPassage
    extra = 0
    raw_id_fields = ("span",)


class AccountInline(admin.TabularInline):
    model = Account
    extra = 0
    raw_id_fields = ("span",)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name == "annotation":
            kwargs["queryset"] = Annotation.objects.public()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class LedgerAdmin(admin.ModelAdmin):
    """Topics and claims: an address stays, and the Markdown is rendered when it is stored.

    `rendered` is the column that holds the HTML.
    """

    rendered: str

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store the rows below, render the Markdown, and put the cached pages out of date."""
        super().save_related(request, form, formsets, change)
        row: Topic | Claim = form.instance
        keys = set(row.sources.values_list("work__key", flat=True))
        html = markup.render(markdown_of(row), keys).html
        type(row).objects.filter(pk=row.pk).update(**{self.rendered: html})
        row.refresh_from_db()
        refresh_ledger(row)
        Article.objects.touch()


@admin.register(Topic)
class TopicAdmin(LedgerAdmin):
    rendered = "record_html"
    list_display = ("position", "slug", "title", "flagship")
    list_display_links = ("slug",)
    search_fields = ("slug", "title", "question")
    inlines = (TopicSourceInline, TimelineInline, TopicPassageInline)


@admin.register(Claim)
class ClaimAdmin(LedgerAdmin):
    rendered = "finding_html"
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

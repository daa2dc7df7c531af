"""Stock admin for administrators: what may be changed is changed here by the rules that hold everywhere."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from edition.models import Article, Passage, Revision, Span, Work

# Accounts and roles have one door, where the rules of edition.people.roles hold: the page of people at the desk.
admin.site.unregister([User, Group])


class Kept(admin.ModelAdmin):
    """Rows that are looked up here and never deleted; what is made elsewhere is not made here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnly(Kept):
    """Rows that never change at all."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(admin.TabularInline):
    """Rows that are shown with what they belong to."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(ReadOnly):
    """Articles to look up: what the editors say of one is changed at the desk, where each save leaves a version."""

    list_display = ("number", "slug", "title")
    list_display_links = ("slug",)
    search_fields = ("slug", "work__title")
    list_select_related = ("work",)


@admin.register(Revision)
class RevisionAdmin(ReadOnly):
    list_display = ("article", "number", "file_name", "captured_on", "created_at")
    list_filter = ("article",)
    # The bytes are at …/original; here they would be a column of numbers.
    exclude = ("original",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return Revision.objects.light().select_related("article")


@admin.register(Passage)
class PassageAdmin(Kept):
    """An editor may confirm another role; place and anchor stay."""

    list_display = ("revision", "anchor", "role", "start", "end", "remark")
    list_display_links = ("anchor",)
    list_filter = ("revision__article", "role")
    fields = ("revision", "anchor", "role", "start", "end", "text", "remark", "quirks")
    readonly_fields = ("revision", "anchor", "start", "end", "text", "remark", "quirks")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Passage]:
        return Passage.objects.select_related("revision__article").defer("revision__original")

    def save_model(self, request: HttpRequest, obj: Passage, form: ModelForm, change: bool) -> None:
        obj.save(update_fields=["role"])
        Article.objects.filter(revisions=obj.revision_id).touch()


@admin.register(Span)
class SpanAdmin(ReadOnly):
    list_display = ("revision", "start", "end", "exact")
    list_filter = ("revision__article",)
    search_fields = ("exact",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Span]:
        return Span.objects.select_related("revision__article", "passage").defer("revision__original", "revision__text")


@admin.register(Work)
class WorkAdmin(ReadOnly):
    """Bibliographic records to look up: they are made and changed at the desk, where each save leaves a version."""

    list_display = ("key", "title", "sort_name", "year", "type", "quality", "consulted")
    list_filter = ("quality", "consulted", "type")
    search_fields = ("key", "title", "sort_name")
    ordering = ("sort_name", "title", "key")

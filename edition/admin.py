"""Stock admin for administrators: what may be changed is changed here by the rules that hold everywhere."""

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import JSONField, QuerySet
from django.forms import ModelForm
from django.forms.fields import InvalidJSONInput
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from edition.models import Article, Passage, Revision, Span, Work
from edition.references import fill
from edition.search.providers import refresh_work


class WholeJSONField(forms.JSONField):
    """JSON that a database can keep: not nested to exhaustion, without NUL, NaN and halves of characters."""

    default_error_messages = {
        "deep": _("This is nested too deeply. A record needs no more than five levels."),
        "unstorable": _("No database keeps this: it holds NaN, a NUL or half a character."),
    }

    def to_python(self, value: Any) -> Any:
        try:
            data = super().to_python(value)
            text = json.dumps(data, ensure_ascii=False, allow_nan=False)
            text.encode()
        except RecursionError:
            raise forms.ValidationError(self.error_messages["deep"], code="deep") from None
        except ValueError:
            raise forms.ValidationError(self.error_messages["unstorable"], code="unstorable") from None
        if "\\u0000" in text:
            raise forms.ValidationError(self.error_messages["unstorable"], code="unstorable")
        return data

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show again exactly what was typed."""
        return initial if self.disabled else InvalidJSONInput(data or "")


class Kept(admin.ModelAdmin):
    """Rows that are looked up here and never deleted; what is made elsewhere is not made here."""

    formfield_overrides = {JSONField: {"form_class": WholeJSONField}}

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
class ArticleAdmin(Kept):
    """What the editors say of an article. Its text is not here, and its address stays."""

    list_display = ("number", "slug", "title")
    list_display_links = ("slug",)
    search_fields = ("slug", "work__title")
    list_select_related = ("work",)
    readonly_fields = ("slug", "work")

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm, change: bool) -> None:
        """Store what was changed and no more: a version counted up meanwhile stays so."""
        columns = {field.name for field in Article._meta.concrete_fields}
        obj.save(update_fields=[name for name in form.changed_data if name in columns])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store the tags as well, and put the cached pages of the article out of date."""
        super().save_related(request, form, formsets, change)
        Article.objects.filter(pk=form.instance.pk).touch()


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
class WorkAdmin(admin.ModelAdmin):
    """Bibliographic records, as CSL-JSON."""

    formfield_overrides = {JSONField: {"form_class": WholeJSONField}}
    list_display = ("key", "title", "sort_name", "year", "type", "quality", "consulted")
    list_filter = ("quality", "consulted", "type")
    search_fields = ("key", "title", "sort_name")
    ordering = ("sort_name", "title", "key")

    def get_readonly_fields(self, request: HttpRequest, obj: Work | None = None) -> tuple[str, ...]:
        return ("key",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Work | None = None) -> bool:
        """Addresses never die: a work stays."""
        return False

    def save_model(self, request: HttpRequest, obj: Work, form: ModelForm, change: bool) -> None:
        """Store the record, its reference, and put every cached page that may name it out of date."""
        obj.save()
        fill([obj])
        refresh_work(obj.key)
        Article.objects.touch()

"""The forms of topics and claims, and what a new one needs besides: its address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.forms.fields import Text
from annotations.forms.ledger.base import DeskForm, LedgerForm, Sources
from annotations.forms.ledger.rows import AccountRows, EventRows, PlaceRows, place_initial
from annotations.models import Claim, Topic
from edition.models.texts import SLUG

NEEDED = gettext_lazy("This is needed.")
_SOURCES = gettext_lazy("Sources, the key of each on a line")
_MARKDOWN = gettext_lazy("In Markdown; cite the sources below as [@key] or [@key, p. 12].")


class TopicMain(DeskForm):
    title = Text(label=gettext_lazy("Title"), longest=200, required=True, error_messages={"required": NEEDED})
    question = Text(label=gettext_lazy("Question"), longest=300, required=True, error_messages={"required": NEEDED})
    record = Text(
        label=gettext_lazy("The record"),
        help_text=_MARKDOWN,
        rows=7,
        longest=2_000_000,
        strip=False,
        required=True,
        error_messages={"required": NEEDED},
    )
    sources = Sources(label=_SOURCES)
    flagship = forms.BooleanField(label=gettext_lazy("Shown first, as a question of the whole edition"), required=False)


class TopicForm(LedgerForm):
    main = TopicMain
    parts = {
        "timeline": (EventRows, gettext_lazy("Timeline")),
        "passages": (PlaceRows, gettext_lazy("Passages")),
    }

    def initial(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {**super().initial(fields), "sources": "\n".join(fields["sources"])}

    def initial_rows(self, name: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [place_initial(item) for item in items] if name == "passages" else items


class ClaimMain(DeskForm):
    question = Text(label=gettext_lazy("Question"), longest=300, required=True, error_messages={"required": NEEDED})
    checked_value = Text(
        label=gettext_lazy("What the sources support"), longest=300, required=True, error_messages={"required": NEEDED}
    )
    finding = Text(
        label=gettext_lazy("Finding"),
        help_text=_MARKDOWN,
        rows=7,
        longest=2_000_000,
        strip=False,
        required=True,
        error_messages={"required": NEEDED},
    )
    sources = Sources(label=_SOURCES)


class ClaimForm(LedgerForm):
    main = ClaimMain
    parts = {"accounts": (AccountRows, gettext_lazy("What the articles say"))}

    def initial(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {**super().initial(fields), "sources": "\n".join(fields["sources"])}

    def initial_rows(self, name: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**place_initial(item["place"]), **item, "place": _place(item["place"])} for item in items]


def _place(place: dict[str, Any]) -> str:
    return f"{place['revision']}:{place['start']}:{place['end']}"


class _New(forms.Form):
    """The address of a new record; it never changes."""

    taken: Any
    named_after: str

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"] or slugify(self.data.get(self.named_after, ""))[:60].strip("-")
        try:
            SLUG(slug)
        except ValidationError:
            raise ValidationError(_("Give an address of small letters, digits and single hyphens.")) from None
        if slug == "new" or self.taken.objects.filter(slug=slug).exists():
            raise ValidationError(_("The address “%(slug)s” is taken. Choose another.") % {"slug": slug})
        return str(slug)


def _address() -> Text:
    words = gettext_lazy("Small letters, digits and hyphens; it never changes. Empty: it is made of the words above.")
    return Text(label=gettext_lazy("Address"), help_text=words, longest=100)


class NewTopicMain(_New, TopicMain):
    slug = _address()
    taken, named_after = Topic, "title"


class NewClaimMain(_New, ClaimMain):
    slug = _address()
    taken, named_after = Claim, "question"


class NewTopicForm(TopicForm):
    main = NewTopicMain


class NewClaimForm(ClaimForm):
    main = NewClaimMain

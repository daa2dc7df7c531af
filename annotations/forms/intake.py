"""The forms of an import: what is given, and what is known of it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edition import work_types
from edition.intake import FORMATS, encodings, records
from edition.models import Article, Work
from edition.models.texts import SLUG

FORMAT_WORDS = {
    "auto": gettext_lazy("Find out"),
    "plain": gettext_lazy("Plain text"),
    "markdown": "Markdown",
    "html": "HTML",
    "tei": "TEI",
    "docx": "DOCX",
}
TYPES = (
    "article-newspaper",
    "article-magazine",
    "article-journal",
    "post-weblog",
    "webpage",
    "report",
    "speech",
    "document",
)
ROLE_WORDS = {
    "title": gettext_lazy("Title"),
    "kicker": gettext_lazy("Line above the title"),
    "deck": gettext_lazy("Subtitle"),
    "byline": gettext_lazy("Byline"),
    "heading": gettext_lazy("Heading"),
    "body": gettext_lazy("Paragraph"),
    "list-item": gettext_lazy("List item"),
    "summary": gettext_lazy("Summary"),
    "pull-quote": gettext_lazy("Pull quote"),
    "author-note": gettext_lazy("About the author"),
    "comment": gettext_lazy("Reader’s comment"),
    "furniture": gettext_lazy("Page furniture"),
}
NOT_SLUG = re.compile(r"[^a-z0-9]+")
DAY = re.compile(r"\d{4}(-\d\d){0,2}")


def format_choices() -> list[tuple[str, Any]]:
    return [(name, FORMAT_WORDS[name]) for name in ("auto", *FORMATS)]


def encoding_choices() -> list[tuple[str, Any]]:
    return [("", _("Find out")), *((name, name) for name in encodings.ENCODINGS)]


def type_choices() -> list[tuple[str, str]]:
    return [(name, work_types.word(name)) for name in TYPES]


class GivenForm(forms.Form):
    """Step 1: a file or pasted words, how to read them, and whether they are a new article."""

    file = forms.FileField(label=gettext_lazy("File"), required=False, allow_empty_file=True)
    words = forms.CharField(
        label=gettext_lazy("Or paste the text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=format_choices, initial="auto", required=False)
    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), choices=encoding_choices, required=False)
    article = forms.ModelChoiceField(
        Article.objects.none(),
        label=gettext_lazy("Article"),
        required=False,
        empty_label=gettext_lazy("A new article"),
        to_field_name="number",
        help_text=gettext_lazy("Choose one to capture its text again: its anchors and notes are then carried over."),
    )
    captured_on = forms.DateField(
        label=gettext_lazy("Captured on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["article"]
        chosen.queryset = Article.objects.published()  # type: ignore[attr-defined]
        chosen.label_from_instance = _named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a form with neither file nor words, and one with both."""
        data = super().clean() or {}
        file, words = data.get("file"), data.get("words", "")
        if file and words.strip():
            raise forms.ValidationError(_("There are a file and pasted words. Leave one of the two out."))
        if file is None and not words.strip() and "file" not in self.errors:
            raise forms.ValidationError(_("Choose a file, or paste the text."))
        return data


def _named(article: Article) -> str:
    return f"{article.number}: {article.title}"


class RecordForm(forms.Form):
    """Step 2: what is known of a new article; `slug` is its address."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=1000)
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=100,
        validators=[SLUG],
        help_text=gettext_lazy("The last part of the article’s address. It never changes later."),
    )
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=type_choices)
    authors = forms.CharField(
        label=gettext_lazy("Authors"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line: family name, given name. Without a comma the line is the whole name."),
    )
    issued = forms.CharField(
        label=gettext_lazy("Published on"),
        required=False,
        help_text=gettext_lazy("2011-12-26, 2011-12 or 2011. Leave it empty where it is not known."),
    )
    container = forms.CharField(label=gettext_lazy("Published in"), required=False, max_length=1000)
    url = forms.URLField(label=gettext_lazy("Source address"), required=False, max_length=2000, assume_scheme="https")
    language = forms.CharField(
        label=gettext_lazy("Language"), max_length=35, initial="en", help_text=gettext_lazy("As a tag: en, ur, ru.")
    )

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if Article.objects.filter(slug=slug).exists() or Work.objects.filter(key=slug).exists():
            raise forms.ValidationError(_("There is an article or a source of this name. Choose another."))
        return slug

    def clean_issued(self) -> str:
        given = str(self.cleaned_data["issued"]).strip()
        drafted = records.record({"issued": records.date(given)})
        if given and not (DAY.fullmatch(given) and "issued" in drafted):
            raise forms.ValidationError(_("Write the day as 2011-12-26, the month as 2011-12, or the year."))
        return given

    def clean_language(self) -> str:
        found = records.language(self.cleaned_data["language"])
        if not found:
            raise forms.ValidationError(_("Write a language tag such as en, ur or ru."))
        return found

    def csl(self, draft: dict[str, Any]) -> dict[str, Any]:
        """Return the record that the form says, over what the file itself gave."""
        said = self.cleaned_data
        values = {
            "title": records.line(said["title"]),
            "author": names_of(said["authors"]),
            "issued": records.date(said["issued"]),
            "container-title": records.line(said["container"]),
            "URL": said["url"],
            "language": said["language"],
        }
        kept = {name: value for name, value in draft.items() if name not in values and name != "type"}
        return {"type": said["type"], **kept, **{name: value for name, value in values.items() if value}}


def names_of(lines: str) -> list[dict[str, str]]:
    """Return the names of a list, one a line, in the parts that CSL-JSON has."""
    found = []
    for line in filter(None, map(records.line, lines.splitlines())):
        family, comma, given = (part.strip() for part in line.partition(","))
        found.append({"family": family, "given": given} if comma and family and given else {"literal": line})
    return found


def initial(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return what the fields of RecordForm hold at first, from the draft of the record."""
    csl = metadata.get("csl", {})
    parts = csl.get("issued", {}).get("date-parts", [[]])[0]
    return {
        "title": csl.get("title", ""),
        "slug": metadata.get("slug", ""),
        "type": csl["type"] if csl.get("type") in TYPES else "document",
        "authors": "\n".join(_in_line(name) for name in csl.get("author", ())),
        "issued": "-".join(f"{part:02d}" for part in parts),
        "container": csl.get("container-title", ""),
        "url": csl.get("URL", ""),
        "language": csl.get("language", metadata.get("language", "en")),
    }


def _in_line(name: dict[str, str]) -> str:
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return name.get("literal") or ", ".join(filter(None, (family, name.get("given"))))

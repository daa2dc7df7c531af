"""The fields of a note that stand once in it; evidence and targets stand in rows of their own."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.content import Content, EvidenceItem, LinkItem, Place
from annotations.forms.fields import Text
from annotations.models import Annotation, Topic
from annotations.vocabulary import (
    VERDICT_MEANINGS,
    VERDICT_SIGNS,
    Confidence,
    CorrectionType,
    Kind,
    Status,
    Verdict,
)
from edition import tags

KIND_MEANINGS = {
    Kind.FACT_CHECK: gettext_lazy("Says with sources whether what the words claim is so."),
    Kind.CORRECTION: gettext_lazy("Gives a better reading of the words: spelling, a name, a date, a figure."),
    Kind.CROSS_REFERENCE: gettext_lazy("Sends the reader to passages that tell of the same."),
}
KINDS = [(kind.value, (kind.label, KIND_MEANINGS[kind])) for kind in Kind]
VERDICTS = [
    ("", ("", gettext_lazy("Not decided yet"), "")),
    *((v.value, (VERDICT_SIGNS[v.value], v.label, VERDICT_MEANINGS[v])) for v in Verdict),
]
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class NoteForm(forms.Form):
    """`exact` is the words that the note is on, which a correction's reading starts from."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of note"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a kind.")},
    )
    verdict = forms.ChoiceField(
        label=gettext_lazy("Verdict"),
        choices=[("", ""), *Verdict.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    claim_reviewed = Text(
        label=gettext_lazy("What do the words claim?"),
        help_text=gettext_lazy("In one sentence, as the article means it."),
        rows=2,
    )
    reading = Text(
        label=gettext_lazy("Corrected reading"),
        help_text=gettext_lazy("The words as they should read. Change only what is wrong."),
        rows=3,
        strip=False,
    )
    correction_type = forms.ChoiceField(
        label=gettext_lazy("Type of correction"),
        choices=[("", gettext_lazy("Choose a type")), *CorrectionType.choices],
        required=False,
    )
    sic = forms.BooleanField(label=gettext_lazy("A slip that a printer would mark [sic]"), required=False)
    gist = Text(
        label=gettext_lazy("In one line"),
        help_text=gettext_lazy("What is the case, in at most 280 characters: readers see it on the closed note."),
        rows=2,
    )
    finding = Text(
        label=gettext_lazy("Finding"),
        help_text=gettext_lazy(
            "What is the case, not what the author did wrong. Cite sources as [@key] or [@key, p. 12]; "
            "*emphasis*, lists and links as in Markdown."
        ),
        rows=7,
        longest=2_000_000,
        strip=False,
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("Confidence"),
        choices=[("", gettext_lazy("Not given")), *Confidence.choices],
        required=False,
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        choices=lambda: Topic.objects.values_list("slug", "title"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tags = Text(label=gettext_lazy("Tags"), help_text=gettext_lazy("Separated by commas."))
    related = Text(label=gettext_lazy("Related notes"), help_text=gettext_lazy("Their numbers, separated by commas."))
    started_from = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, exact: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exact = exact
        for name in ("confidence", "correction_type", "kind", "topics", "verdict"):
            self.fields[name].error_messages["invalid_choice"] = _("“%(value)s” is not in the list. Choose from it.")

    def clean_tags(self) -> tuple[str, ...]:
        found = tags.from_string(self.cleaned_data["tags"])
        if wrong := tags.problems(found):
            raise ValidationError(wrong)
        return tuple(found)

    def clean_related(self) -> tuple[int, ...]:
        numbers = [part.strip() for part in tags.COMMA.split(self.cleaned_data["related"]) if part.strip()]
        for number in numbers:
            if not _NUMBER.fullmatch(number):
                raise ValidationError(
                    _("“%(number)s” is no number of a note. Write numbers only: 12, 103.") % {"number": number[:30]}
                )
        found = tuple(sorted(set(map(int, numbers))))
        withdrawn = Annotation.objects.filter(number__in=found, status=Status.WITHDRAWN) if found else None
        if withdrawn and (note := withdrawn.first()):
            raise ValidationError(_("Note %(number)d is withdrawn. Leave it out.") % {"number": note.number})
        return found

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("reading") == self.exact:
            if data.get("kind") == Kind.CORRECTION:
                self.add_error(
                    "reading",
                    _("This is what the text says. Change the words, or leave the field empty for now."),
                )
            else:
                # The form filled it in itself, for a kind that was then not chosen.
                data["reading"] = ""

    def content(self, place: Place, evidence: tuple[EvidenceItem, ...], links: tuple[LinkItem, ...]) -> Content:
        """Return the content that the form holds; call it on a valid form."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "started_from"}
        chosen = set(fields.pop("topics"))
        order = Topic.objects.filter(slug__in=chosen).values_list("slug", flat=True)
        return Content(place=place, evidence=evidence, links=links, topics=tuple(order), **fields)


def initial(content: Content) -> dict[str, Any]:
    """Return the values with which the form opens on `content`."""
    names = ("kind", "verdict", "claim_reviewed", "correction_type", "reading", "sic")
    values: dict[str, Any] = {name: getattr(content, name) for name in (*names, "gist", "finding", "confidence")}
    values |= {"topics": list(content.topics), "tags": ", ".join(content.tags)}
    return values | {"related": ", ".join(map(str, content.related))}

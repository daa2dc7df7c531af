"""Rows of a cross-reference's targets: an article, a paragraph of it, and the words there."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotations import quoting
from annotations.content import LinkItem, Place
from annotations.forms.fields import Rows, Text
from annotations.quoting import Found, Hit
from annotations.rendering import name
from annotations.vocabulary import Relation
from edition.models import Article, Passage, Revision
from edition.texts.selectors import SelectorError

_PLACE = re.compile(r"([1-9][0-9]{0,5}):([0-9]{1,9}):([0-9]{1,9})")


class LinkForm(forms.Form):
    """One row. `place` is "revision:start:end": a target that was there before, or one that was chosen of several."""

    article = forms.ChoiceField(label=gettext_lazy("Article"), required=False)
    anchor = Text(
        label=gettext_lazy("Paragraph"),
        help_text=gettext_lazy("5, or t2 for a line of the title"),
        longest=30,
    )
    words = Text(
        label=gettext_lazy("The exact words"),
        help_text=gettext_lazy("Empty for the whole paragraph."),
        rows=2,
        longest=2_000_000,
        strip=False,
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Relation"),
        choices=[("", gettext_lazy("Choose")), *Relation.choices],
        required=False,
    )
    place = Text(widget=forms.HiddenInput, longest=40)

    def __init__(self, *args: Any, articles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"] = forms.ChoiceField(
            label=_("Article"), choices=[("", _("Choose")), *articles], required=False
        )
        self.hits: list[Hit] = []
        self.revision_number = 1
        self.target: Place | None = None

    @property
    def choices(self) -> list[tuple[str, Hit]]:
        """The places among which to choose, each with the value of `place` that names it."""
        return [(f"{self.revision_number}:{hit.start}:{hit.end}", hit) for hit in self.hits]

    def clean(self) -> None:
        data = self.cleaned_data
        typed = [
            data.get("article"),
            data.get("anchor"),
            data.get("relation"),
            (data.get("words") or "").strip(),
        ]
        if data.get("DELETE") or self.errors or not any(typed):
            return
        needed = (
            ("article", _("Choose the article.")),
            ("anchor", _("Give the paragraph: 5.")),
            ("relation", _("Choose how the two passages are related.")),
        )
        for field, sentence in needed:
            if not data.get(field):
                self.add_error(field, sentence)
        if not self.errors:
            self._find(data["article"], data["anchor"], data["words"])

    def _find(self, slug: str, anchor: str, words: str) -> None:
        chosen = _PLACE.fullmatch(self.cleaned_data["place"])
        revision = _revision(slug, int(chosen[1]) if chosen else None)
        if chosen and words.strip() and not _says(revision, int(chosen[2]), int(chosen[3]), words):
            revision = _revision(slug, None)  # other words are looked for where notes stand by now
        self.revision_number = revision.number
        try:
            passages = quoting.passages_named(revision, anchor)
        except quoting.NotFoundError as error:
            self.add_error("anchor", str(error))
            return
        start, end = passages[0].start, passages[-1].end
        if words.strip():
            if chosen and _is_there(revision, int(chosen[2]), int(chosen[3]), words, passages):
                start, end = int(chosen[2]), int(chosen[3])
            elif (only := self._only(revision, words, passages)) is None:
                return
            else:
                start, end = only.start, only.end
        self.target = Place(slug, revision.number, start, end)

    def _only(self, revision: Revision, words: str, passages: list[Passage]) -> Hit | None:
        """Return the one place of `words`, or set the error that asks for another wording or a choice."""
        try:
            found = quoting.find(revision, words, passages)
        except SelectorError as error:
            self.add_error("words", str(error))
            return None
        if len(found.here) == 1:
            return found.here[0]
        self.hits = found.here
        self.add_error("words", _sentence(found))
        return None

    def item(self) -> LinkItem | None:
        return LinkItem(self.target, self.cleaned_data["relation"]) if self.target else None


def _revision(slug: str, number: int | None) -> Revision:
    """Return the revision `number` of an article, or the newest where there is no such or none is named."""
    revisions = Revision.objects.light().filter(article__slug=slug)
    named = revisions.filter(number=number).first() if number else None
    return named or revisions.latest("number")


def _is_there(revision: Revision, start: int, end: int, words: str, passages: list[Passage]) -> bool:
    return _says(revision, start, end, words) and passages[0].start < end and start < passages[-1].end


def _says(revision: Revision, start: int, end: int, words: str) -> bool:
    return revision.text[start:end] in quoting.variants(words)


def _sentence(found: Found) -> str:
    if found.here:
        sentence = ngettext(
            "These words stand there %(count)d time. Choose the place below.",
            "These words stand there %(count)d times. Choose the place below.",
            len(found.here),
        )
        return sentence % {"count": len(found.here)}
    if found.elsewhere:
        where = ", ".join(dict.fromkeys(name(hit.anchor) for hit in found.elsewhere))
        return _("These words do not stand there, but in %(where)s. Change the paragraph.") % {"where": where}
    if found.nearest:
        return _("These words do not stand there. The nearest are: “%(words)s”. Copy them, if you mean them.") % {
            "words": found.nearest.exact
        }
    return _("These words do not stand there, and nothing is like them. Copy them from the article.")


class LinkRows(Rows):
    form = LinkForm
    own: Place | None = None

    def clean(self) -> None:
        """Refuse a target named twice, and the note's own words."""
        seen: set[Place] = set()
        for form in self.forms:
            if form.target is None:
                continue
            if form.target == self.own:
                form.add_error("words", _("These are the words that the note itself is on. Choose others."))
            if form.target in seen:
                form.add_error("words", _("This passage is named in a row above. Empty one of the two rows."))
            seen.add(form.target)

    def items(self) -> tuple[LinkItem, ...]:
        """Return the links of the rows in their order; call it on valid rows."""
        return tuple(item for form in self.forms if (item := form.item()) is not None)


def articles() -> list[tuple[str, str]]:
    """Return the articles to choose from, slug and label."""
    rows = Article.objects.published().values_list("slug", "number", "work__title")
    return [(slug, f"{number}. {title}") for slug, number, title in rows]


def initial(items: tuple[LinkItem, ...]) -> list[dict[str, Any]]:
    """Return the values with which the rows open."""
    return [{"relation": item.relation, **_where(item.target)} for item in items]


def _where(target: Place) -> dict[str, str]:
    revision = Revision.objects.light().get(article__slug=target.article, number=target.revision)
    touched = list(revision.passages.filter(end__gt=target.start, start__lt=target.end).order_by("position"))
    first, last = touched[0].anchor, touched[-1].anchor
    return {
        "article": target.article,
        "anchor": first if first == last else f"{first}-{last}",
        "words": revision.text[target.start : target.end],
        "place": f"{target.revision}:{target.start}:{target.end}",
    }

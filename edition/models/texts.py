"""Source articles: their captured texts, the passages of a text, and spans of it."""

import hashlib
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from edition import dates, markup
from edition.intake import IntakeError, reread
from edition.models.apparatus import ApparatusVersion
from edition.models.immutable import Immutable, ImmutableError, ImmutableQuerySet
from edition.models.works import Work
from edition.texts import anchors, selectors
from edition.texts.segmentation import ROLES

models.TextField.register_lookup(Length)

SLUG = RegexValidator(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use small letters, digits and single hyphens."))


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles in the order of the edition."""

    def published(self) -> "ArticleQuerySet":
        """Articles of which there is a text to read, in the edition's order, with their work records."""
        return self.filter(revisions__isnull=False).distinct().select_related("work").order_by("number")

    def touch(self) -> int:
        """Move the apparatus version of these articles, and that of the edition: what was kept is out of date.

        That of the edition moves even where there are no such articles: a page may tell of more than articles.
        """
        # First of all, always: two changes at once wait for each other here, and never crosswise for articles.
        ApparatusVersion.objects.move()
        return self.update(apparatus_version=models.F("apparatus_version") + 1)


class Article(models.Model):
    """One source article of the edition."""

    slug = models.CharField(max_length=100, unique=True, validators=[SLUG])
    number = models.PositiveIntegerField(unique=True, help_text=_("Its place in the edition, from 1."))
    work = models.OneToOneField(Work, models.PROTECT, related_name="article")
    headnote = models.TextField(blank=True, help_text=_("The editors' introduction, in Markdown."))
    headnote_html = models.TextField(blank=True, editable=False)
    rights = models.TextField(blank=True, help_text=_("In Markdown."))
    rights_html = models.TextField(blank=True, editable=False)
    provenance = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("What is known of the article, each field with value, certainty, evidence."),
    )
    apparatus_version = models.PositiveIntegerField(default=1, editable=False)

    objects = ArticleQuerySet.as_manager()
    tags = TaggableManager(blank=True)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the article with its Markdown rendered; raises ValidationError for what a page could not show."""
        self.full_clean()
        self.headnote_html = markup.render(self.headnote).html
        self.rights_html = markup.render(self.rights).html
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    @property
    def title(self) -> str:
        return self.work.title

    def clean(self) -> None:
        """Refuse a changed slug, for published addresses never die, and what a page could not show."""
        for name in ("headnote", "rights"):
            try:
                markup.render(getattr(self, name))
            except markup.MarkupError as error:
                raise ValidationError({name: str(error)}) from None
        if wrong := dates.problems(self.provenance):
            raise ValidationError({"provenance": wrong})
        if self.pk and not Article.objects.filter(pk=self.pk, slug=self.slug).exists():
            raise ValidationError({"slug": _("A slug is an address and never changes.")})

    @property
    def current(self) -> "Revision":
        """The newest revision; raises Revision.DoesNotExist when nothing was captured."""
        return self.revisions.select_related("article__work").latest("number")


class RevisionQuerySet(ImmutableQuerySet["Revision"]):
    """Revisions, with and without their texts."""

    def light(self) -> "RevisionQuerySet":
        """Without the original bytes, which only one page wants."""
        return self.defer("original")


class Revision(Immutable):
    """One captured state of an article's text. It never changes.

    `original` is what was imported, byte for byte; `text` is `original` decoded by `encoding`, and nothing else
    was done to it. For what is no plain text `encoding` names the reader with its version, such as `docx/1`: the same
    reader gives the same text again. Offsets everywhere are code points in `text`.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(help_text=_("v1, v2 …"))
    file_name = models.CharField(max_length=255, blank=True)
    encoding = models.CharField(max_length=40, default="utf-8")
    original = models.BinaryField()
    original_sha256 = models.CharField(max_length=64)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64, help_text=_("Of the text in UTF-8."))
    quirks = models.JSONField(default=list, blank=True, help_text=_("What a verbatim store must keep."))
    captured_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ("article", "number")
        constraints = (
            models.UniqueConstraint(fields=["article", "number"], name="revision_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="revision_from_1"),
            models.CheckConstraint(condition=models.Q(text__length__gte=1), name="revision_has_text"),
        )
        # The same file is looked for at every import.
        indexes = (models.Index(fields=["original_sha256"], name="revision_original"),)

    def __str__(self) -> str:
        return f"{self.article} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("revision", args=[self.article.slug, self.number])

    def clean(self) -> None:
        """Refuse a text that is not the original decoded, checksums that are not theirs, and a name no header holds."""
        if any(unicodedata.category(character) == "Cc" for character in self.file_name):
            raise ValidationError({"file_name": _("A file's name holds no line break or other control character.")})
        if problems := self.mismatches():
            raise ValidationError(problems)

    def mismatches(self) -> list[str]:
        """Return a sentence for every witness of the text that does not agree with the others."""
        original = bytes(self.original)
        found = [f"{self}: the text holds a NUL character."] if "\0" in self.text else []
        if sha256(original) != self.original_sha256:
            found.append(f"{self}: the original bytes do not have the SHA-256 {self.original_sha256}.")
        if sha256(self.text.encode()) != self.text_sha256:
            found.append(f"{self}: the text does not have the SHA-256 {self.text_sha256}.")
        try:
            text = reread(original, self.encoding)
        except (UnicodeDecodeError, LookupError, IntakeError) as error:
            return [*found, f"{self}: the original bytes are not {self.encoding}: {error}."]
        if text != self.text:
            found.append(f"{self}: the text is not the original bytes decoded as {self.encoding}.")
        return found


def anchor_problem(anchor: str, role: str) -> str:
    """Say why no new passage of `role` is called `anchor`; empty when it may be."""
    try:
        letter, fitting = anchors.parse(anchor)[0], anchors.series(role)
    except ValueError as error:
        return str(error)
    if letter == fitting:
        return ""
    return f"The anchor {anchor} does not fit the role {role}: its anchors begin with {fitting}."


def out_of_order(names: Iterable[str]) -> str:
    """Return the first of the anchors, in text order, that does not come after those of its series before it."""
    last: dict[str, tuple[int, int, tuple[int, ...]]] = {}
    for name in names:
        letter, key = name[0], anchors.sort_key(name)
        if letter in last and key <= last[letter]:
            return name
        last[letter] = key
    return ""


class PassageQuerySet(ImmutableQuerySet["Passage"]):
    """Passages: only the role may be changed, for an editor may confirm another."""

    def update(self, **kwargs: Any) -> int:
        if set(kwargs) != {"role"}:
            self._refuse("changed, but for its role")
        if kwargs["role"] not in ROLES:
            raise ValidationError(f"{kwargs['role']!r} is no role. Roles are: {', '.join(ROLES)}.")
        return models.QuerySet.update(self, **kwargs)


class Passage(Immutable):
    """A stretch of a revision with an anchor that is given once and never moves."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="passages")
    position = models.PositiveIntegerField()
    anchor = models.CharField(max_length=12)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    role = models.CharField(max_length=12, choices=[(role, role) for role in ROLES])
    remark = models.TextField(blank=True, help_text=_("An editor's remark on the passage."))
    quirks = models.JSONField(default=list, blank=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ("revision", "position")
        constraints = (
            models.UniqueConstraint(fields=["revision", "position"], name="passage_position"),
            models.UniqueConstraint(fields=["revision", "anchor"], name="passage_anchor"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="passage_not_empty"),
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="passage_role"),
        )

    def __str__(self) -> str:
        return f"{self.revision} {self.anchor}"

    def get_absolute_url(self) -> str:
        return reverse("passage", args=[self.revision.article.slug, self.anchor])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the passage, or change its role (`update_fields=["role"]`) and nothing else."""
        if self._state.adding:
            return super().save(*args, **kwargs)
        if set(kwargs.get("update_fields") or ()) != {"role"}:
            raise ImmutableError('A passage keeps its place and anchor. Save with update_fields=["role"].')
        self.full_clean()
        return models.Model.save(self, *args, **kwargs)

    def clean(self) -> None:
        """Refuse a new passage whose anchor does not fit its role, or that stands where another does.

        A role that is changed later leaves the anchor as it was given.
        """
        if not self._state.adding:
            return
        if wrong := anchor_problem(self.anchor, self.role):
            raise ValidationError({"anchor": wrong})
        if not self.text.strip():
            raise ValidationError(f"Passage {self.anchor} ({self.start}–{self.end}) holds no words of its text.")
        if other := self.revision.passages.filter(start__lt=self.end, end__gt=self.start).first():
            raise ValidationError(
                f"Passage {self.anchor} overlaps {other.anchor}. The passages of a text are made with it and none "
                "is added later: capture the text again as a new revision."
            )

    @property
    def text(self) -> str:
        return self.revision.text[self.start : self.end]


class SpanQuerySet(ImmutableQuerySet["Span"]):
    """Spans: one row for one range of a revision, shared by all that stand on it."""

    def at(self, revision: Revision, start: int, end: int) -> "Span":
        """Return the span of `revision` from code point `start` to `end`, made if need be.

        Raises SelectorError for a range that is empty, outside the text, or splits a grapheme cluster.
        """
        if found := self.filter(revision=revision, start=start, end=end).first():
            return found
        return self.bulk_create([self._made(revision, _touched(revision, start, end)[:1], start, end)])[0]

    def at_all(self, revision: Revision, ranges: Collection[tuple[int, int]]) -> "dict[tuple[int, int], Span]":
        """Return the spans of these ranges of `revision`, as `at` does: in as few queries for many as for one."""
        there = {(span.start, span.end): span for span in self.filter(revision=revision)} if ranges else {}
        passages = list(revision.passages.order_by("start")) if ranges else []
        new = []
        for start, end in sorted(set(ranges) - set(there)):
            touched = [one for one in passages if one.end > start and one.start < end]
            new.append(self._made(revision, touched, start, end))
        there |= {(span.start, span.end): span for span in self.bulk_create(new)}
        return {place: there[place] for place in ranges}

    def _made(self, revision: Revision, touched: "Iterable[Passage]", start: int, end: int) -> "Span":
        """Return a span that is not stored yet; `touched` are the passages that it touches, in order."""
        selector = selectors.describe(revision.text, start, end)
        passage = next(iter(touched), None)
        if passage is None:
            raise selectors.SelectorError("These characters lie between paragraphs. Select words of a paragraph.")
        witnesses = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
        return self.model(revision=revision, passage=passage, start=start, end=end, **witnesses)


def _touched(revision: Revision, start: int, end: int) -> "models.QuerySet[Passage]":
    return revision.passages.filter(end__gt=start, start__lt=end).order_by("start")


class Span(Immutable):
    """A half-open range of a revision's text with its four witnesses: place, quote, context and passage."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="spans")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="spans", help_text=_("The first it touches."))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ("revision", "start", "-end")
        constraints = (
            models.UniqueConstraint(fields=["revision", "start", "end"], name="span_range"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="span_not_empty"),
            models.CheckConstraint(
                condition=models.Q(exact__length=models.F("end") - models.F("start")),
                name="span_exact_length",
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision} {self.start}–{self.end}"

    def clean(self) -> None:
        """Refuse witnesses that do not agree with the revision's text."""
        if problems := self.mismatches():
            raise ValidationError(problems)

    def mismatches(self) -> list[str]:
        """Return a sentence for every witness that is not what `selectors.describe` says of the text."""
        text, found = self.revision.text, []
        if self.passage.revision_id != self.revision_id or not (
            self.passage.start < self.end and self.start < self.passage.end
        ):
            found.append(f"Span {self}: it does not lie in passage {self.passage.anchor}.")
        try:
            selector = selectors.describe(text, self.start, self.end)
        except selectors.SelectorError as error:
            return [*found, f"Span {self}: {error}"]
        if selector.exact != self.exact:
            found.append(f"Span {self}: the text there is not {self.exact[:60]!r}.")
        if selector.prefix != self.prefix:
            found.append(f"Span {self}: the words before it are not {self.prefix[-60:]!r}.")
        if selector.suffix != self.suffix:
            found.append(f"Span {self}: the words after it are not {self.suffix[:60]!r}.")
        return found


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()

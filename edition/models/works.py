"""Bibliographic records, of sources and of the edition's own articles."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from edition.citations import record
from edition.citations.record import Record
from edition.citations.validation import KEY


class WorkQuerySet(models.QuerySet["Work"]):
    """Works by what they are in the edition."""

    def sources(self) -> "WorkQuerySet":
        """Works that are not articles of this edition, without those that were merged into another."""
        return self.filter(article__isnull=True, merged__isnull=True)

    def with_words(self, query: str) -> "WorkQuerySet":
        """Works with each word of `query` (the first eight) in key, author, title or reference."""
        wanted = models.Q()
        for word in query.replace("\x00", "").split()[:8]:
            wanted &= (
                models.Q(key__icontains=word)
                | models.Q(title__icontains=word)
                | models.Q(sort_name__icontains=word)
                | models.Q(reference_html__icontains=word)
            )
        return self.filter(wanted)

    def alphabetical(self) -> "WorkQuerySet":
        """By author, then title, then key; capitals do not count."""
        return self.order_by(Lower("sort_name"), Lower("title"), "key")

    def records(self) -> Iterator[Record]:
        """Return the neutral records one by one, for exports of any length."""
        for row in self.values_list(*_OF_A_RECORD).iterator(chunk_size=500):
            yield _record(*row)


class Work(models.Model):
    """One bibliographic record: the variables of CSL-JSON 1.0.2, and how far the editors saw the work.

    `type`, `title`, `sort_name` and `year` are derived from `csl` on save, for lists and filters.
    """

    class Quality(models.TextChoices):
        PRIMARY = "primary", _("Primary: treaties, laws, speeches, diplomatic and official papers")
        SCHOLARLY = "scholarly", _("Scholarly: books, theses, journals, research institutes")
        PRESS = "press", _("Press")
        REFERENCE = "reference", _("Reference: encyclopaedias, timelines, institutional pages")
        WEAK = "weak", _("Weak: forums, quiz sites, student notes, weblogs, anonymous copies")

    key = models.CharField(
        max_length=100,
        unique=True,
        validators=[RegexValidator(rf"\A{KEY.pattern}\Z", _("Use small letters, digits and hyphens."))],
        help_text=_("The address of the work and its citation key. It never changes."),
    )
    csl = models.JSONField(_("CSL-JSON"), help_text=_("The record's variables, without id."))
    consulted = models.BooleanField(null=True, blank=True, help_text=_("Did the editors see the work itself?"))
    quality = models.CharField(max_length=10, choices=Quality, blank=True)
    archived_url = models.CharField(
        _("archived copy"), max_length=2000, blank=True, validators=[URLValidator(schemes=("http", "https"))]
    )
    archived_on = models.DateField(null=True, blank=True, help_text=_("The day of the archived copy."))
    unreachable_on = models.DateField(
        null=True, blank=True, help_text=_("The day on which the original could not be reached; empty while it can.")
    )
    type = models.CharField(max_length=40, editable=False)
    title = models.TextField(editable=False, blank=True)
    sort_name = models.CharField(max_length=300, editable=False, blank=True)
    year = models.IntegerField(null=True, editable=False)
    edits = models.PositiveIntegerField(default=0, editable=False, help_text=_("How often the record was stored."))
    reference_html = models.TextField(blank=True, editable=False, help_text=_("The reference in the house style."))

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["sort_name", "title"], name="work_alphabetical"),)

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the record with its derived columns; raises ValidationError for a bad record."""
        self.derive()
        self.full_clean()
        self.edits += 1
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("work", args=[self.key])

    @property
    def standing(self) -> "Work":
        """The work into which this one was merged, or this one."""
        work = self
        while merged := getattr(work, "merged", None):
            work = merged.into
        return work

    def clean(self) -> None:
        """Refuse a record that is no CSL-JSON item, and a changed key."""
        if problems := record.validate(self.csl):
            raise ValidationError({"csl": problems})
        if ours := sorted({"id", "custom"} & set(self.csl)):
            raise ValidationError({"csl": _("Leave out “%s”: the site gives it.") % "”, “".join(ours)})
        if self.pk and not Work.objects.filter(pk=self.pk, key=self.key).exists():
            raise ValidationError({"key": _("A key is an address and never changes.")})

    def derive(self) -> None:
        """Set the columns that follow from the record; a reference that was made of it is out of date."""
        if record.validate(self.csl):
            return
        self.type, self.title = self.csl["type"], self.csl.get("title", "")
        self.sort_name, self.year = record.sort_name(self.csl)[:300], record.year(self.csl)
        self.reference_html = ""

    def as_record(self) -> Record:
        """Return the neutral record that the citation formats write, with the editors' remarks in `custom`.

        Where the original cannot be reached, the address is that of the archived copy.
        """
        return _record(*(getattr(self, name) for name in _OF_A_RECORD))


_OF_A_RECORD = ("key", "csl", "consulted", "quality", "archived_url", "archived_on", "unreachable_on")


def _record(
    key: str,
    csl: dict[str, Any],
    consulted: bool | None,
    quality: str,
    archived_url: str,
    archived_on: date | None,
    unreachable_on: date | None,
) -> Record:
    if consulted is None and not quality and not archived_url:
        return Record(key, csl)
    custom: dict[str, Any] = {} if consulted is None else {"consulted": consulted}
    if quality:
        custom["quality"] = quality
    if archived_url:
        custom["archived-url"] = archived_url
        if archived_on:
            custom["archived-on"] = archived_on.isoformat()
        if unreachable_on and "URL" in csl:
            custom["original-url"] = csl["URL"]
            csl = {**csl, "URL": archived_url}
    return Record(key, {**csl, "custom": custom})


class FormattedCitation(models.Model):
    """A reference as a citation style prints it, kept by the digest of record, style and engine."""

    digest = models.CharField(max_length=64, primary_key=True)
    style = models.CharField(max_length=40)
    text = models.TextField()
    html = models.TextField()
    inline = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.text

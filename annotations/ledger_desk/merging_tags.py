"""Tags: renamed, or merged into another; every note and article that carries one follows, each with a version."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from taggit.models import Tag

from annotations.content import Content
from annotations.ledger_desk import rewriting
from annotations.ledger_desk.articles import ArticleRecord
from annotations.ledger_desk.records import store
from annotations.models import Annotation
from edition import tags, versions
from edition.models import Article, MergedTag, RecordVersion
from edition.people import public_name


class TagRefused(Exception):
    """The tag cannot be renamed or merged so; the message says why."""


@transaction.atomic
def rename(tag: Tag, name: str, by: User, *, started_from: int, why: str = "") -> int:
    """Call `tag` `name` from now on; its address stays. Return how many notes and articles follow.

    Raises TagRefused, and Stale where somebody renamed or merged it in between.
    """
    name = " ".join(name.split())
    tag = _locked(tag, started_from)
    if sentence := _bad_name(tag, name):
        raise TagRefused(sentence)
    old = tag.name
    _remember(tag, tag, by)
    reason = " ".join(filter(None, [f"The tag “{old}” is called “{name}” now.", why.strip()]))
    count = _follow(tag, old, name, by, reason, lambda: _call(tag, name))
    before, after = {"name": old, "merged_into": ""}, {"name": name, "merged_into": ""}
    versions.append(RecordVersion.Kind.TAG, tag.slug, after, by, why, "save", before=before)
    Article.objects.touch()
    return count


@transaction.atomic
def merge(tag: Tag, into: Tag, by: User, *, started_from: int, why: str = "") -> int:
    """Let all that carries `tag` carry `into`; the address of `tag` leads there. Return how many follow.

    Raises TagRefused, Stale.
    """
    tag = _locked(tag, started_from, into)
    if tag.pk == into.pk:
        raise TagRefused(_("This is the same tag. Choose another."))
    if leads_to(into.slug) == tag:
        raise TagRefused(_used(into.name, tag.name))
    if gone(into):
        raise TagRefused(_("The tag “%(tag)s” was itself merged into another. Choose that one.") % {"tag": into.name})
    _remember(tag, into, by)
    reason = " ".join(filter(None, [f"The tag “{tag.name}” was merged into “{into.name}”.", why.strip()]))
    count = _follow(tag, tag.name, into.name, by, reason, lambda: None)
    before = {"name": tag.name, "merged_into": ""}
    after = {**before, "merged_into": into.name}
    versions.append(RecordVersion.Kind.TAG, tag.slug, after, by, why, "merge", before=before)
    Article.objects.touch()
    return count


def gone(tag: Tag) -> bool:
    """Whether `tag` was merged into another."""
    return MergedTag.objects.filter(slug=tag.slug).exclude(into=tag).exists()


def leads_to(slug: str) -> Tag | None:
    """Return the tag to which the address of a merged tag leads; None for any other address."""
    tag = None
    while row := MergedTag.objects.filter(slug=slug).exclude(into__slug=slug).select_related("into").first():
        tag, slug = row.into, row.into.slug
    return tag


def carrying(tag: Tag) -> tuple[list[Annotation], list[Article]]:
    """Return the notes, in any state, and the articles that carry `tag`."""
    under_way = rewriting.under_way("tags", tag.name)
    notes = Annotation.objects.with_place()
    numbers = {*notes.filter(tags=tag).values_list("number", flat=True), *under_way}
    return list(notes.filter(number__in=numbers).order_by("number")), list(Article.objects.filter(tags=tag))


def _locked(tag: Tag, started_from: int, *others: Tag) -> Tag:
    """Return the tag, held with `others` until the transaction ends: in the order of their keys, whoever asks."""
    keys = {tag.pk, *(other.pk for other in others)}
    tag = {row.pk: row for row in Tag.objects.select_for_update().filter(pk__in=keys).order_by("pk")}[tag.pk]
    versions.check(RecordVersion.Kind.TAG, tag.slug, started_from)
    if gone(tag):
        raise TagRefused(_("The tag “%(tag)s” was merged into another.") % {"tag": tag.name})
    return tag


def _bad_name(tag: Tag, name: str) -> str:
    if not name or name == tag.name:
        return _("Give the tag another name.")
    if len(tags.from_string(name)) != 1:
        return _("A comma parts tags: a name holds none.")
    if other := Tag.objects.filter(name=name).exclude(pk=tag.pk).first():
        into = leads_to(other.slug)
        return _used(name, into.name) if into else _taken(name)
    return tags.problem(name)


def _taken(name: str) -> str:
    return _("There is a tag “%(tag)s” already. Merge the two.") % {"tag": name}


def _used(name: str, into: str) -> str:
    return _("The name “%(tag)s” leads to “%(into)s” and cannot be used again.") % {"tag": name, "into": into}


def _call(tag: Tag, name: str) -> None:
    tag.name = name
    try:
        with transaction.atomic():
            tag.save(update_fields=["name"])
    except IntegrityError:  # another tag was given the name at the same moment
        raise TagRefused(_taken(name)) from None


def _remember(tag: Tag, into: Tag, by: User) -> None:
    row = MergedTag(name=tag.name, slug=tag.slug, into=into, by=by, by_name=public_name(by), at=timezone.now())
    row.save()


def _follow(tag: Tag, old: str, new: str, by: User, why: str, change: Callable[[], None]) -> int:
    notes, articles = carrying(tag)
    record = ArticleRecord()
    before = [(article, record.fields(article)) for article in articles]
    change()

    def renamed(content: Content) -> Content:
        if old not in content.tags:
            return content
        return replace(content, tags=tuple(sorted({new if name == old else name for name in content.tags})))

    rewriting.notes([note.number for note in notes], renamed, by, why)
    for article, fields in before:
        names = sorted({new if name == old else name for name in fields["tags"]})
        store(record, record.lock(article.slug), article.slug, {**fields, "tags": names}, by, why, "merge", fields)
    return len(notes) + len(articles)

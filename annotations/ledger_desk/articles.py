"""What the editors say of an article: headnote, rights, what is known of it, tags, its number in the edition."""

from typing import Any

from django.utils.translation import gettext as _

from annotations.ledger_desk.records import Fields, Record, refused
from edition import tags
from edition.models import Article, RecordVersion
from edition.search.texts import refresh_passages


class ArticleRecord(Record[Article]):
    """Of an article what is not its text, its slug or its bibliographic record, which is a work."""

    kind = RecordVersion.Kind.ARTICLE
    model = Article

    def fields(self, row: Article) -> Fields:
        return {
            "number": row.number,
            "headnote": row.headnote,
            "rights": row.rights,
            "provenance": row.provenance,
            "tags": sorted(row.tags.names()),
        }

    def write(self, row: Article, fields: Fields) -> None:
        other = Article.objects.filter(number=fields["number"]).exclude(pk=row.pk).first()
        if other is not None:
            sentence = _("Article “%(title)s” has this number. Give that one another first.")
            raise refused("number", sentence % {"title": other.title})
        if wrong := [*tags.problems(fields["tags"]), *tags.given_up(fields["tags"])]:
            raise refused("tags", " ".join(wrong))
        names = ("number", "headnote", "rights", "provenance")
        for name in names:
            setattr(row, name, fields[name])
        row.save(update_fields=[*names, "headnote_html", "rights_html"])
        row.tags.set(fields["tags"])

    def described(self, fields: Fields) -> dict[str, str]:
        return {
            _("Number in the edition"): str(fields["number"]),
            _("Headnote"): fields["headnote"],
            _("Rights"): fields["rights"],
            _("Tags"): ", ".join(fields["tags"]),
            **{str(name): _in_words(value) for name, value in sorted(fields["provenance"].items())},
        }

    def refresh(self, row: Article) -> None:
        if row.revisions.exists():
            refresh_passages(row)


def _in_words(value: Any) -> str:
    """Return one thing known of an article in a line: its value, how certain it is, and on what that rests."""
    if isinstance(value, dict):
        return " · ".join(f"{name}: {_in_words(part)}" for name, part in sorted(value.items()) if part is not None)
    return "; ".join(map(_in_words, value)) if isinstance(value, list) else str(value)

"""Tags as records: a name, and into which tag it was merged. `merging_tags` changes them."""

from django.utils.translation import gettext as _
from taggit.models import Tag

from annotations.ledger_desk.merging_tags import leads_to
from annotations.ledger_desk.records import Fields, Record, refused
from edition.models import RecordVersion


class TagRecord(Record[Tag]):
    """A tag's name changes by renaming alone, for all that carries it follows."""

    kind = RecordVersion.Kind.TAG
    model = Tag

    def fields(self, row: Tag) -> Fields:
        into = leads_to(row.slug)
        return {"name": row.name, "merged_into": into.name if into else ""}

    def write(self, row: Tag, fields: Fields) -> None:
        raise refused("name", _("Rename the tag, or merge it into another: notes and articles follow."))

    def described(self, fields: Fields) -> dict[str, str]:
        return {_("Name"): fields["name"], _("Merged into"): fields["merged_into"]}

    def refresh(self, row: Tag) -> None:
        """Nothing of a tag is found but by what carries it."""

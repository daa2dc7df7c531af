"""All that a page says of itself to programs: its typed links, its record in meta tags, its JSON-LD."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from edition.citations.record import Record
from edition.citations.registry import FORMATS
from edition.metadata import dublin_core, highwire
from edition.metadata.highwire import Tag
from edition.metadata.schema_org import Node, script
from edition.signposting import Link


@dataclass(frozen=True, slots=True)
class Description:
    """What a page is: links for the head of the answer, a record, and what else there is to say in meta tags.

    A page without a record is no work to be cited, such as the first page.
    """

    links: tuple[Link, ...]
    node: Node
    record: Record | None = None
    rights: str = ""
    others: tuple[Tag, ...] = ()
    is_elsewhere: bool = False
    """Whether the record is of something that did not appear on this site."""

    @property
    def meta(self) -> list[Tag]:
        """Names and contents of the meta tags."""
        if self.record is None:
            return []
        return [*highwire.tags(self.record), *self.others, *dublin_core.tags(self.record, self.rights)]

    @property
    def head(self) -> SafeString:
        """What stands of it in the head of the page, as HTML."""
        tags = format_html_join("", '<meta name="{}" content="{}">\n', self.meta)
        schema = format_html('<link rel="schema.DC" href="{}">\n', dublin_core.SCHEMA) if tags else ""
        data = mark_safe(script(self.node))  # noqa: S308
        return format_html('{}{}<script type="application/ld+json">{}</script>\n', schema, tags, data)


def formats(name: str, parts: Mapping[str, object], base: str, *, query: str = "") -> list[Link]:
    """Return links to the citation in every data format, whose files stand at the address called `name`."""
    above, after = folder(name, parts, base), f"?{query}" if query else ""
    return [
        Link(f"{above}{form.slug}{after}", "describedby", form.media_type)
        for form in FORMATS.values()
        if form.kind == "data"
    ]


def folder(name: str, parts: Mapping[str, object], base: str) -> str:
    """Return the address below which the files stand whose names are the `form` of the address called `name`."""
    return base + reverse(name, kwargs={**parts, "form": "form"}).removesuffix("form")

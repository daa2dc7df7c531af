"""What the pages of an import show: how a text was read, its passages, its preview, and how it differs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from annotations import outcomes, reading, rendering
from annotations.apparatus import Apparatus
from annotations.carrying import Plan
from annotations.differences import words
from annotations.forms.intake import ROLE_WORDS
from annotations.outcomes import Row, Target
from annotations.paragraphs import Frame, label
from annotations.reading import Extent, Shown
from edition.capture import Block
from edition.models import Article, Intake, Revision, Work
from edition.texts import anchors, segmentation

ON_A_PAGE = 200
_MENU = re.compile(r'<details class="pmenu".*?</details>', re.DOTALL)
KINDS = {
    "same": gettext_lazy("The same"),
    "edited": gettext_lazy("Changed"),
    "moved": gettext_lazy("Moved"),
    "new": gettext_lazy("New"),
    "gone": gettext_lazy("Gone"),
    "split": gettext_lazy("Divided"),
    "joined": gettext_lazy("Joined"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One passage of the table: its index, its words, the role that is chosen, and how many lines it has."""

    index: int
    text: str
    role: str
    lines: int


def lines(text: str, blocks: Sequence[segmentation.Block], number: Any, typed: Mapping[str, str]) -> Page[Line]:
    """Return a page of the table of passages; what was `typed` goes over what is stored."""
    page: Page[Any] = Paginator(range(len(blocks)), ON_A_PAGE).get_page(number)
    page.object_list = [_line(text, index, blocks[index], typed) for index in page.object_list]
    return page


def _line(text: str, index: int, block: segmentation.Block, typed: Mapping[str, str]) -> Line:
    said = text[block.start : block.end]
    role = typed.get(f"role-{index}", block.role)
    return Line(index, said, role if role in ROLE_WORDS else block.role, len(said.splitlines()))


def unstored(found: Intake, text: str) -> Revision:
    """Return the text that an import would make, as a row that is not stored."""
    if found.article:
        return Revision(article=found.article, number=found.article.current.number + 1, text=text)
    work = Work(key=found.metadata.get("slug", ""), csl=found.metadata.get("csl", {}))
    article = Article(slug=found.metadata.get("slug", ""), number=1, work=work)
    return Revision(article=article, number=1, text=text)


def extents(blocks: Sequence[Block | segmentation.Block]) -> list[Extent]:
    """Return the passages with the anchors that they will have."""
    given = [getattr(block, "anchor", "") for block in blocks]
    names = given if any(given) else anchors.number(block.role for block in blocks)
    return [Extent(name, block.start, block.end, block.role) for name, block in zip(names, blocks, strict=True)]


def preview(revision: Revision, parts: Sequence[Extent]) -> reading.Reading:
    """Return the text as readers will see it, without notes; a number stands where they will have its menu."""
    shown = reading.compose(parts, Apparatus([], {}), revision, Frame.of(revision, may_write=False))
    for one in (*shown.head, *shown.body, *shown.aside):
        one.pieces[:] = [_MENU.sub(_number(one), piece) for piece in one.pieces]
    return shown


def _number(one: Shown) -> str:
    return f'<span class="pmenu pnum" data-editorial>{label(one.anchor)}</span>'


@dataclass(frozen=True, slots=True)
class Changed:
    """How one passage differs, or that a run of them does not: what it is called before and after, and its words."""

    kind: str
    word: str
    old: str
    new: str
    html: SafeString


def changes(plan: Plan) -> list[Changed]:
    """Return how the passages differ, in order; those that are the same stand together in one row."""
    base = plan.base
    rows = base.passages.order_by("position").values_list("anchor", "start", "end")
    old = {anchor: base.text[start:end] for anchor, start, end in rows}
    new = {block.anchor: plan.text[block.start : block.end] for block in plan.blocks}
    found = []
    for kind, run in groupby(plan.alignment.pairs, key=lambda pair: pair.kind):
        pairs = list(run)
        if kind == "same":
            found.append(_same([pair.new or "" for pair in pairs]))
            continue
        found += [_changed(pair, old, new) for pair in pairs]
    return found


def _same(names: list[str]) -> Changed:
    first, last = rendering.name(names[0]), rendering.name(names[-1])
    named = first if len(names) == 1 else f"{first} … {last}"
    return Changed("same", str(KINDS["same"]), named, named, SafeString(""))


def _changed(pair: Any, old: Mapping[str, str], new: Mapping[str, str]) -> Changed:
    before, after = old.get(pair.old or "", ""), new.get(pair.new or "", "")
    old_name, new_name = (rendering.name(anchor) if anchor else "" for anchor in (pair.old, pair.new))
    return Changed(pair.kind, str(KINDS.get(pair.kind, pair.kind)), old_name, new_name, words(before, after))


def outcome_groups(plan: Plan, revision: Revision) -> list[tuple[str, str, list[Row]]]:
    """Return what stands on the earlier texts by what becomes of it: its code, its word, and the rows."""
    targets = {revision.article.pk: Target(revision, extents(plan.blocks))}
    rows = outcomes.rows(plan.found, targets)
    named = [(str(value), str(word)) for value, word in outcomes.WORDS.items()]
    return [(value, word, [row for row in rows if row.outcome == value]) for value, word in named]


def safe(html: str) -> SafeString:
    """Mark HTML as such that was made of escaped words by `annotations.reading`."""
    return mark_safe(html)  # noqa: S308

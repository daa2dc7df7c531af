"""A note as readers would see it, made from its content alone: nothing is stored on the way."""

import re
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe

from annotations import apparatus, rendering
from annotations.apparatus import Apparatus, Entry, Ground, Source, Target
from annotations.content import Content, LinkItem, Place
from annotations.labels import KIND_CLASS, Labels
from annotations.models import Topic
from edition import markup
from edition.models import Passage, Revision, Work
from edition.texts.weaving import weave

# As annotations.rendering writes it; what editors wrote has no bare "<".
_CITED = re.compile(r'<a class="cite" href="#ref-\d+"(?: id="[^"]*")?>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Preview:
    """The parts of a note as HTML: its words in their passages, what it says, and its numbered sources."""

    css: str
    letter: str
    kind: str
    result: SafeString
    gist: str
    body: SafeString
    passages: list[tuple[str, SafeString]]
    sources: list[Source]


def show(content: Content, number: int = 0) -> Preview:
    """Return `content` as readers would see it; raises MarkupError or SelectorError for content with problems."""
    revision, passages = where(content.place)
    made = apparatus.alone(_entry(content, number, revision))
    labels, entry = Labels.now(), made.entries[0]
    page = rendering.Page(made, labels)
    return Preview(
        KIND_CLASS[content.kind],
        entry.letter,
        labels.kinds[content.kind],
        _safe(rendering.result(entry, labels)),
        _safe(rendering.gist_html(entry, labels, rendering.gist(entry, labels))),
        _safe(rendering.body(entry, page)),
        _woven(revision, passages, made, labels),
        [cited.source for cited in page.sources()],
    )


def unlinked(shown: Preview) -> Preview:
    """Return a preview whose citations are words and no links, for a page that shows two of them: ids are unique."""
    return replace(shown, body=_safe(_CITED.sub(r'<span class="cite">\1</span>', shown.body)))


def where(place: Place) -> tuple[Revision, list[Passage]]:
    """Return the revision of a place and the passages it touches."""
    revision = (
        Revision.objects.light().select_related("article__work").get(article__slug=place.article, number=place.revision)
    )
    touched = revision.passages.filter(end__gt=place.start, start__lt=place.end)
    return revision, list(touched.order_by("position"))


def _woven(
    revision: Revision, passages: list[Passage], made: Apparatus, labels: Labels
) -> list[tuple[str, SafeString]]:
    bounds = [(passage.start, passage.end) for passage in passages]
    html = weave(revision.text, bounds, rendering.marks(made, labels))
    return [(rendering.name(p.anchor), _safe(woven)) for p, woven in zip(passages, html, strict=True)]


def _safe(html: str) -> SafeString:
    # What annotations.rendering returns was escaped or cleaned there.
    return mark_safe(html)  # noqa: S308


def _entry(content: Content, number: int, revision: Revision) -> Entry:
    keys = {item.source for item in content.evidence}
    works = dict(Work.objects.filter(key__in=keys).values_list("key", "pk"))
    entry = Entry(
        id=0,
        number=number,
        kind=content.kind,
        start=content.place.start,
        end=content.place.end,
        exact=revision.text[content.place.start : content.place.end],
        verdict=content.verdict,
        gist=content.gist,
        finding_html=markup.render(content.finding, keys, is_draft=True).html,
        correction_type=content.correction_type,
        reading=content.reading,
        sic=content.sic,
        confidence=content.confidence,
        letter="a",
    )
    entry.evidence = tuple(
        Ground(works[item.source], item.locator, item.stance, item.supports, item.quotation)
        for item in content.evidence
    )
    entry.targets = tuple(_target(item) for item in content.links)
    entry.topics = tuple(Topic.objects.filter(slug__in=content.topics).values_list("slug", "title"))
    return entry


def _target(item: LinkItem) -> Target:
    revision, passages = where(item.target)
    article = revision.article
    return Target(
        item.relation,
        False,
        article.slug,
        article.number,
        article.title,
        revision.number,
        passages[0].anchor if passages else "",
        revision.text[item.target.start : item.target.end],
        article.work_id,
    )

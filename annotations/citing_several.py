"""Things of the edition named by their addresses, to be cited together: what a reader has marked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils.translation import override

from annotations import citable, citing
from annotations.models import Annotation, Claim, Topic
from edition import citing as texts
from edition.citations.record import Record
from edition.languages import without_language
from edition.lookup import revision_or_404
from edition.models import Revision, Work
from edition.views.cite import Listed

MOST = 200


@dataclass(slots=True)
class Several:
    """What was found of the addresses that were named, each once, in their order; and the addresses of nothing."""

    found: list[Listed] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def find(addresses: Iterable[str], base: str) -> Several:
    """Look up addresses of this site: paths such as /notes/2/, in any language, or the same after `base`."""
    finder, several = _Finder(base), Several()
    found: dict[str, Listed] = {}
    for address in dict.fromkeys(addresses):
        try:
            listed = finder.find(address)
            found.setdefault(listed.path, listed)
        except (Http404, Resolver404):
            several.lost.append(address)
    several.found = list(found.values())
    return several


class _Finder:
    """Finds records by address; a text is read once, however many of its passages are cited."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.revisions: dict[tuple[str, int | None], Revision] = {}

    def find(self, address: str) -> Listed:
        """Return what stands at `address`; raises Http404 where nothing does that can be cited."""
        path, _, anchor = address.removeprefix(self.base).partition("#")
        if not path.startswith("/") or "\0" in path:
            raise Http404
        # A citation leads to a passage by #p5 on the reading page.
        path = without_language(path) + (f"{anchor}/" if anchor else "")
        with override(settings.LANGUAGE_CODE):
            match = resolve(path)
            makers: dict[str | None, Callable[..., Record]] = {
                "article": self._text,
                "revision": self._text,
                "passage": self._passage,
                "note": self._note,
                "work": self._work,
                "topic": self._topic,
                "claim": self._claim,
            }
            if match.url_name not in makers:
                raise Http404
            return Listed(makers[match.url_name](*match.args, **match.kwargs), path)

    def _revision(self, slug: str, number: int | None) -> Revision:
        key = (slug, number)
        if key not in self.revisions:
            self.revisions[key] = revision_or_404(slug, number)
        return self.revisions[key]

    def _text(self, slug: str, number: int | None = None) -> Record:
        return texts.of_revision(self._revision(slug, number), self.base)

    def _passage(self, slug: str, anchor: str, number: int | None = None) -> Record:
        revision = self._revision(slug, number)
        return texts.of_passages(revision, citable.passages_or_404(revision, anchor), self.base)

    def _note(self, number: int) -> Record:
        return citing.of_note(_row(Annotation.objects.public().with_place(), number=number), self.base)

    def _work(self, key: str) -> Record:
        work: Work = _row(Work.objects.select_related("merged__into"), key=key)
        return work.standing.as_record()

    def _topic(self, slug: str) -> Record:
        return citing.of_topic(_row(Topic.objects.all(), slug=slug), self.base)

    def _claim(self, slug: str) -> Record:
        return citing.of_claim(_row(Claim.objects.all(), slug=slug), self.base)


def _row(rows: Any, **by: Any) -> Any:
    if (found := rows.filter(**by).first()) is None:
        raise Http404
    return found

"""What a reviewer looks at before publishing: what can be computed is, the rest is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.content import Content, Place
from annotations.models import Annotation
from annotations.vocabulary import VERDICT_MEANINGS, Verdict
from edition.models import Revision, Span, Work

# Words by which a finding speaks of the author instead of the case.
_OF_THE_AUTHOR = re.compile(
    r"\bthe (?:author|writer) (?:\w+ )?(?:confuses|claims|errs|mistakes|fails|is wrong|lies|forgets|ignores)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: `met` is True or False where it was computed, None where one has to look oneself."""

    met: bool | None
    sentence: str
    links: tuple[tuple[str, str], ...] = ()


def checks(note: Annotation, content: Content) -> list[Check]:
    """Return what is to be looked at before `content` is published."""
    found = [_words_stand(content.place), *_newest(content.place), *_sources(content)]
    if content.verdict in Verdict.values:
        verdict = Verdict(content.verdict)
        sentence = _("Does the verdict fit the finding? %(verdict)s: %(meaning)s") % {
            "verdict": verdict.label,
            "meaning": VERDICT_MEANINGS[verdict],
        }
        found.append(Check(None, sentence))
    return [*found, _tone(content)]


def _words_stand(place: Place) -> Check:
    """Whether the words are those of the stored text, and the text the one whose checksum was kept."""
    revision = Revision.objects.get(article__slug=place.article, number=place.revision)
    span = Span.objects.filter(revision=revision, start=place.start, end=place.end).first()
    wrong = [*revision.mismatches(), *(span.mismatches() if span else [])]
    return Check(not wrong, wrong[0] if wrong else _("The quoted words stand in the text."))


def _newest(place: Place) -> list[Check]:
    numbers = Revision.objects.filter(article__slug=place.article).order_by("-number").values_list("number", flat=True)
    newest = numbers[0]
    if newest == place.revision:
        return []
    sentence = _("The words stand in text version %(old)d; the newest is %(new)d.")
    return [Check(False, sentence % {"old": place.revision, "new": newest})]


def _sources(content: Content) -> list[Check]:
    keys = list(dict.fromkeys(item.source for item in content.evidence))
    works = {work.key: work for work in Work.objects.filter(key__in=keys)}
    found = [_source(works[key]) for key in keys if key in works]
    if found:
        sentence = ngettext(
            "Does the source open, and does it say this?", "Does each source open, and does it say this?", len(found)
        )
        return [Check(None, sentence), *found]
    return []


def _source(work: Work) -> Check:
    """Whether a source can be opened from here; one without an address is looked up elsewhere."""
    address = str(work.csl.get("URL") or (f"https://doi.org/{work.csl['DOI']}" if work.csl.get("DOI") else ""))
    links = [(address, _("Original"))] if address.startswith(("https://", "http://")) else []
    links += [(work.archived_url, _("Archived copy"))] if work.archived_url else []
    name = f"{work.title}"
    if not links:
        return Check(None, _("%(source)s: no address, look it up.") % {"source": name})
    if work.unreachable_on and not work.archived_url:
        sentence = _("%(source)s: was not reachable, and no copy is archived.") % {"source": name}
        return Check(False, sentence, tuple(links))
    return Check(None, name, tuple(links))


def _tone(content: Content) -> Check:
    found = _OF_THE_AUTHOR.search(f"{content.gist} {content.finding}")
    if found:
        return Check(False, _("It speaks of the author: “%(words)s”. Say what is the case.") % {"words": found[0]})
    return Check(None, _("Does it say what is the case, and not what the author did wrong?"))

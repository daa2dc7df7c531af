"""Notes and woven text as HTML, built in code: a template loop over a thousand notes costs three times the weave.

Every value that is not our own mark-up goes through `escape`; findings were cleaned when they were saved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from typing import TypeVar

from django.utils import formats, timezone

from annotations import notices
from annotations.apparatus import Answer, Apparatus, Entry, Source, Target
from annotations.escaping import escape
from annotations.labels import VERDICT_CLASS, Labels
from annotations.vocabulary import Confidence, Kind
from edition import markup
from edition.texts.weaving import Mark

PARAGRAPH_SIGN = "¶"
Ended = TypeVar("Ended", Entry, Answer)

# Plain strings: a member of an enumeration costs a look-up wherever it is named.
CORRECTION, LOW = Kind.CORRECTION.value, Confidence.LOW.value


def name(anchor: str) -> str:
    """Return an anchor as a reader reads it: ¶5 for p5; t2 and x1 are their own names.

    >>> name("p5"), name("p5-p7"), name("t2")
    ('¶5', '¶5–7', 't2')
    """
    if not anchor.startswith("p"):
        return anchor
    return PARAGRAPH_SIGN + anchor.replace("-p", "–").removeprefix("p")


def marks(apparatus: Apparatus, labels: Labels) -> list[Mark]:
    """Return one mark an entry, with the letter after its words and a correction's reading before all letters there.

    The letter is an attribute that the style sheet shows: as text it would stand between the author's words, and
    neither a search in the page nor a link to a text fragment would find them.
    What is spoken for the letter is kept with the entry, for the strip.
    """
    readings: dict[int, str] = {}
    for entry in apparatus.entries:
        if entry.reading:
            readings[entry.end] = readings.get(entry.end, "") + _inserted(entry, labels)
    return [_mark(entry, labels, readings.pop(entry.end, "")) for entry in apparatus.entries]


def _inserted(entry: Entry, labels: Labels) -> str:
    """Return the corrected reading as it stands in the text."""
    kind = labels.css(entry.kind, entry.verdict)
    return f'<span class="hl {kind} as-cor" data-n="{entry.letter}" data-editorial>{escape(entry.reading)}</span>'


def _mark(entry: Entry, labels: Labels, readings: str) -> Mark:
    kind = entry.css = labels.css(entry.kind, entry.verdict)
    entry.spoken = escape(spoken(entry, labels))
    opening, closing = f'<span class="hl {kind}" data-n="{entry.letter}">', "</span>"
    after = (
        f'{readings}<a class="nref {kind}" data-n="{entry.letter}" id="at-{entry.letter}" href="#note-{entry.letter}" '
        f'data-editorial aria-label="{entry.spoken}"></a>'
    )
    if entry.reading:
        opening, closing = opening + '<span class="as-pub">', "</span></span>"
    return Mark(entry.start, entry.end, opening, closing, after)


def spoken(entry: Entry, labels: Labels) -> str:
    """Return what a screen reader says for a letter: Note c: fact-check, inaccurate."""
    return f"{labels.words['note']} {entry.letter}: {labels.kinds[entry.kind].lower()}{_spoken_result(entry, labels)}"


def _spoken_result(entry: Entry, labels: Labels) -> str:
    result = result_word(entry, labels)
    return f", {result.lower()}" if result else ""


def result_word(entry: Entry, labels: Labels) -> str:
    """Return the one word that sums an entry up: its verdict, type of correction, or relation."""
    if entry.verdict:
        return labels.verdicts[entry.verdict]
    if entry.kind == Kind.CORRECTION:
        return labels.corrections.get(entry.correction_type, "")
    words = dict.fromkeys(labels.relation(target.relation, target.incoming) for target in entry.targets)
    return ", ".join(words)


@dataclass(slots=True)
class Cited:
    """A source as the notes of one page cite it.

    `first` holds, by letter, the id of the first [n] in a note: where the source list leads back to.
    """

    work: int
    source: Source
    title: str
    numbers: Iterator[int]
    number: int = 0
    first: dict[str, str] = field(default_factory=dict)

    def cite(self, locator: str, letter: str) -> str:
        """Return the inline citation of the source by itself: [3], or [3, p. 12]."""
        return self.link(locator, letter, "[", "]")

    def link(self, locator: str, letter: str, before: str = "", behind: str = "") -> str:
        """Return the link to the source, between two signs: 3, or 3, p. 12."""
        if not self.number:  # numbered by first use
            self.number = self.source.number = next(self.numbers)
        number = self.number
        where = f"{number}, {escape(locator)}" if locator else number
        if letter in self.first:  # only the first in a note is led back to
            return f'<a class="cite" href="#ref-{number}">{before}{where}{behind}</a>'
        anchor = self.first[letter] = f"cite-{number}-{letter}"
        return f'<a class="cite" href="#ref-{number}" id="{anchor}">{before}{where}{behind}</a>'


Group = list[tuple[Cited, str]]  # neighbouring citations: the source, and the place in it


@dataclass(slots=True)
class Page:
    """What the notes of one page share: the words, and the sources by their work's row and by their key."""

    apparatus: Apparatus
    labels: Labels
    cited: dict[int, Cited] = field(default_factory=dict)
    keys: dict[str, Cited] = field(default_factory=dict)
    lemma: str = ""  # what every note begins with, up to the words it stands on

    def __post_init__(self) -> None:
        on_words = f'<span class="vh"{self.labels.own}>{self.labels.words["on_words"]} </span>'
        self.lemma = f'<p class="lemma"{self.labels.voice}>{on_words}“'
        numbers = count(1)
        for work, source in self.apparatus.sources.items():
            self.cited[work] = self.keys[source.key] = Cited(work, source, escape(source.title), numbers)

    def sources(self) -> list[Cited]:
        """Return the sources that were cited so far, by their number."""
        return sorted((cited for cited in self.cited.values() if cited.number), key=lambda cited: cited.number)


def add_note(pieces: list[str], entry: Entry, place: str, page: Page, *, is_open: bool = False) -> None:
    """Append one note, a `details` element, to `pieces`; `place` is the name of the passage its words end in."""
    letter, labels = entry.letter, page.labels
    pieces.append(
        f'<details class="note {entry.css}" data-n="{letter}"{" open" if is_open else ""}>'
        f'<summary><span class="key">{letter}</span><span class="head">'
        f'<span class="kind">{labels.kinds[entry.kind]}</span> '
        f"{labels.shown.get(entry.verdict) or result(entry, labels)}</span>"
        f'<span class="gist"{labels.edition}>'
        f"{escape(entry.gist) or gist_html(entry, labels, gist(entry, labels))}</span></summary>"
        f'<div class="note-body" id="note-{letter}" tabindex="-1">'
        f"{page.lemma}"
    )
    _add_body(pieces, entry, page, is_open=is_open)
    pieces.append(_foot(entry, place, page))


def result(entry: Entry, labels: Labels) -> str:
    """Return the verdict with its sign, the type of a correction, or the relations of a cross-reference, as HTML."""
    if entry.verdict:
        return verdict(entry.verdict, labels)
    word = result_word(entry, labels)
    if len(entry.targets) > 1:
        word += f" · {labels.passages(len(entry.targets))}"
    return f'<span class="verdict v-none">{escape(word)}</span>'


def verdict(value: str, labels: Labels) -> str:
    """Return a verdict as HTML: its sign, which is not spoken, and its word."""
    if value not in labels.shown:
        labels.shown[value] = (
            f'<span class="verdict {VERDICT_CLASS[value]}"><span aria-hidden="true">{labels.sign(value)}</span> '
            f"{labels.verdicts[value]}</span>"
        )
    return labels.shown[value]


def gist(entry: Entry, labels: Labels) -> str:
    """Return the one line of an entry; a cross-reference without one of its own says where it leads."""
    if entry.gist or not entry.targets:
        return entry.gist
    target = entry.targets[0]
    more = "" if len(entry.targets) == 1 else " …"
    return f"{place(target, labels)}: “{shorten(target.exact, 90)}”{more}"


def gist_html(entry: Entry, labels: Labels, words: str) -> str:
    """Return `words`, the gist of an entry or its beginning, as HTML: where it leads is in the reader's language."""
    if not labels.own or entry.gist or not entry.targets:
        return escape(words)
    where = place(entry.targets[0], labels)
    return f"<bdi{labels.own}>{escape(where)}</bdi>{escape(words.removeprefix(where))}"


def place(target: Target, labels: Labels) -> str:
    """Return where a target is, in words: Article 3 ¶4."""
    return f"{labels.words['article']} {target.article} {name(target.anchor)}"


def shorten(words: str, length: int) -> str:
    """Return `words` cut at a blank to at most `length` characters, with an ellipsis where something is left out."""
    words = " ".join(words.split())
    if len(words) <= length:
        return words
    return words[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def body(entry: Entry, page: Page, *, is_open: bool = False) -> str:
    """Return what an entry says: the words, the readings, the finding with its citations, targets and evidence."""
    pieces = [page.lemma]
    _add_body(pieces, entry, page, is_open=is_open)
    return "".join(pieces)


def _add_body(pieces: list[str], entry: Entry, page: Page, *, is_open: bool = False) -> None:
    """Append the body from the words of the text on: by themselves, for they may be long, and are copied once only."""
    exact = escape(entry.exact)
    pieces += (exact, "”</p>")
    if entry.reading and entry.kind == CORRECTION:
        pieces.append(_readings(entry, exact, page.labels))
    pieces.append(_finding(entry, page))
    if entry.targets:
        pieces.append(f'<ul class="xlinks">{"".join([_target(target, entry, page) for target in entry.targets])}</ul>')
    if entry.evidence:
        pieces.append(_evidence(entry, page, is_open))
    if entry.topics:
        pieces.append(_topics(entry, page.labels))


def _topics(entry: Entry, labels: Labels) -> str:
    compare = labels.words["compare"]
    links = [
        f'<p class="x-more"><a href="{labels.root}topics/{slug}/">{compare}: '
        f"<span{labels.edition}>{escape(title)}</span></a></p>"
        for slug, title in entry.topics
    ]
    return "".join(links)


def _readings(entry: Entry, exact: str, labels: Labels) -> str:
    words = labels.words
    sic = f' <span class="sic">{words["sic"]}</span>' if entry.sic else ""
    return (
        f'<dl class="readings"><div><dt>{words["published"]}</dt><dd{labels.voice}><span class="rd-pub">{exact}</span>'
        f"{sic}</dd></div><div><dt>{words['corrected']}</dt>"
        f'<dd class="rd-cor"{labels.voice}>{escape(entry.reading)}</dd></div></dl>'
    )


def _finding(entry: Entry, page: Page) -> str:
    """Return the finding; evidence that it does not cite inline is numbered at its end."""
    parts, inline = markup.split(entry.finding_html), set[int]()
    group: Group = []
    pieces = [parts[0]]
    for at in range(1, len(parts), 3):  # a key and a locator between the words
        source = page.keys[parts[at]]
        group.append((source, unescape(parts[at + 1])))
        inline.add(source.work)
        words = parts[at + 2]
        if at + 3 < len(parts) and words and not words.isspace():
            pieces += (cites(group, entry.letter), words)
            group = []
    pieces += _numbered(pieces.pop() if len(parts) == 1 else parts[-1], group, inline, entry, page)
    low = f'<p class="confidence">{page.labels.words["low"]}</p>' if entry.confidence == LOW else ""
    return f'<div class="finding"{page.labels.edition}>{"".join(pieces)}</div>{low}'


def _numbered(last: str, group: Group, inline: set[int], entry: Entry, page: Page) -> tuple[str, ...]:
    """Return the end of a finding: the citations `group`, its `last` words, evidence that it does not cite inline."""
    rest: Group = [(page.cited[ground.work], ground.locator) for ground in entry.evidence if ground.work not in inline]
    if group and rest and last == "</p>":
        group, rest = group + rest, []
    first = cites(group, entry.letter) if group else ""
    if not rest:
        return first, last
    more = cites(rest, entry.letter)
    return (first, last[:-4], " ", more, "</p>") if last.endswith("</p>") else (first, last, "<p>", more, "</p>")


def cites(group: Group, letter: str) -> str:
    """Return neighbouring citations as one: [17, 6, 1]; with places in the sources [17, p. 3; 6]."""
    if len(group) == 1:
        source, locator = group[0]
        return source.cite(locator, letter)
    between = "; " if any(locator for _source, locator in group) else ", "
    links = between.join([source.link(locator, letter) for source, locator in group])
    return f'<span class="cites">[{links}]</span>'


def _target(target: Target, entry: Entry, page: Page) -> str:
    labels = page.labels
    href = f"{labels.root}articles/{target.slug}/v{target.revision}/#{target.anchor}"
    relation = labels.relation(target.relation, target.incoming)
    return (
        f'<li class="rel-{target.relation}"><p class="x-head"><span class="rel">{relation}</span> '
        f'<a href="{href}">{place(target, labels)}</a> '
        f'<span class="x-title"{labels.edition}>{escape(target.title)}</span> '
        f"{page.cited[target.work].cite('', entry.letter)}</p>"
        f"<blockquote{labels.author}>{escape(target.exact)}</blockquote></li>"
    )


def _evidence(entry: Entry, page: Page, is_open: bool) -> str:
    """Return the evidence that says more than its number: what a source bears out, and its own words."""
    letter, items = entry.letter, ""
    for ground in entry.evidence:
        cited = page.cited[ground.work]
        supports = f" — {escape(ground.supports)}" if ground.supports else ""
        quotation = f" <q>{escape(ground.quotation)}</q>" if ground.quotation else ""
        items += f"<li>{cited.title}{supports}{quotation} {cited.cite(ground.locator, letter)}</li>"
    opening = '<details class="evidence" open>' if is_open else '<details class="evidence">'
    heading = page.labels.evidence(len(entry.evidence))
    return f"{opening}<summary>{heading}</summary><ul{page.labels.edition}>{items}</ul></details>"


def _foot(entry: Entry, place: str, page: Page) -> str:
    """Return the end of a note: ways back and onward, and when it was reviewed."""
    words, own = page.labels.words, f"{page.labels.root}notes/{entry.number}/"
    reviewed = f" · {page.labels.reviewed(entry.reviewed)}" if entry.reviewed else ""
    return (
        f"{notice(entry.changed, page.labels) if entry.changed else ''}"
        f'<p class="note-foot"><a href="#at-{entry.letter}" class="back">{words["back"]} {place}</a>'
        f'<a href="{own}" data-copy>{words["link"]}</a><a href="{own}cite/" data-cite>{words["cite"]}</a>'
        f'<span><a href="{own}">{words["note"]} {entry.number}</a>{reviewed}</span></p></div></details>'
    )


def notice(changed: str, labels: Labels) -> str:
    """Return as HTML that a verdict changed, when, from what to what, and why, of what `notices` stored."""
    change = notices.read(changed)
    day = formats.date_format(timezone.localtime(change.at), "SHORT_DATE_FORMAT")
    why = f" <bdi{labels.edition}>({escape(change.why)})</bdi>" if change.why else ""
    words = labels.changed(day, labels.verdicts[change.was], labels.verdicts[change.now])
    return f'<p class="verdict-changed"{labels.own}>{escape(words)}{why}</p>'


def by_passage(entries: Sequence[Ended], passages: Sequence[tuple[int, int]]) -> list[list[Ended]]:
    """Return for every passage, given by start and end, the entries or answers whose last words are in it."""
    found: list[list[Ended]] = [[] for _ in passages]
    starts = [start for start, _ in passages]
    for entry in entries:
        found[max(bisect_left(starts, entry.end) - 1, 0)].append(entry)
    return found

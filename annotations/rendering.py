"""Notes and woven text as HTML, built in code: a template loop over a thousand notes costs three times the weave.

Every value that is not our own mark-up goes through `escape`; findings were cleaned when they were saved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from annotations.apparatus import Apparatus, Entry, Ground, Target
from annotations.labels import KIND_CLASS, VERDICT_CLASS, Labels
from annotations.vocabulary import Confidence, Kind
from edition import markup
from edition.texts.weaving import Mark

PARAGRAPH_SIGN = "¶"

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
    """Return one mark an entry, with the letter after its words and a correction's reading beside them."""
    return [_mark(entry, labels) for entry in apparatus.entries]


def _mark(entry: Entry, labels: Labels) -> Mark:
    kind = KIND_CLASS[entry.kind]
    opening, closing = f'<span class="hl {kind}" data-n="{entry.letter}">', "</span>"
    after = (
        f'<a class="nref {kind}" id="at-{entry.letter}" href="#note-{entry.letter}" data-n="{entry.letter}" '
        f'data-editorial aria-label="{escape(spoken(entry, labels))}">{entry.letter}</a>'
    )
    if entry.reading:
        opening_of_reading = f'<span class="hl {kind} as-cor" data-n="{entry.letter}" data-editorial>'
        after = f"{opening_of_reading}{escape(entry.reading)}</span>{after}"
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
class Page:
    """What the notes of one page share: its sources and how often each was cited, so that every [n] has its own id.

    `first` holds the id of the first [n] of a source in a note: where the source list leads back to.
    """

    apparatus: Apparatus
    labels: Labels
    cited: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    first: dict[tuple[int, str], str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    source: str = ""

    def __post_init__(self) -> None:
        self.source = self.labels.words["source"]
        self.numbers = {source.key: source.number for source in self.apparatus.sources.values()}

    def cite(self, key: str, locator: str, letter: str) -> str:
        """Return the inline citation of a source: [3], or [3, p. 12]."""
        number = self.numbers[key]
        count = self.cited[number] = self.cited[number] + 1
        anchor = f"cite-{number}-{count}"
        self.first.setdefault((number, letter), anchor)
        where = f"{number}, {escape(locator)}" if locator else number
        return f'<a class="cite" href="#ref-{number}" id="{anchor}" aria-label="{self.source} {where}">[{where}]</a>'

    def title(self, work: int) -> str:
        """Return the title of a work as HTML; many notes rest on the same works."""
        if work not in self.titles:
            self.titles[work] = escape(self.apparatus.sources[work].title)
        return self.titles[work]


def note(entry: Entry, anchor: str, page: Page, *, is_open: bool = False) -> str:
    """Return one note as a `details` element; `anchor` is that of the passage its words end in."""
    kind, letter, labels = KIND_CLASS[entry.kind], entry.letter, page.labels
    return (
        f'<details class="note {kind}" data-n="{letter}"{" open" if is_open else ""}>'
        f'<summary><span class="key {kind}" aria-hidden="true">{letter}</span><span class="head">'
        f'<span class="kind"><span class="vh">{labels.words["note"]} {letter}: </span>'
        f"{labels.kinds[entry.kind]}</span> {result(entry, labels)}</span>"
        f'<span class="gist">{escape(gist(entry, labels))}</span></summary>'
        f'<div class="note-body" id="note-{letter}" tabindex="-1">{body(entry, page)}{_foot(entry, anchor, page)}'
        "</div></details>"
    )


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
    return (
        f'<span class="verdict {VERDICT_CLASS[value]}"><span aria-hidden="true">{labels.sign(value)}</span> '
        f"{labels.verdicts[value]}</span>"
    )


def gist(entry: Entry, labels: Labels) -> str:
    """Return the one line of an entry; a cross-reference without one of its own says where it leads."""
    if entry.gist or not entry.targets:
        return entry.gist
    target = entry.targets[0]
    more = "" if len(entry.targets) == 1 else " …"
    return f"{place(target, labels)}: “{shorten(target.exact, 90)}”{more}"


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
    exact = escape(entry.exact)
    html = f'<p class="lemma"><span class="vh">{page.labels.words["on_words"]} </span>“{exact}”</p>'
    if entry.reading and entry.kind == CORRECTION:
        html += _readings(entry, exact, page.labels)
    html += _finding(entry, page)
    if entry.targets:
        html += f'<ul class="xlinks">{"".join([_target(target, entry, page) for target in entry.targets])}</ul>'
    if entry.evidence:
        html += _evidence(entry, page, is_open)
    return html + _topics(entry, page.labels) if entry.topics else html


def _topics(entry: Entry, labels: Labels) -> str:
    compare = labels.words["compare"]
    links = [
        f'<p class="x-more"><a href="/topics/{slug}/">{compare}: {escape(title)}</a></p>'
        for slug, title in entry.topics
    ]
    return "".join(links)


def _readings(entry: Entry, exact: str, labels: Labels) -> str:
    words = labels.words
    sic = f' <span class="sic">{words["sic"]}</span>' if entry.sic else ""
    return (
        f'<dl class="readings"><div><dt>{words["published"]}</dt><dd><span class="rd-pub">{exact}</span>'
        f'{sic}</dd></div><div><dt>{words["corrected"]}</dt><dd class="rd-cor">{escape(entry.reading)}</dd></div></dl>'
    )


def _finding(entry: Entry, page: Page) -> str:
    """Return the finding; evidence that it does not cite inline is numbered at its end."""
    inline: set[str] = set()

    def replace(key: str, locator: str) -> str:
        inline.add(key)
        return page.cite(key, locator, entry.letter)

    html = markup.fill(entry.finding_html, replace)
    if len(inline) < len(entry.evidence):
        html = _numbered(html, [ground for ground in entry.evidence if ground.key not in inline], entry, page)
    low = f'<p class="confidence">{page.labels.words["low"]}</p>' if entry.confidence == LOW else ""
    return f'<div class="finding">{html}</div>{low}'


def _numbered(html: str, rest: Sequence[Ground], entry: Entry, page: Page) -> str:
    """Return the finding `html` with the citations of evidence that it does not cite inline at its end."""
    if not rest:
        return html
    cites = " " + "".join([page.cite(ground.key, ground.locator, entry.letter) for ground in rest])
    return html[:-4] + cites + "</p>" if html.endswith("</p>") else f"{html}<p>{cites}</p>"


def _target(target: Target, entry: Entry, page: Page) -> str:
    href = f"/articles/{target.slug}/v{target.revision}/#{target.anchor}"
    source = page.apparatus.sources[target.work]
    relation = page.labels.relation(target.relation, target.incoming)
    return (
        f'<li class="rel-{target.relation}"><p class="x-head"><span class="rel">{relation}</span> '
        f'<a href="{href}">{place(target, page.labels)}</a> <span class="x-title">{escape(target.title)}</span> '
        f"{page.cite(source.key, '', entry.letter)}</p><blockquote>{escape(target.exact)}</blockquote></li>"
    )


def _evidence(entry: Entry, page: Page, is_open: bool) -> str:
    """Return the evidence that says more than its number: what a source bears out, and its own words."""
    items = ""
    for ground in entry.evidence:
        supports = f" — {escape(ground.supports)}" if ground.supports else ""
        quotation = f" <q>{escape(ground.quotation)}</q>" if ground.quotation else ""
        cite = page.cite(ground.key, ground.locator, entry.letter)
        items += f"<li>{page.title(ground.work)}{supports}{quotation} {cite}</li>"
    summary = f"{page.labels.words['evidence']} · {page.labels.sources(len(entry.evidence))}"
    opening = '<details class="evidence" open>' if is_open else '<details class="evidence">'
    return f"{opening}<summary>{summary}</summary><ul>{items}</ul></details>"


def _foot(entry: Entry, anchor: str, page: Page) -> str:
    words = page.labels.words
    reviewed = f" · {words['reviewed']} {page.labels.date(entry.reviewed_at)}" if entry.reviewed_at else ""
    return (
        f'<p class="note-foot"><a href="#at-{entry.letter}" class="back">{words["back"]} {name(anchor)}</a>'
        f'<a href="/notes/{entry.number}/" class="perma" data-copy>{words["link"]}</a>'
        f'<a href="/notes/{entry.number}/cite/" data-cite>{words["cite"]}</a>'
        f'<span><a href="/notes/{entry.number}/">{words["note"]} {entry.number}</a>{reviewed}</span></p>'
    )


def by_passage(entries: Sequence[Entry], passages: Sequence[tuple[int, int]]) -> list[list[Entry]]:
    """Return for every passage, given by start and end, the entries whose last words are in it."""
    found: list[list[Entry]] = [[] for _ in passages]
    starts = [start for start, _ in passages]
    for entry in entries:
        found[max(bisect_left(starts, entry.end) - 1, 0)].append(entry)
    return found

"""A small article on which offsets go wrong where they can: emoji, marks, two directions, words twice, CR LF."""

import json
from pathlib import Path

from edition.models.texts import sha256

KEY, NUMBER = "hard-text", 90
FAMILY = "👩\u200d👩\u200d👧"
PARAGRAPHS = (
    f"🙂 A smile, a family {FAMILY} of three and a flag 🇵🇰 begin this.",
    "Cafe\u0301 is five code points. The same words stand here twice.",
    "وزیرِ اعظم ماسکو گئے۔ یہ دوسرا جملہ ہے۔ Then English.",
    "Then came that. The same words stand here twice.",
    "These lines are\r\nbroken by hand,\r\nonce and twice.",
)
GAP = "\r\n\r\n"
ASIDE = "Read also: another story"  # what the captured page has between the paragraphs, shown below the text
TEXT = GAP.join((*PARAGRAPHS[:4], ASIDE, *PARAGRAPHS[4:]))
# The second capture has a new first paragraph, and one that changed.
NEWER = GAP.join(("A new beginning.", *PARAGRAPHS[:3], "Then came that, later. The same words stand here twice."))


def offset(paragraph: int, words: str, text: str = TEXT) -> int:
    """Where `words` first stand in a paragraph, from 1, as a code point of the whole text."""
    start = text.index(PARAGRAPHS[paragraph - 1])
    return text.index(words, start)


def _blocks(text: str) -> list[dict[str, object]]:
    blocks: list[dict[str, object]] = []
    start = number = 0
    for words in text.split(GAP):
        number += words != ASIDE
        named = {"anchor": "x1", "role": "furniture"} if words == ASIDE else {"anchor": f"p{number}", "role": "body"}
        blocks.append({**named, "start": start, "end": start + len(words)})
        start += len(words) + len(GAP)
    return blocks


def _captured(folder: Path, name: str, text: str) -> dict[str, object]:
    (folder / "articles" / name).write_bytes(text.encode())
    return {"file": name, "sha256": sha256(text.encode()), "blocks": _blocks(text)}


def make(folder: Path, *, with_newer: bool = False) -> Path:
    """Write an edition folder with this article alone; with a second capture if asked."""
    (folder / "articles").mkdir(parents=True)
    work = {"type": "document", "title": "A hard text", "language": "en"}
    article: dict[str, object] = {"key": KEY, "number": NUMBER, "work": work, "metadata": {}}
    article |= _captured(folder, "hard.txt", TEXT)
    if with_newer:
        article["furtherRevisions"] = [_captured(folder, "newer.txt", NEWER)]
    others = {"notes": "notes", "crossrefs": "crossReferences", "topics": "topics", "claims": "claims"}
    for name, part in {"articles": "articles", **others}.items():
        content = {part: [article] if name == "articles" else []}
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    (folder / "bibliography.json").write_text("[]", encoding="utf-8")
    return folder

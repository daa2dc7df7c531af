"""A small edition folder under keys of its own, made of the real one: it loads beside it in a moment."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.fixture_edition import FOLDER

Json = dict[str, Any]
NAMES = ("articles", "bibliography", "claims", "crossrefs", "notes", "topics")
SOURCE = "small-source"


def real(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def write(folder: Path, name: str, data: Any) -> None:
    (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def change(folder: Path, name: str, act: Callable[[Any], Any]) -> None:
    """Read one file of `folder`, let `act` change what it holds, and write it back."""
    data = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    act(data)
    write(folder, name, data)


def _renamed(passage: Json) -> Json:
    return {**passage, "article": "small-article"}


def _note(note: Json, key: str, number: int) -> Json:
    kept: Json = {name: note[name] for name in ("kind", "verdict", "claim", "correction", "gist") if name in note}
    parts: Json = {"finding": "A finding. [@small-source]", "evidence": [{"source": SOURCE}], "tags": ["small"]}
    return {"id": key, "number": number, "passage": _renamed(note["passage"]), **kept, **parts}


def _notes() -> list[Json]:
    notes = [note for note in real("notes")["notes"] if note["passage"]["article"] == "article-1"]
    checks = [note for note in notes if note["kind"] == "fact-check" and note["verdict"] == "disputed"]
    corrections = [note for note in notes if note["kind"] == "correction"]
    return [
        {**_note(checks[0], "small-fc", 1001), "topics": ["small-topic"], "relatedNotes": ["small-co"]},
        _note(corrections[0], "small-co", 1002),
    ]


def make(folder: Path) -> Path:
    """Write the folder: one article, one source, two notes, one cross-reference, one topic, one claim."""
    (folder / "articles").mkdir(parents=True)
    article = {**real("articles")["articles"][0], "key": "small-article", "number": 9}
    shutil.copy(FOLDER / "articles" / article["file"], folder / "articles")
    notes = _notes()
    here, there = (note["passage"] for note in notes)
    link = {"id": "small-xr", "number": 1003, "relation": "agrees", "from": here, "to": there, "why": "Both."}
    topic: Json = {"id": "small-topic", "title": "Small", "question": "How small?", "record": "Very."}
    topic |= {"sources": [SOURCE], "timeline": [{"date": "1991", "event": "An event", "source": SOURCE}]}
    topic |= {"accounts": [{"article": "small-article", "silent": False, "passages": [here]}]}
    account = {"article": "small-article", "passage": here, "asserts": "1989", "verdict": "disputed"}
    claim = {"id": "small-claim", "topic": "small-topic", "position": 1, "question": "When?", "finding": "Then."}
    claim |= {"checkedValue": "1991", "sources": [SOURCE], "accounts": [{**account, "note": "small-fc"}]}
    write(folder, "bibliography", [{"id": SOURCE, "type": "book", "title": "A small book"}])
    write(folder, "articles", {"articles": [article]})
    write(folder, "notes", {"notes": notes})
    write(folder, "crossrefs", {"crossReferences": [link]})
    write(folder, "topics", {"topics": [topic]})
    write(folder, "claims", {"claims": [claim]})
    return folder

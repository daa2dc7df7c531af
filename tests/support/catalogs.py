"""The catalogues of translations: brought up to date with the sources, compiled, and looked over.

    python -m tests.support.catalogs update      new words of the sources into the .po files, words that are gone out
    python -m tests.support.catalogs compile     .po → .mo, which the site reads
    python -m tests.support.catalogs missing     what is not translated yet, or not rightly

Each package has a folder `locale/`. The words of `templates/annotations/` belong to `annotations`, those of all other
templates to `edition`; words of both stand in the catalogue of `edition`, for gettext knows them by themselves.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.support.extraction import Message, in_python, in_template
from tests.support.untranslated import NAMES, WORD

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("edition", "annotations")
LANGUAGES = ("ru", "ur")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")
SCRIPTS = {"ru": re.compile(r"[а-яё]", re.IGNORECASE), "ur": re.compile(r"[\u0600-\u06ff]")}
TAG = re.compile(r"</?[a-z][^>]*>")
# The history of the files is kept by version control; a date in them would change with each run.
BEGUN = datetime(2026, 11, 21, tzinfo=UTC)
HEADER = "# The words of the package “{package}” in one language of the interface.\n"

Key = tuple[str | None, str]
Found = dict[Key, tuple[Message, list[str]]]


# --- the sources ------------------------------------------------------------------------------------


def sources(package: str) -> list[Path]:
    """Return the modules and templates whose words belong to the package, relative to the project."""
    modules = [path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts]
    of_notes = ROOT / "templates" / "annotations"
    templates = [path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"}]
    own = [path for path in templates if path.is_relative_to(of_notes) == (package == "annotations")]
    return sorted(path.relative_to(ROOT) for path in modules + own)


def in_sources(package: str) -> Found:
    """Return every message of the package's sources, with the files in which it stands."""
    found: Found = {}
    for path in sources(package):
        text = (ROOT / path).read_text(encoding="utf-8")
        for message in in_python(text) if path.suffix == ".py" else in_template(text):
            known, places = found.setdefault(message.key, (message, []))
            if len(message.forms) > len(known.forms):
                found[message.key] = (message, places)
            if str(path) not in places:
                places.append(str(path))
    return found


def wanted(package: str) -> Found:
    """Return what the package's catalogue has to hold: what stands in `edition` is not repeated."""
    found = in_sources(package)
    if package == "edition":
        return found
    shared = in_sources("edition")
    return {key: value for key, value in found.items() if key not in shared}


# --- the files --------------------------------------------------------------------------------------


def po_path(package: str, language: str) -> Path:
    return ROOT / package / "locale" / language / "LC_MESSAGES" / "django.po"


def read(package: str, language: str) -> Catalog:
    """Return the catalogue; an empty one where there is none yet."""
    path = po_path(package, language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(catalog: Catalog, package: str, language: str) -> None:
    """Write the .po file, and the .mo file beside it."""
    path = po_path(package, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.header_comment = HEADER.format(package=package)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    path.with_suffix(".mo").write_bytes(compiled(catalog))


def compiled(catalog: Catalog) -> bytes:
    """Return what is translated as gettext's machine object; the same catalogue gives the same bytes."""
    whole, file = _empty(str(catalog.locale)), io.BytesIO()
    for entry in catalog:
        # Babel would write the English words for a plural without translation, and hide those of Django.
        if entry.id and all(_forms(entry.string)):
            whole.add(entry.id, entry.string, context=entry.context)
    write_mo(file, whole)
    return file.getvalue()


def updated(package: str, language: str) -> Catalog:
    """Return a catalogue of what the sources hold now, with the translations that are still of use."""
    kept = dict(item for name in PACKAGES for item in _translations(name, language))
    catalog = _empty(language)
    for message, places in wanted(package).values():
        plural = len(message.forms) > 1
        translation = kept.get(message.key, ())
        fits = len(translation) == (catalog.num_plurals if plural else 1)
        catalog.add(
            message.forms if plural else message.forms[0],
            (translation if plural else translation[0]) if fits else "",
            locations=[(place, 0) for place in places],
            auto_comments=[message.comment] if message.comment else (),
            context=message.context,
        )
    return catalog


def _empty(language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="Sic",
        version="3",
        msgid_bugs_address="sic@localhost",
        last_translator="the editors",
        language_team=language,
        creation_date=BEGUN,
        revision_date=BEGUN,
        fuzzy=False,
    )


def _translations(package: str, language: str) -> Iterator[tuple[Key, tuple[str, ...]]]:
    for entry in read(package, language):
        if entry.id:
            yield key_of(entry), _forms(entry.string)


def key_of(entry: Entry) -> Key:
    """Gettext knows an entry by its context and its singular."""
    return entry.context, _forms(entry.id)[0]


def _forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


# --- what is wrong ----------------------------------------------------------------------------------


def problems(package: str, language: str) -> list[str]:
    """Return what keeps the catalogue from being whole, a sentence each; [] if nothing."""
    catalog, needed = read(package, language), wanted(package)
    entries = {key_of(entry): entry for entry in catalog if entry.id}
    found = [f"not in the catalogue: {_show(key)}" for key in needed if key not in entries]
    found += [f"in no source: {_show(key)}" for key in entries if key not in needed]
    for key, entry in entries.items():
        if key in needed and len(_forms(entry.id)) != len(needed[key][0].forms):
            found.append(f"has a plural in one place only: {_show(key)}")
        found += [f"{wrong}: {_show(key)}" for wrong in faults(entry, catalog)]
    return found


def faults(entry: Entry, catalog: Catalog) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    originals, translations = _forms(entry.id), _forms(entry.string)
    if "fuzzy" in entry.flags:
        yield "marked as fuzzy"
    if not all(translations) or len(translations) != (catalog.num_plurals if len(originals) > 1 else 1):
        yield "not translated"
        return
    for translation in translations:
        if _parts(translation) not in [_parts(original) for original in originals]:
            yield f"other placeholders or tags in “{translation}”"
        if _blanks(translation) != _blanks(originals[0]):
            yield f"begins or ends with another blank: “{translation}”"
        if _words(originals[0]) and not SCRIPTS[str(catalog.locale)].search(translation):
            yield f"still English: “{translation}”"


def _words(text: str) -> set[str]:
    return set(WORD.findall(TAG.sub(" ", PLACEHOLDER.sub(" ", text)))) - NAMES


def _parts(text: str) -> list[str]:
    return sorted([*PLACEHOLDER.findall(text), *TAG.findall(text)])


def _blanks(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _show(key: Key) -> str:
    context, text = key
    return f"“{text}”" + (f" ({context})" if context else "")


# --- the command ------------------------------------------------------------------------------------


def main(act: str) -> int:
    """Do `update`, `compile` or `missing` for every catalogue; return the process's exit status."""
    left = 0
    for package, language in ((package, language) for package in PACKAGES for language in LANGUAGES):
        if act == "missing":
            found = problems(package, language)
            left += len(found)
            print(f"{package}, {language}: {len(found)}", *found, sep="\n  ")
        else:
            write(updated(package, language) if act == "update" else read(package, language), package, language)
    return 1 if left else 0


if __name__ == "__main__":
    import django

    if sys.argv[1:] not in (["update"], ["compile"], ["missing"]):
        sys.exit(__doc__)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edition.settings")
    django.setup()
    sys.exit(main(sys.argv[1]))

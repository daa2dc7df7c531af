"""Every word of the interface is translated, in every language, and compiled."""

import io
import re
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils.translation import get_language_info, ngettext, override
from django.utils.translation import gettext as translate

from edition import dates
from tests.support import catalogs
from tests.support.extraction import Message, in_python, in_template

EACH = pytest.mark.parametrize(
    ("package", "language"), [(package, language) for package in catalogs.PACKAGES for language in catalogs.LANGUAGES]
)


# --- the catalogues ---------------------------------------------------------------------------------


@EACH
def test_every_word_is_translated(package, language):
    assert catalogs.problems(package, language) == []


@EACH
def test_the_compiled_catalogue_is_that_of_the_words(package, language):
    path = catalogs.po_path(package, language).with_suffix(".mo")
    compiled = catalogs.compiled(catalogs.read(package, language))
    assert _entries(path.read_bytes()) == _entries(compiled), "run: python -m tests.support.catalogs compile"


def _entries(machine_object: bytes) -> dict[catalogs.Key, object]:
    return {catalogs.key_of(entry): entry.string for entry in read_mo(io.BytesIO(machine_object)) if entry.id}


def test_the_languages_of_the_site_have_catalogues():
    assert {code for code, _name in settings.LANGUAGES} == {"en", *catalogs.LANGUAGES}
    folders = [catalogs.ROOT / package / "locale" for package in catalogs.PACKAGES]
    assert list(map(str, settings.LOCALE_PATHS)) == list(map(str, folders))
    assert {path.name for folder in folders for path in folder.iterdir()} == set(catalogs.LANGUAGES)


@pytest.mark.parametrize(("code", "name"), settings.LANGUAGES)
def test_a_language_calls_itself_by_its_own_name(code, name):
    assert get_language_info(code)["name_local"].casefold() == name.casefold()


def test_words_of_django_are_words_of_django_or_allauth():
    known: set[str] = set()
    for package in (django, allauth):
        for path in Path(package.__path__[0]).glob("**/locale/de/LC_MESSAGES/django.mo"):
            known |= {words for _context, words in _entries(path.read_bytes())}
    source = (catalogs.ROOT / "edition/django_words.py").read_text(encoding="utf-8")
    assert {message.forms[0] for message in in_python(source)} - known == set()


def test_plurals_have_as_many_forms_as_the_language():
    with override("ru"):
        assert [ngettext("%(num)d day", "%(num)d days", n) % {"num": n} for n in (1, 3, 5, 21, 112)] == [
            "1 день",
            "3 дня",
            "5 дней",
            "21 день",
            "112 дней",
        ]


# --- what the check sees ----------------------------------------------------------------------------


def entry(original, translation, flags=()):
    return Entry(original, translation, flags=flags)


@pytest.mark.parametrize(
    ("original", "translation", "fault"),
    [
        ("Log in", "Войти", None),
        ("Log in", "", "not translated"),
        ("Log in", "Log in", "still English: “Log in”"),
        ("BibTeX", "BibTeX", None),
        ("by %(name)s", "%(name)s написал", None),
        ("by %(name)s", "написал", "other placeholders or tags in “написал”"),
        ("by %(name)s", "%(nаme)s написал", "other placeholders or tags in “%(nаme)s написал”"),
        (
            '<a href="%(u)s">the desk</a>',
            '<a href="%(u)s">редакция',
            'other placeholders or tags in “<a href="%(u)s">редакция”',
        ),
        (" and ", "и", "begins or ends with another blank: “и”"),
        (("1 note", "%(n)d notes"), ("1 заметка", "%(n)d заметки", "%(n)d заметок"), None),
        (("%(n)d note", "%(n)d notes"), ("%(n)d заметка", "%(n)d заметки", ""), "not translated"),
    ],
)
def test_a_fault_is_seen(original, translation, fault):
    found = list(catalogs.faults(entry(original, translation), Catalog(locale="ru")))
    assert found == ([fault] if fault else [])


def test_a_guess_is_no_translation():
    assert list(catalogs.faults(entry("Log in", "Войти", {"fuzzy"}), Catalog(locale="ru"))) == ["marked as fuzzy"]


def test_a_word_that_the_catalogue_lacks_is_seen(monkeypatch):
    found = catalogs.in_sources("edition")
    message = Message(("Entirely new words",))
    monkeypatch.setattr(catalogs, "in_sources", lambda package: found | {message.key: (message, ["edition/x.py"])})
    assert "not in the catalogue: “Entirely new words”" in catalogs.problems("edition", "ru")


def test_words_are_found_in_python():
    source = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
# Translators: of a boat
_("Hull" " and keel"); ngettext("%(n)d boat", "%(n)d boats", 2); pgettext_lazy("verb", "Row"); print("not me")
"""
    assert list(in_python(source)) == [
        Message(("Hull and keel",), None, "of a boat"),
        Message(("%(n)d boat", "%(n)d boats")),
        Message(("Row",), "verb"),
    ]


def test_words_are_found_in_templates():
    source = (
        '{% load i18n %}{% if a %}{% translate "100 %" %}{% else %}'
        '{% translate "Row" context "verb" as row %}{% endif %}'
        "{% for a in b %}{% blocktranslate count n=a|length %}{{ n }} <b>boat</b>{% plural %}{{ n }} boats"
        '{% endblocktranslate %}{% empty %}{% blocktranslate trimmed with x=_("keel") %}\n  Hull\n  {{ x }}\n'
        "{% endblocktranslate %}{% endfor %}{{ c|default:_('none') }} bare"
    )
    assert sorted(message.forms for message in in_template(source)) == [
        ("%(n)s <b>boat</b>", "%(n)s boats"),
        ("100 %%",),
        ("Hull %(x)s",),
        ("Row",),
        ("keel",),
        ("none",),
    ]


def test_words_that_no_translator_could_see_are_refused():
    with pytest.raises(ValueError, match="no words that a translator could see"):
        list(in_template("{% load i18n %}{% translate label %}"))


# --- dates and numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["26 December 1991", "December 1991", "1991"]),
        ("ru", ["26 декабря 1991", "декабрь 1991", "1991"]),
        ("ur", ["26 دسمبر 1991", "دسمبر 1991", "1991"]),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language, words):
    with override(language):
        assert [dates.in_words(value) for value in ("1991-12-26", "1991-12", "1991")] == words


def test_no_page_spells_out_a_format_of_dates():
    spelt = re.compile(
        r"""\bdate:["'][^"']*[DFMNEbl ][^"']*["']|date_format\([^()]*(?:\([^()]*\)[^()]*)*"[^"_]*[FMNE] """
    )
    found = []
    for package in catalogs.PACKAGES:
        for path in catalogs.sources(package):
            text = (catalogs.ROOT / path).read_text(encoding="utf-8")
            found += [f"{path}: {match[0]}" for match in spelt.finditer(text) if "_FORMAT" not in match[0]]
    assert found == []


def test_a_language_knows_the_words_of_django_too():
    for language in catalogs.LANGUAGES:
        with override(language):
            assert translate("This password is too common.") != "This password is too common."
            assert translate("This field is required.") != "This field is required."

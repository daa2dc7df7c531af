"""The invariants of articles, revisions, passages, spans and works, in the models and their QuerySets."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError

from edition.citations import csl_json
from edition.citations.record import Record
from edition.models import Article, Passage, Revision, Span, Work
from edition.models.immutable import ImmutableError
from edition.models.texts import sha256
from edition.texts.selectors import SelectorError

pytestmark = pytest.mark.usefixtures("edition")
WRITTEN_ONCE: list[type[models.Model]] = [Revision, Passage, Span]


def of_article_1() -> Revision:
    return Revision.objects.get(article__slug="article-1")


def new_revision(original: bytes = b"One.\n", text: str = "One.\n", **changes: str) -> Revision:
    sums = {"original_sha256": sha256(original), "text_sha256": sha256(text.encode())} | changes
    return Revision(article=Article.objects.get(slug="article-1"), number=2, original=original, text=text, **sums)


@pytest.mark.parametrize("model", WRITTEN_ONCE)
def test_a_stored_row_is_not_saved_again(model: type[models.Model]) -> None:
    row = model._default_manager.first()
    assert row is not None
    with pytest.raises(ImmutableError):
        row.save()
    with pytest.raises(ImmutableError):
        row.save(force_update=True)


@pytest.mark.parametrize("model", WRITTEN_ONCE)
def test_a_row_is_not_deleted(model: type[models.Model]) -> None:
    row = model._default_manager.first()
    assert row is not None
    with pytest.raises(ImmutableError, match="never deleted"):
        row.delete()


@pytest.mark.parametrize("model", WRITTEN_ONCE)
def test_a_queryset_changes_and_deletes_nothing(model: type[models.Model]) -> None:
    rows = model._default_manager.all()
    for act in (
        lambda: rows.update(pk=0),
        lambda: rows.bulk_update(list(rows[:1]), ["id"]),
        rows.delete,
        lambda: rows.bulk_create([], update_conflicts=True, unique_fields=["id"], update_fields=["id"]),
        lambda: rows.bulk_create([], None, False, True, ["id"], ["id"]),
        lambda: rows.bulk_create([], None, True),
        lambda: rows.bulk_create([], ignore_conflicts=True),
    ):
        with pytest.raises(ImmutableError, match=r"Make a new one instead; the old one stays\."):
            act()


def test_related_rows_are_not_changed_either() -> None:
    revision = of_article_1()
    with pytest.raises(ImmutableError):
        revision.passages.update(anchor="p99")
    with pytest.raises(ImmutableError):
        revision.spans.all().delete()
    with pytest.raises((ImmutableError, ProtectedError)):
        revision.article.delete()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "Two.\n"}, "the text is not the original bytes decoded as utf-8."),
        ({"original": b"One\xff"}, "the original bytes are not utf-8"),
        ({"original_sha256": "0" * 64}, "the original bytes do not have the SHA-256 000"),
        ({"text_sha256": "0" * 64}, "the text does not have the SHA-256 000"),
        ({"encoding": "klingon"}, "the original bytes are not klingon: unknown encoding"),
    ],
)
def test_a_revision_whose_witnesses_disagree_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValidationError) as error:
        new_revision(**changes).save()  # type: ignore[arg-type]
    assert sentence in " ".join(error.value.messages)
    assert Revision.objects.count() == 5


def test_a_revision_is_stored_byte_for_byte() -> None:
    original = "\ufeffOne\u00a0two “three” \r\n\r\n👩‍🚀 end  ".encode()
    new_revision(original, original.decode()).save()
    stored = Revision.objects.get(article__slug="article-1", number=2)
    assert (bytes(stored.original), stored.text) == (original, original.decode())


def test_a_text_with_a_nul_is_refused() -> None:
    with pytest.raises(ValidationError, match="the text holds a NUL character"):
        new_revision(b"One\0two", "One\0two").save()


@pytest.mark.parametrize("name", ["a\nb.txt", "a\r\nX-Header: 1", "a\x7f", "a\x85"])
def test_a_file_name_that_no_header_can_hold_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="no line break or other control character"):
        new_revision(file_name=name).save()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"anchor": "q1"}, "“q1” is no anchor."),
        ({"anchor": "p01"}, "“p01” is no anchor."),
        ({"anchor": "x9"}, "The anchor x9 does not fit the role body: its anchors begin with p."),
        ({"role": "title"}, "The anchor p99 does not fit the role title: its anchors begin with t."),
        ({"start": 95, "end": 99}, "Passage p99 overlaps p1. The passages of a text are made with it"),
        ({"start": 4115, "end": 4116}, "holds no words of its text"),
        ({"start": 391, "end": 392}, "holds no words of its text"),
    ],
)
def test_a_passage_is_not_added_to_a_text_that_has_its_own(changes: dict[str, object], sentence: str) -> None:
    fields: dict[str, object] = {"position": 99, "anchor": "p99", "start": 93, "end": 99, "role": "body"}
    for act in (lambda passage: passage.save(), lambda passage: Passage.objects.bulk_create([passage])):
        with pytest.raises(ValidationError) as error:
            act(Passage(revision=of_article_1(), **(fields | changes)))
        assert sentence in " ".join(error.value.messages)


def test_the_number_of_a_revision_is_given_once() -> None:
    again = new_revision()
    again.number = 1
    with pytest.raises(ValidationError, match=r"Article and Number already exists"):
        again.save()


def test_a_role_is_changed_and_nothing_else() -> None:
    passage = of_article_1().passages.get(anchor="p5")
    passage.role, passage.anchor = "summary", "p99"
    passage.save(update_fields=["role"])
    passage.refresh_from_db()
    assert (passage.role, passage.anchor) == ("summary", "p5")
    with pytest.raises(ImmutableError, match="keeps its place and anchor"):
        passage.save(update_fields=["role", "anchor"])


def test_a_role_that_is_none_is_refused() -> None:
    passage = of_article_1().passages.get(anchor="p5")
    passage.role = "footnote"
    with pytest.raises(ValidationError):
        passage.save(update_fields=["role"])
    with pytest.raises(ValidationError, match="'footnote' is no role"):
        Passage.objects.update(role="footnote")
    assert Passage.objects.filter(anchor="p5").update(role="summary") == 5


def test_a_span_has_its_four_witnesses() -> None:
    revision = of_article_1()
    span = Span.objects.at(revision, 2361, 2434)
    assert span.exact == "The end of the Cold War happened in 1989 whilst the USSR remained united."
    assert span.prefix == "stan Steel Mill (PSM) Karachi.\n\n"
    assert span.suffix == " On 21 December 1991 the dissolu"
    assert span.passage.anchor == "p5"


def test_the_same_range_is_the_same_span() -> None:
    revision = of_article_1()
    made = Span.objects.at(revision, 93, 99)
    assert Span.objects.at(revision, 93, 99).pk == made.pk
    assert Span.objects.filter(revision=revision, start=93, end=99).count() == 1


def test_a_span_across_passages_lies_in_its_first() -> None:
    span = Span.objects.at(of_article_1(), 380, 400)
    assert (span.passage.anchor, len(span.exact)) == ("p1", 20)


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (5, 5, "is empty"),
        (5, 4, "out of bounds"),
        (-1, 4, "out of bounds"),
        (4100, 9999, "out of bounds"),
        (391, 393, "These characters lie between paragraphs."),
    ],
)
def test_a_range_that_holds_no_words_of_a_passage_is_refused(start: int, end: int, sentence: str) -> None:
    with pytest.raises(SelectorError, match=sentence):
        Span.objects.at(of_article_1(), start, end)


def span_on(revision: Revision, **changes: object) -> Span:
    fields = {"start": 93, "end": 99, "exact": "Russia", "prefix": "Manzoor\n\n", "suffix": " is the past"}
    passage = revision.passages.get(anchor="p1")
    return Span(**({"revision": revision, "passage": passage, **fields} | changes))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"exact": "russia"}, "the text there is not 'russia'"),
        ({"start": 92, "end": 98}, "the text there is not 'Russia'"),
        ({"prefix": "Khan\n\n"}, "the words before it are not"),
        ({"suffix": " was the past"}, "the words after it are not"),
        ({"prefix": ""}, "the words before it are not"),
        ({"suffix": ""}, "the words after it are not"),
        ({"prefix": "Soherwordi\n\n"}, "the words before it are not"),
    ],
)
def test_a_span_that_does_not_match_is_refused(changes: dict[str, object], sentence: str) -> None:
    for act in (lambda span: span.save(), lambda span: Span.objects.bulk_create([span])):
        with pytest.raises(ValidationError) as error:
            act(span_on(of_article_1(), **changes))
        assert sentence in " ".join(error.value.messages)


def test_a_span_in_a_passage_it_does_not_touch_is_refused() -> None:
    revision = of_article_1()
    with pytest.raises(ValidationError, match="it does not lie in passage p2"):
        span_on(revision, passage=revision.passages.get(anchor="p2")).save()


def test_a_span_never_splits_a_grapheme_cluster() -> None:
    text = "One 👩‍🚀 and e\u0301.\n"
    new_revision(text.encode(), text).save()
    revision = Revision.objects.get(number=2)
    passage = Passage(revision=revision, position=1, anchor="p1", start=0, end=len(text) - 1, role="body")
    passage.save()
    with pytest.raises(SelectorError, match="Offset 5 splits the character"):
        Span.objects.at(revision, 4, 5)
    with pytest.raises(ValidationError, match="splits the character"):
        span_on(revision, passage=passage, start=12, end=13, exact="e", prefix="", suffix="").save()
    assert Span.objects.at(revision, 4, 7).exact == "👩‍🚀"


def test_a_slug_never_changes() -> None:
    article = Article.objects.get(slug="article-1")
    article.slug = "article-one"
    with pytest.raises(ValidationError, match="A slug is an address and never changes"):
        article.full_clean()


@pytest.mark.parametrize("slug", ["", "Article", "a--b", "-a", "a b", "a/b", "a\n"])
def test_a_slug_is_small_letters_digits_and_hyphens(slug: str) -> None:
    with pytest.raises(ValidationError) as error:
        Article(slug=slug, number=9, work=Work.objects.get(key="dukes-legacy")).full_clean()
    assert "slug" in error.value.message_dict


def test_touch_moves_the_version_of_these_articles_only() -> None:
    before = dict(Article.objects.values_list("slug", "apparatus_version"))
    Article.objects.filter(slug="article-1").touch()
    after = dict(Article.objects.values_list("slug", "apparatus_version"))
    assert after == before | {"article-1": before["article-1"] + 1}


def test_a_work_keeps_its_key() -> None:
    work = Work.objects.get(key="dukes-legacy")
    work.key = "dukes"
    with pytest.raises(ValidationError, match="A key is an address and never changes"):
        work.save()


def test_a_work_derives_its_columns_and_forgets_its_reference() -> None:
    work = Work.objects.get(key="dukes-legacy")
    assert work.reference_html != ""
    work.csl = {**work.csl, "title": "Other", "issued": {"date-parts": [[1991, 12]]}}
    work.save()
    work.refresh_from_db()
    assert (work.title, work.year, work.sort_name, work.reference_html) == ("Other", 1991, "Dukes, Paul", "")


@pytest.mark.parametrize(
    "csl",
    [
        *(None, [], "title", {}, {"type": "book"}, {"type": "book", "title": "A\0"}),
        *({"type": "book", "title": "A", "id": "b"}, {"type": "book", "title": "A", "custom": {}}),
    ],
)
def test_a_record_that_is_none_is_refused(csl: object) -> None:
    with pytest.raises(ValidationError) as error:
        Work(key="new-work", csl=csl).save()
    assert "csl" in error.value.message_dict


def test_a_work_that_is_cited_is_not_deleted() -> None:
    with pytest.raises(ProtectedError):
        Work.objects.get(key="dukes-legacy").delete()


def test_no_record_writes_another_key_than_its_own() -> None:
    assert csl_json.item(Record("own", {"id": "forged", "type": "book", "title": "A"})) == {
        "id": "own",
        "type": "book",
        "title": "A",
    }

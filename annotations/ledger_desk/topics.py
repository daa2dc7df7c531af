"""Topics: question, record with its sources, timeline, and the passages that speak on it."""

from typing import Any

from django.utils.translation import gettext as _

from annotations.ledger_desk import spans
from annotations.ledger_desk.records import Fields, Record, refused, yes
from annotations.models import TimelineEvent, Topic, TopicPassage, TopicSource
from annotations.pictures.dating import of_edtf
from annotations.searching import refresh_ledger
from edition.models import RecordVersion

PLAIN = ("title", "question", "record", "flagship")


class TopicRecord(Record[Topic]):
    """Of a topic all but its slug; its claims are records of their own."""

    kind = RecordVersion.Kind.TOPIC
    model = Topic
    kept = ("position",)

    def fields(self, row: Topic) -> Fields:
        events = row.timeline.select_related("work").order_by("position")
        passages = row.passages.select_related("span__revision__article").order_by("position")
        return {
            "position": row.position,
            **{name: getattr(row, name) for name in PLAIN},
            "sources": list(row.sources.order_by("position").values_list("work__key", flat=True)),
            "timeline": [{"date": e.date, "event": e.event, "source": e.work.key} for e in events],
            "passages": [spans.as_json(passage.span) for passage in passages],
        }

    def write(self, row: Topic, fields: Fields) -> None:
        for name in ("position", *PLAIN):
            setattr(row, name, fields[name])
        spans.once(fields["sources"], "sources")
        row.record_html = spans.rendered(row.record, fields["sources"], "record")
        row.full_clean()
        row.save()
        _write_sources(row, fields["sources"])
        _write_timeline(row, fields["timeline"])
        _write_passages(row, fields["passages"])

    def described(self, fields: Fields) -> dict[str, str]:
        return {
            _("Place among the topics"): str(fields["position"]),
            _("Title"): fields["title"],
            _("Question"): fields["question"],
            _("Shown first"): yes(fields["flagship"]),
            _("The record"): fields["record"],
            _("Sources"): "\n".join(fields["sources"]),
            _("Timeline"): "\n".join(f"{e['date']}: {e['event']} ({e['source']})" for e in fields["timeline"]),
            _("Passages"): "\n".join(map(spans.in_words, fields["passages"])),
        }

    def refresh(self, row: Topic) -> None:
        refresh_ledger(row)


def _write_sources(topic: Topic, keys: list[str]) -> None:
    works = spans.works(keys, "sources")
    topic.sources.all().delete()
    TopicSource.objects.bulk_create(TopicSource(topic=topic, work=works[key], position=n) for n, key in _from_1(keys))


def _write_timeline(topic: Topic, events: list[dict[str, str]]) -> None:
    works = spans.works((event["source"] for event in events), "timeline")
    topic.timeline.all().delete()
    for number, event in _from_1(events):
        if of_edtf(event["date"]) is None:
            raise refused("timeline", bad_date(event["date"]))
        work = works[event["source"]]
        made = TimelineEvent(topic=topic, position=number, date=event["date"], event=event["event"], work=work)
        made.full_clean()
        made.save()


def _write_passages(topic: Topic, places: list[dict[str, Any]]) -> None:
    found = [spans.span(place, "passages") for place in places]
    if len({span.pk for span in found}) < len(found):
        raise refused("passages", _("The same words are named twice. Leave one of the two out."))
    topic.passages.all().delete()
    TopicPassage.objects.bulk_create(TopicPassage(topic=topic, span=span, position=n) for n, span in _from_1(found))


def _from_1(items: list[Any]) -> Any:
    return enumerate(items, 1)


def bad_date(date: str) -> str:
    """Return the sentence about a date that is no EDTF date."""
    return _("“%(date)s” is no date. Write 1991, 1991-12, 1991-12-26, 1991~ for about, or 1947/1989.") % {"date": date}

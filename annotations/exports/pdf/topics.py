"""A topic as data for the layout."""

from __future__ import annotations

from django.utils.translation import gettext as _

from annotations.exports.books.topics import Account, Event, Point, TopicPart
from annotations.exports.books.volumes import Volume
from annotations.exports.pdf.articles import listed
from annotations.exports.pdf.data import Data, Writer, link, plain, voice, words


def topic(one: TopicPart, volume: Volume) -> Data:
    """Return a topic as data."""
    name = f"topic-{one.slug}"
    writer = Writer(volume, name)
    return {
        "name": name,
        "title": plain(one.title),
        "question": plain(one.question),
        "answer": plain(" ".join(filter(None, [one.asked, one.answer]))),
        "sentence": plain(one.sentence),
        "record": writer.nodes(one.record),
        "points": [_point(point, writer) for point in one.points],
        "events": [_event(event, writer) for event in one.events],
        "sources": [listed(each, writer) for each in one.sources],
        "address": [link(writer.site(one.path), *words(writer.site(one.path)))],
    }


def _point(one: Point, writer: Writer) -> Data:
    return {
        "mark": writer.mark(one.slug),
        "question": plain(one.question),
        "answer": plain(one.answer),
        "refs": writer.nodes(one.refs),
        "finding": writer.nodes(one.finding),
        "accounts": [_account(account, writer) for account in one.accounts],
        "silent": plain(one.silent),
    }


def _account(one: Account, writer: Writer) -> Data:
    return {
        "where": [link(writer.href(one.path), *words(one.where))],
        "aside": one.aside,
        "voice": voice(one.language),
        "exact": words(one.exact),
        "asserts": plain(one.asserts),
        "sign": one.sign,
        "result": one.verdict,
        "unjudged": _("Not judged"),
    }


def _event(one: Event, writer: Writer) -> Data:
    return {"date": plain(one.date), "words": [*words(one.event), " ", *writer.nodes([one.ref])]}

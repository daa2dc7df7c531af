"""Writing a note: the form of a new one and of one that is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from annotations import clashes, elsewhere, preview, saving, workflow
from annotations import content as contents
from annotations.content import Content, Place
from annotations.forms import NoteForms
from annotations.forms.adding import FORMATS, Adding
from annotations.forms.evidence import archived
from annotations.forms.making import Making
from annotations.forms.note import KINDS, VERDICTS
from annotations.forms.whole import sources_in, with_row, with_source, with_topic
from annotations.models import Annotation, Version
from annotations.quoting import WORDS_LONGEST
from annotations.views.access import editor, for_writers, methods, note_or_404, refused, status_of
from annotations.views.annotate import number_asked, revision_asked
from annotations.views.saved import saved
from annotations.views.selecting import FRAGMENT, fragment
from annotations.views.sources import hits
from annotations.vocabulary import Status
from annotations.workflow import REVIEW
from edition.lookup import revision_or_404
from edition.texts import selectors

PARTS = {"panel": "in_place", "preview": "live_preview"}  # what a script asks for instead of the page


@dataclass
class Desk:
    """One opened form: what it is about, what it holds, and what the page around it shows."""

    request: HttpRequest
    place: Place
    exact: str
    forms: NoteForms
    note: Annotation | None = None
    token: str = ""
    returned: Version | None = None
    shown: dict[str, Any] = field(default_factory=dict)

    def page(self, status: int = 200) -> HttpResponse:
        """Return the form with everything that was typed."""
        revision, passages = preview.where(self.place)
        context = {
            "desk": self,
            "forms": self.forms,
            "errors": self.forms.summary() if status != 200 else [],
            "passages": _in_context(self.place, revision.text, passages),
            "revision": revision,
            "kinds": KINDS,
            "verdicts": VERDICTS,
            "section": "desk",
            "formats": FORMATS,
            "making": Making(self.request.POST if self.request.method == "POST" else None, self.note),
            "kept_choices": [] if self.shown.get("clash") else clashes.kept(self.request.POST),
            "adding": Adding(self.request.POST if self.request.method == "POST" else None),
            **self.shown,
        }
        if not self.note:
            context |= _newer(self.place, self.exact)
        name = PARTS.get(fragment(self.request), "write")
        if name != "live_preview" and not self.note:
            context["elsewhere"] = elsewhere.find(self.place, self.exact)
            context["ticked"] = self.request.POST.getlist("also")
        response = render(self.request, f"annotations/desk/{name}.html", context, status=status)
        patch_vary_headers(response, [FRAGMENT])
        return response

    def put(self, data: QueryDict) -> None:
        """Go on with `data` as what was posted."""
        self.forms = NoteForms(self.place, self.exact, data=data)

    def go_on(self, content: Content, started_from: int) -> None:
        """Open the form anew on `content`, begun from the version `started_from`."""
        self.forms = NoteForms(self.place, self.exact, content=content, started_from=started_from)

    @property
    def draft_key(self) -> str:
        """The name under which a browser keeps what was typed and not saved: of the user, and of the note or place."""
        where = self.place
        about = (
            f"note {self.note.number}" if self.note else f"{where.article} {where.revision} {where.start} {where.end}"
        )
        return f"{self.request.user.pk} {about}"


@methods("GET", "HEAD", "POST")
@for_writers
def write(request: HttpRequest) -> HttpResponse:
    """The form of a new note on `?a=1&v=1&start=10&end=20`, or what was posted with it."""
    posted = _posted(request)
    try:
        place, exact = _place_asked(request)
    except selectors.SelectorError:
        return _no_place(request)
    token = request.POST.get("token", "") or saving.new_token()
    desk = Desk(request, place, exact, NoteForms(place, exact, data=posted), token=token)
    desk.forms.note.initial["kind"] = request.GET.get("kind", "")
    return _answer(desk) if posted is not None else _opened(desk)


@methods("GET", "HEAD", "POST")
@for_writers
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The form of a note that is there, or what was posted with it."""
    note, posted = note_or_404(number), _posted(request)
    act = "revise" if note.state == Status.RETURNED else "save"
    if not workflow.may_write(note, editor(request)):
        return _closed(request, note)
    if posted is None and act not in workflow.allowed(note, editor(request)):
        return _closed(request, note)
    latest = note.versions.get(number=note.version)
    content = Content.from_json(latest.fields)
    exact = _words(content.place)
    opened = None if posted is not None else content
    forms = NoteForms(content.place, exact, data=posted, content=opened, started_from=note.version)
    desk = Desk(request, content.place, exact, forms, note, returned=latest if latest.act == "return" else None)
    return _answer(desk) if posted is not None else _opened(desk)


def _closed(request: HttpRequest, note: Annotation) -> HttpResponse:
    """Say why a note cannot be edited now."""
    links = [(reverse("desk_note", args=[note.number]), _("Open note %(number)d") % {"number": note.number})]
    if note.state in {Status.SUBMITTED, Status.WITHDRAWN} and workflow.may_write(note, editor(request)):
        sentence = _("Note %(number)d is %(state)s now, so it cannot be changed.") % {
            "number": note.number,
            "state": Status(note.state).label.lower(),
        }
        return refused(request, 409, sentence, links=links)
    return refused(request, 403, _("This note is another author's. Only its authors and editors may change it."))


def _place_asked(request: HttpRequest) -> tuple[Place, str]:
    revision = revision_asked(request)
    start, end = number_asked(request, "start") or 0, number_asked(request, "end") or 0
    found = selectors.describe(revision.text, start, end)
    if not found.exact.strip() or not revision.passages.filter(end__gt=start, start__lt=end).exists():
        raise selectors.SelectorError(f"{start}–{end} lies between paragraphs")
    return Place(revision.article.slug, revision.number, start, end), found.exact


def _no_place(request: HttpRequest) -> HttpResponse:
    """Say that no note can stand on the characters asked for, and lead to where words are chosen."""
    revision, start = revision_asked(request), number_asked(request, "start") or 0
    sentence = _("No note can stand here: the place is none in this text, or cuts a character in two.")
    asked = {"a": revision.article.number, "v": revision.number}
    near = revision.passages.filter(end__gt=start).order_by("start").values_list("anchor", flat=True).first()
    address = f"{reverse('annotate')}?{urlencode(asked | ({'p': near} if near else {}))}"
    return refused(request, 422, sentence, links=[(address, _("Choose again"))])


def _newer(place: Place, exact: str) -> dict[str, Any]:
    """Return the number of the newest text; where the words are of an older one also a sentence that says so, and the
    address at which their place in the newest is chosen."""
    newest = revision_or_404(place.article)
    if newest.number == place.revision:
        return {"newest": newest.number}
    anchors = preview.where(place)[1][0].anchor
    if not newest.passages.filter(anchor=anchors).exists():
        anchors = newest.passages.order_by("position").values_list("anchor", flat=True)[0]
    asked = urlencode({"a": newest.article.number, "p": anchors, "words": exact[:WORDS_LONGEST]})
    facts = {"old": place.revision, "new": newest.number}
    sentence = _("The words stand in text version %(old)d; the newest is %(new)d.") % facts
    return {"newest": newest.number, "older": sentence, "newer_place": f"{reverse('annotate')}?{asked}"}


def _words(place: Place) -> str:
    revision, _passages = preview.where(place)
    return revision.text[place.start : place.end]


def _posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, with the row added that a button asked for; None for a page that is only opened."""
    if request.method != "POST":
        return None
    wish = request.POST.get("do", "")
    if wish.startswith("more-") and wish.removeprefix("more-") in {"evidence", "links"}:
        return with_row(request.POST, wish.removeprefix("more-"))
    if key := request.POST.get("use", ""):
        return with_source(request.POST, key)
    return request.POST


def _opened(desk: Desk) -> HttpResponse:
    """Answer with the form, and with what `?q=` finds in the bibliography."""
    desk.shown = hits(desk.request.GET.get("q", ""))
    return desk.page()


def _answer(desk: Desk) -> HttpResponse:
    """Answer a posted form: save it, show it, or show it with what was searched or added."""
    wish = desk.request.POST.get("do", "find")
    if wish in {"save", "submit"} and "use" not in desk.request.POST:
        return _save(desk, submit=wish == "submit")
    desk.shown = hits(desk.request.POST.get("q", ""))
    if "use" not in desk.request.POST:
        if wish.startswith("source-"):
            return _add_source(desk, wish)
        if wish.startswith("make-"):
            return _make(desk, wish)
        if wish.startswith("archive-"):
            return _archive(desk, wish.removeprefix("archive-"))
    if wish != "preview":
        return desk.page()
    if not desk.forms.check(whole=False):
        return desk.page(422)
    content = clashes.chosen(desk.forms.content(), desk.request.POST, desk.note)
    if content != desk.forms.content():
        desk.go_on(content, desk.forms.started_from)
    lacking = contents.problems(content, whole=True)
    desk.shown |= {
        "preview": preview.show(content, desk.note.number if desk.note else 0),
        "lacking": [sentence for sentences in lacking.values() for sentence in sentences],
    }
    return desk.page()


def _add_source(desk: Desk, wish: str) -> HttpResponse:
    """Take a step of adding a source; once it is saved, it stands in the first empty row of evidence."""
    adding, data = Adding(desk.request.POST), desk.request.POST
    adding.take(wish, editor(desk.request))
    if adding.saved:
        desk.put(with_source(data, adding.saved.key))
        messages.success(desk.request, _("Source “%(key)s” saved.") % {"key": adding.saved.key})
        adding = Adding()
    # What is wrong with the source stands beside its fields; the note itself is not being saved.
    desk.shown |= {"adding": adding, "errors": []}
    return desk.page(422 if adding.is_refused else 200)


def _make(desk: Desk, wish: str) -> HttpResponse:
    """Make a topic or a point of the ledger, or answer one; what was made is ticked among the note's topics."""
    if not desk.request.user.has_perm(REVIEW):
        return refused(desk.request, 403, _("Only editors change topics and claims."))
    data, making = desk.request.POST, Making(desk.request.POST, desk.note)
    making.take(wish, editor(desk.request), desk.place, sources_in(data))
    if making.made:
        desk.put(with_topic(data, making.made))
    desk.shown |= {"making": making, "errors": []}
    return desk.page(422 if making.problems else 200)


def _archive(desk: Desk, row: str) -> HttpResponse:
    """Keep the archived copy that was typed in a row of evidence with its source."""
    kept, sentence = archived(desk.forms.evidence, row, editor(desk.request))
    (messages.success if kept else messages.error)(desk.request, sentence)
    desk.shown |= {"errors": []}
    return desk.page(200 if kept else 422)


def _save(desk: Desk, *, submit: bool) -> HttpResponse:
    if not desk.forms.check(whole=submit):
        return desk.page(422)
    newer = {} if desk.note else _newer(desk.place, desk.exact)
    if "older" in newer and desk.request.POST.get("newest") != str(newer["newest"]):
        desk.shown = {"refusal": newer["older"]}
        return desk.page(409)
    by, content = editor(desk.request), clashes.chosen(desk.forms.content(), desk.request.POST, desk.note)
    try:
        if desk.note:
            saving.change(desk.note, content, by, started_from=desk.forms.started_from, submit=submit)
            numbers = [desk.note.number]
        else:
            others = elsewhere.chosen(desk.request.POST.getlist("also"), content, desk.exact)
            numbers = saving.create_all(desk.request.session, desk.token, [content, *others], by, submit=submit)
    except workflow.Refused as refusal:
        return _kept(desk, content, refusal)
    except elsewhere.NotThereError as error:
        desk.shown = {"refusal": str(error)}
        return desk.page(422)
    _tell_merges(desk)
    return saved(desk.request, numbers, submit=submit)


def _tell_merges(desk: Desk) -> None:
    """Say which sources and tags of the form were followed to what they were merged into."""
    for sentence in desk.forms.followed:
        messages.info(desk.request, sentence)


def _kept(desk: Desk, content: Content, refusal: workflow.Refused) -> HttpResponse:
    """Answer a save that was refused: what was typed stays in the form, beside what others saved."""
    _tell_merges(desk)
    desk.shown = {"refusal": str(refusal)}
    if isinstance(refusal, workflow.Incomplete):
        desk.forms.tell(refusal.problems)
    if isinstance(refusal, workflow.Clash) and desk.note:
        clash = clashes.settle(desk.note, content, desk.forms.started_from, refusal.latest)
        desk.go_on(clash.merged, refusal.latest.number)
        desk.shown |= {"latest": refusal.latest, "clash": clash}
    return desk.page(status_of(refusal))


def _in_context(place: Place, text: str, passages: list[Any]) -> list[tuple[str, str, str]]:
    """Return of each passage what stands before, in and after the words."""
    bounds = [(p.start, max(p.start, place.start), min(p.end, place.end), p.end) for p in passages]
    return [(text[a:b], text[b:c], text[c:d]) for a, b, c, d in bounds]

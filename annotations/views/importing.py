"""The import of an article's text in four steps: give it, look over its passages, see it, publish it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations import carrying, import_pages, importing, workflow
from annotations.forms.intake import ROLE_WORDS, GivenForm, RecordForm, encoding_choices, format_choices, initial
from annotations.importing import Change, Given
from annotations.views.access import editor, methods, refused
from annotations.views.ledger.common import for_editors
from annotations.views.uploading import bounded
from edition.intake import MAX_BYTES, IntakeError, check_size, wording
from edition.models import Intake

REFUSALS = (IntakeError, importing.Refused, carrying.Outdated, workflow.Refused)


def said(error: Exception) -> str:
    """Return why a step was refused, in the reader's language."""
    return wording.sentence(error) if isinstance(error, IntakeError) else str(error)


def status_of(error: Exception) -> int:
    """Return the HTTP status of a refused step."""
    if isinstance(error, IntakeError):
        return 413 if error.code in {"too-large", "too-long", "bomb"} else 422
    return (
        409 if isinstance(error, (importing.Stale, importing.Already, importing.UnderWay, carrying.Outdated)) else 422
    )


@bounded(MAX_BYTES)
@methods("GET", "HEAD", "POST")
@for_editors
def start(request: HttpRequest) -> HttpResponse:
    """Step 1: a file or pasted words; and the imports that are under way."""
    asked = {"article": request.GET.get("a", "")}
    form = GivenForm(request.POST, request.FILES) if request.method == "POST" else GivenForm(initial=asked)
    context: dict[str, Any] = {"form": form, "opened": importing.opened()}
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                made = importing.begin(_given(form), editor(request))
                return redirect("import_passages", made.pk)
            status = 422
        except REFUSALS as error:
            form.add_error(None, said(error))
            context |= {"already": getattr(error, "revision", None), "under_way": getattr(error, "intake", None)}
            status = status_of(error)
    return _render(request, "import", context, status)


def _given(form: GivenForm) -> Given:
    """Return what a form gives. A browser sends the line ends of pasted words as CR LF, whatever they were: LF."""
    data, file = form.cleaned_data, form.cleaned_data["file"]
    if file is not None:
        check_size(file.size)
    content = file.read() if file is not None else data["words"].replace("\r\n", "\n").encode()
    return Given(
        content,
        file.name if file is not None else "",
        (data["format"] or "auto") if file is not None or data["format"] else "auto",
        data["encoding"] if file is not None else "utf-8",
        data["article"],
        data["captured_on"],
    )


@methods("GET", "HEAD", "POST")
@for_editors
def passages(request: HttpRequest, key: int) -> HttpResponse:
    """Step 2: how the text was read, the role of each passage, and the record of the work."""
    found = _open_or_404(key)
    if request.method != "POST":
        return _passages(request, found, {})
    posted, sentence, status = request.POST, "", 422
    record = RecordForm(posted) if found.article is None and "title" in posted else None
    if posted.get("do") == "discard":
        return _discarded(request, found)
    try:
        if record is None or record.is_valid():
            changed = importing.change(key, _number(posted, "started_from"), _change(posted, found, record))
            return _onward(request, changed)
    except REFUSALS as error:
        sentence, status = said(error), status_of(error)
    return _passages(request, _open_or_404(key), posted, record, sentence, status)


def _change(posted: QueryDict, found: Intake, record: RecordForm | None) -> Change:
    """Return what a posted form of step 2 wishes; several passages may be given one role at once."""
    roles = {_index(name[5:]): str(posted[name]) for name in posted if name.startswith("role-")}
    if posted.get("do") == "apply":
        roles |= {_index(index): str(posted.get("set", "")) for index in posted.getlist("chosen")}
    draft = found.metadata.get("csl", {})
    metadata = {"csl": record.csl(draft), "slug": record.cleaned_data["slug"]} if record else None
    again = posted.get("do") == "read"
    return Change(
        roles,
        join=_number(posted, "join") if "join" in posted else None,
        split=_number(posted, "split") if "split" in posted else None,
        encoding=posted.get("encoding", "") if again else None,
        format=posted.get("format", "auto") if again else None,
        metadata=metadata,
    )


def _number(posted: QueryDict, name: str) -> int:
    return _index(posted.get(name, ""))


def _index(value: str) -> int:
    """Return what was posted as a number; -1, which names nothing, for anything else."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1


def _onward(request: HttpRequest, found: Intake) -> HttpResponse:
    if request.POST.get("do") == "next":
        return redirect("import_preview", found.pk)
    messages.success(request, _("Saved."))
    return redirect(reverse("import_passages", args=[found.pk]) + f"?page={max(1, _number(request.POST, 'page'))}")


def _discarded(request: HttpRequest, found: Intake) -> HttpResponse:
    try:
        importing.discard(found.pk, _number(request.POST, "started_from"))
    except importing.Refused as error:
        return refused(request, status_of(error), str(error), links=_links(found))
    messages.success(request, _("Import discarded."))
    return redirect("desk_import")


def _passages(
    request: HttpRequest,
    found: Intake,
    typed: Any,
    record: RecordForm | None = None,
    sentence: str = "",
    status: int = 200,
) -> HttpResponse:
    read = importing.reading(found)
    record = record or (RecordForm(initial=initial(found.metadata)) if found.article is None else None)
    number = typed.get("page") or request.GET.get("page")
    context = {
        "found": found,
        "reading": read,
        "how": wording.found(read.how),
        "sample": read.text[:600],
        "page": import_pages.lines(read.text, importing.blocks(found), number, typed),
        "record": record,
        "roles": ROLE_WORDS.items(),
        "formats": format_choices(),
        "encodings": encoding_choices(),
        "sentence": sentence,
    }
    return _render(request, "import_passages", context, status)


@methods("GET", "HEAD")
@for_editors
def preview(request: HttpRequest, key: int) -> HttpResponse:
    """Step 3: a new article as readers will see it; a new capture beside the text before it, with what it moves."""
    found = _open_or_404(key)
    read, blocks = importing.reading(found), importing.blocks(found)
    revision = import_pages.unstored(found, read.text)
    context: dict[str, Any] = {"found": found, "revision": revision}
    if found.article:
        plan = carrying.plan(found.article, read.text, blocks)
        parts = import_pages.extents(plan.blocks)
        context |= {"plan": plan, "changes": import_pages.changes(plan), "base": plan.base.number}
        context["groups"] = import_pages.outcome_groups(plan, revision)
    else:
        parts = import_pages.extents(blocks)
    shown = import_pages.preview(revision, parts)
    context |= {"reading": shown, "text": [import_pages.safe("".join(one.pieces)) for one in shown.body]}
    context["aside"] = [import_pages.safe("".join(one.pieces)) for one in shown.aside]
    return _render(request, "import_preview", context)


@methods("POST")
@for_editors
def publish(request: HttpRequest, key: int) -> HttpResponse:
    """Step 4: store the text, and with it what moves; all or nothing."""
    found = Intake.objects.filter(pk=key).first()
    if found is None:
        raise Http404(_no_import())
    posted = request.POST
    try:
        revision = importing.publish(
            key, editor(request), started_from=_number(posted, "started_from"), base=max(0, _number(posted, "base"))
        )
    except REFUSALS as error:
        return refused(request, status_of(error), said(error), links=_links(Intake.objects.get(pk=key)))
    numbers = {"number": revision.article.number, "version": revision.number}
    messages.success(request, _("Article %(number)d, text version %(version)d, published.") % numbers)
    if found.article and carrying.waiting_count():
        return redirect("unplaced")
    return redirect("revision", revision.article.slug, revision.number)


def _links(found: Intake) -> list[tuple[str, str]]:
    if found.revision:
        return [(found.revision.get_absolute_url(), _("Open the published text"))]
    if found.state == Intake.State.OPEN:
        return [(reverse("import_passages", args=[found.pk]), _("Open the import"))]
    return [(reverse("desk_import"), _("All imports"))]


def _open_or_404(key: int) -> Intake:
    found = Intake.objects.filter(pk=key, state=Intake.State.OPEN).select_related("article__work", "by").first()
    if found is None:
        raise Http404(_no_import())
    return found


def _no_import() -> str:
    return _("There is no such import under way: it was published or discarded.")


def _render(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context |= {"section": "desk", "desk_section": "import"}
    return render(request, f"annotations/desk/{name}.html", context, status=status)

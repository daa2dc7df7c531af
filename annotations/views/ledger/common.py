"""What these pages share: who may open them, and which record, form and list belong to which kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.forms.ledger.article import ArticleForm
from annotations.forms.ledger.base import LedgerForm
from annotations.forms.ledger.topic import ClaimForm, TopicForm
from annotations.forms.ledger.work import WorkForm
from annotations.ledger_desk.articles import ArticleRecord
from annotations.ledger_desk.claims import ClaimRecord
from annotations.ledger_desk.records import Record
from annotations.ledger_desk.tags import TagRecord
from annotations.ledger_desk.topics import TopicRecord
from annotations.ledger_desk.works import WorkRecord
from annotations.views.access import View, for_writers, refused
from annotations.workflow import REVIEW

NUL = "\x00"


@dataclass(frozen=True, slots=True)
class Desk:
    """One kind of record at the desk: `section` is its entry in the navigation, `listed` the name of its list."""

    record: Record[Any]
    section: str
    listed: str
    words: str | Promise
    form: type[LedgerForm] | None = None

    def address(self, key: str) -> str:
        """Return the address of the page of a record at the desk."""
        return reverse(f"desk_{self.record.kind.value}", args=[key])

    def history(self, key: str) -> str:
        """Return the address of the history of a record."""
        return reverse(f"desk_{self.record.kind.value}_history", args=[key])


DESKS = {
    "work": Desk(WorkRecord(), "sources", "desk_works", gettext_lazy("Sources"), WorkForm),
    "article": Desk(ArticleRecord(), "articles", "desk_articles", gettext_lazy("Articles"), ArticleForm),
    "topic": Desk(TopicRecord(), "ledger", "desk_ledger", gettext_lazy("Topics and claims"), TopicForm),
    "claim": Desk(ClaimRecord(), "ledger", "desk_ledger", gettext_lazy("Topics and claims"), ClaimForm),
    "tag": Desk(TagRecord(), "tags", "desk_tags", gettext_lazy("Tags")),
}


def for_editors(view: View) -> View:
    """Let editors alone in; others are sent to the log-in page, or told whom to ask."""

    @wraps(view)
    @for_writers
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(REVIEW):
            return refused(request, 403, _("Only editors may do this. Ask an administrator to make you one."))
        return view(request, *args, **kwargs)

    return guarded


def row_or_404(desk: Desk, key: str) -> Any:
    """Return the row of a record; raises Http404 with a sentence."""
    row = None if NUL in key else desk.record.get(key)
    if row is None:
        raise Http404(_("There is no “%(key)s” here.") % {"key": key[:60]})
    return row

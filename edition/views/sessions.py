"""One's own sessions: listed, and ended one by one or all but this."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from edition.people import sessions as domain


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """List them; a POST ends all but this one."""
    user = cast(User, request.user)
    if request.method == "POST":
        count = domain.end(user)
        messages.success(request, ngettext("%(n)d session ended", "%(n)d sessions ended", count) % {"n": count})
        return redirect("usersessions_list")
    return render(request, "usersessions/usersession_list.html", {"sessions": domain.sessions(request, user)})


@login_required
@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    """End one."""
    if domain.end(cast(User, request.user), key):
        messages.success(request, _("Session ended"))
    else:
        messages.info(request, _("This session had ended already."))
    return redirect("usersessions_list")

"""The rules of this site for django-allauth: nobody signs up, words are the site's own, pages keep their language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, User
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from edition.languages import in_preferred
from edition.people import letters, wording


class AccountAdapter(DefaultAccountAdapter):
    """What allauth asks about accounts."""

    error_messages = {**DefaultAccountAdapter.error_messages, **wording.ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: accounts come from invitations."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Failed tries count for a name and an address together: from elsewhere its owner still gets in.
        login = str(credentials.get("email") or credentials.get("username") or "").lower()
        return f"{self.get_client_ip(request)} {login}"

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **options: Any) -> HttpResponse:
        """Lead to the language that the account prefers."""
        response: HttpResponse = super().post_login(request, user, **options)
        if isinstance(user, User) and response.has_header("Location"):
            response.headers["Location"] = in_preferred(response.headers["Location"], user)
        return response

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in the words of this site."""
        words = message or wording.MESSAGES.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter; one that tells of a change has the same form for every change."""
        if notice := wording.NOTICES.get(template_prefix):
            template_prefix, context = "account/email/notice", {**context, "notice": notice}
        try:
            super().send_mail(template_prefix, email, context)
        except letters.FAILURES as error:
            letters.failed(template_prefix, error)
            # Who is logged in may know; to others every answer is the same, whether there is an account or not.
            if self.request.user.is_authenticated:
                messages.warning(self.request, _("The letter could not be sent. Ask an administrator."))


class SecondFactorAdapter(DefaultMFAAdapter):
    """What allauth asks about passkeys, authenticator apps and recovery codes."""

    error_messages = {**DefaultMFAAdapter.error_messages, **wording.SECOND_FACTOR_ERRORS}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Return a name for the next passkey, numbered."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the site as passkeys know it: its host, under the name of the edition."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Sic"}

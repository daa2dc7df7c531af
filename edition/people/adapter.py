"""The rules of this site for django-allauth: nobody signs up, words are the site's own, pages keep their language."""

from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, User
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from edition.languages import in_preferred
from edition.people import encryption, letters, wording


class AccountAdapter(DefaultAccountAdapter):
    """What allauth asks about accounts."""

    error_messages = {**DefaultAccountAdapter.error_messages, **wording.ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: accounts come from invitations."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address of the client; of IPv6 its network of /64, for whoever has one address has them all."""
        address = ip_address(super().get_client_ip(request))
        if address.version == 4:
            return str(address)
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((address, 64), strict=False).network_address)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Failed tries count for a name and an address together: from elsewhere its owner still gets in.
        login = str(credentials.get("email") or credentials.get("username") or "").lower()
        return f"{self.get_client_ip(request)} {login}"

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **options: Any) -> HttpResponse:
        """Lead to the language that the account prefers; a log-in by password confirms who it is for a while."""
        response: HttpResponse = super().post_login(request, user, **options)
        # A password that was typed just now is not asked for again at once.
        if any(record.get("method") == "password" for record in get_authentication_records(request, user)):
            reauthenticate_by_password(request)
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
        known = {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
        letter = self.render_mail(template_prefix, email, {**known, **context})
        # Who is logged in may know; to others every answer is the same, and as quick, whether there is an account.
        if not self.request.user.is_authenticated:
            letters.send_later(template_prefix, letter)
        elif not letters.send(template_prefix, letter):
            messages.warning(self.request, _("The letter could not be sent. Ask an administrator."))


class SecondFactorAdapter(DefaultMFAAdapter):
    """What allauth asks about passkeys, authenticator apps and recovery codes."""

    error_messages = {**DefaultMFAAdapter.error_messages, **wording.SECOND_FACTOR_ERRORS}

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it."""
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that the database keeps."""
        return encryption.decrypt(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Return a name for the next passkey, numbered."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the site as passkeys know it: its host, under the name of the edition."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Sic"}

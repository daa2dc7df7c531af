"""People: the name under which an account's work is published, and invitations to the desk."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edition import orcid


class Role(models.TextChoices):
    """What an account may do; the values are the names of the groups that migrations made."""

    CONTRIBUTOR = "contributor", _("contributor")
    EDITOR = "editor", _("editor")
    ADMINISTRATOR = "administrator", _("administrator")


class Profile(models.Model):
    """What readers see of an account: its public name, and an ORCID iD or ''."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile", verbose_name=_("account")
    )
    public_name = models.CharField(_("public name"), max_length=200, blank=True)
    orcid = models.CharField("ORCID", max_length=19, blank=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.UniqueConstraint(
                fields=["orcid"],
                condition=~Q(orcid=""),
                name="edition_profile_orcid_once",
                violation_error_message=_("Another account has this ORCID iD."),
            ),
        ]

    def __str__(self) -> str:
        return self.public_name

    @property
    def orcid_address(self) -> str:
        """Return the address of the iD, or ''."""
        return orcid.address(self.orcid)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """What invitations are asked."""

    def unanswered(self) -> "InvitationQuerySet":
        """Return those neither accepted nor revoked, whether they can still be used or not; the newest first."""
        return self.filter(accepted_at=None, revoked_at=None).order_by("-created_at", "-pk")

    def usable(self, now: datetime) -> "InvitationQuerySet":
        """Return those that can be accepted at `now`."""
        return self.unanswered().filter(expires_at__gt=now)


class Invitation(models.Model):
    """An invitation to one address. Of its token only the SHA-256 is kept (64 hexadecimal digits)."""

    address = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="invitations", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitation",
        verbose_name=_("account"),
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="edition_invitation_accepted_or_revoked"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="edition_invitation_role"),
            models.UniqueConstraint(
                Lower("address"), condition=Q(accepted_at=None, revoked_at=None), name="edition_invitation_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.role}"

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

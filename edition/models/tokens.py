"""Tokens by which a program acts for an account."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a token is good for; whoever may write may read."""

    READ = "read", _("Read what is under way")
    WRITE = "write", _("Read and write")


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """What tokens are asked."""

    def live(self, now: datetime) -> "AccessTokenQuerySet":
        """Return those that are neither revoked nor too old at `now`."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class AccessToken(models.Model):
    """A token of one account. Of the token itself only the SHA-256 is kept (64 hexadecimal digits).

    After it was made only two things happen to it: a day on which it was used, and its revocation.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="access_tokens", verbose_name=_("account")
    )
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(_("what it may do"), max_length=5, choices=Scope)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    used_on = models.DateField(_("last used"), null=True, blank=True, help_text=_("The day alone."))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        constraints = (models.CheckConstraint(condition=Q(scope__in=Scope.values), name="access_token_scope"),)

    def __str__(self) -> str:
        return self.name

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

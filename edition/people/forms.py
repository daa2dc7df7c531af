"""Forms of accounts: allauth's in the words of this site, and the site's own."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edition import orcid
from edition.models import Profile, Role

LONGEST_PASSKEY_NAME = 100


class Plain(forms.Form):
    """A form whose fields are told by their labels, in the words of this site, and not by words inside them."""

    labels: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.labels:
                field.label = self.labels[name]


class LogInForm(Plain, account.LoginForm):
    """Name or e-mail address, and password."""

    labels = {"login": gettext_lazy("Name or e-mail address"), "password": gettext_lazy("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # It says where a forgotten password is renewed; the page says so too.
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs |= {"autocomplete": "username webauthn", "autocapitalize": "none"}


NEW_PASSWORD = {"password1": gettext_lazy("New password"), "password2": gettext_lazy("New password confirmation")}


class PasswordForm(Plain, account.ChangePasswordForm):
    """The password of before, and a new one twice."""

    labels = {"oldpassword": gettext_lazy("Old password"), **NEW_PASSWORD}


class FirstPasswordForm(Plain, account.SetPasswordForm):
    """A password for an account without one."""

    labels = NEW_PASSWORD


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):
    """A new password, after a letter."""

    labels = NEW_PASSWORD


class ResetForm(Plain, account.ResetPasswordForm):
    """The address to which a letter is sent."""

    labels = {"email": gettext_lazy("E-mail address")}


class AddressForm(Plain, account.AddEmailForm):
    """Another e-mail address."""

    labels = {"email": gettext_lazy("New e-mail address")}


class ConfirmForm(Plain, account.ReauthenticateForm):
    """The password once more."""

    labels = {"password": gettext_lazy("Password")}


class CodeForm(Plain, second_factor.AuthenticateForm):
    """A code of an app, or a recovery code."""

    labels = {"code": gettext_lazy("Code")}


class ConfirmCodeForm(Plain, second_factor.ReauthenticateForm):
    """A code once more."""

    labels = {"code": gettext_lazy("Code")}


class AppForm(Plain, ActivateTOTPForm):
    """The first code of an app."""

    labels = {"code": gettext_lazy("Code that the app shows")}


class PasskeyForm(Plain, AddWebAuthnForm):
    """A passkey, and what to call it."""

    labels = {"name": gettext_lazy("Name of the passkey")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = LONGEST_PASSKEY_NAME

    def clean_name(self) -> str:
        return str(super().clean_name())[:LONGEST_PASSKEY_NAME]


class PasskeyNameForm(Plain, EditWebAuthnForm):
    """What to call a passkey."""

    labels = {"name": gettext_lazy("Name of the passkey")}
    name = forms.CharField(max_length=LONGEST_PASSKEY_NAME)


def _clean_public_name(name: str) -> str:
    """Return a name on one line, without signs that cannot be seen; raises ValidationError where none is left."""
    clean = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    if not clean:
        raise ValidationError(_("Give the name that readers shall see."), code="empty")
    return clean


class ProfileForm(forms.ModelForm):
    """What readers see of an account."""

    class Meta:
        model = Profile
        fields = ("public_name", "orcid")
        labels = {"public_name": gettext_lazy("Public name"), "orcid": gettext_lazy("ORCID iD")}
        help_texts = {
            "public_name": gettext_lazy("Readers see it with your notes. Notes of before keep the name they had."),
            "orcid": gettext_lazy("Sixteen signs, as in 0000-0002-1825-0097, or the address of your ORCID page."),
        }

    orcid = forms.CharField(required=False, max_length=60)
    field_order = ("public_name", "orcid")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public_name"].required = True
        self.fields["public_name"].widget.attrs["autocomplete"] = "name"
        for name in self.Meta.fields:
            self.fields[name].label = self.Meta.labels[name]
            self.fields[name].help_text = self.Meta.help_texts[name]

    def clean_public_name(self) -> str:
        return _clean_public_name(self.cleaned_data["public_name"])

    def clean_orcid(self) -> str:
        text = self.cleaned_data["orcid"].strip()
        try:
            return orcid.read(text) if text else ""
        except orcid.OrcidError as error:
            raise ValidationError(_orcid_problem(str(error)), code=str(error)) from None


def _orcid_problem(code: str) -> str:
    if code == "checksum":
        return _("One of the signs is mistyped: the last sign of the ORCID iD does not fit the others.")
    return _("An ORCID iD has sixteen signs, in four groups: 0000-0002-1825-0097.")


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)


class RoleForm(forms.Form):
    """A role."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)


class AcceptForm(UserCreationForm):
    """The account of who was invited; all that is said of a password holds here too."""

    public_name = forms.CharField(
        label=gettext_lazy("Public name"),
        max_length=200,
        help_text=gettext_lazy("Readers see it with your notes."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("public_name", "username", "password1", "password2")

    class Meta:
        model = User
        fields = ("username",)
        labels = {"username": gettext_lazy("Name to log in with")}
        help_texts = {"username": gettext_lazy("Letters, digits and @ . + - _ only. Readers never see it.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label, self.fields["password2"].label = _("Password"), _("Password once more")
        self.fields["username"].widget.attrs.pop("autofocus", None)

    def clean_public_name(self) -> str:
        return _clean_public_name(self.cleaned_data["public_name"])

    def clean_username(self) -> str:
        """Refuse a name that is somebody's address too: both lead to an account."""
        name = str(super().clean_username() or "")
        if "@" in name and User.objects.filter(email__iexact=name).exclude(email__iexact=self.instance.email).exists():
            raise ValidationError(_("This name cannot be used. Choose another."), code="address")
        return name

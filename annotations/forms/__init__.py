"""The forms of the desk."""

from annotations.forms.whole import NoteForms

__all__ = ["NoteForms"]

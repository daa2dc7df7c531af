"""Requests with a token."""

import json
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from edition import tokens

JSON_LD = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


def token_of(user: User, scope: str = "write") -> str:
    return tokens.issue(user, "A program", scope, 30)[1]


class Program:
    """A client that sends a token, and JSON-LD; no cookies."""

    def __init__(self, token: str) -> None:
        # Forms without the token of forms are refused, as on the site: what passes needs none.
        self.client, self.token = Client(enforce_csrf_checks=True), token

    def send(self, method: str, address: str, data: Any = None, **headers: str) -> Any:
        """Send a request; `If_Match="…"` is the header If-Match."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = data if isinstance(data, str | bytes) else json.dumps(data) if data is not None else ""
        return self.client.generic(
            method,
            address,
            body,
            content_type=named.pop("Content-Type", JSON_LD),
            headers={"Authorization": f"Bearer {self.token}", **named},
        )

"""Claims: the question, the value that the sources support, the finding, and what each article asserts."""

from typing import Any

from django.utils.translation import gettext as _

from annotations.ledger_desk import spans
from annotations.ledger_desk.records import Fields, Record, refused
from annotations.models import Account, Annotation, Claim, ClaimSource
from annotations.searching import refresh_ledger
from annotations.vocabulary import Verdict
from edition.models import RecordVersion

PLAIN = ("question", "checked_value", "finding")


class ClaimRecord(Record[Claim]):
    """Of a claim all but its slug and its topic."""

    kind = RecordVersion.Kind.CLAIM
    model = Claim
    kept = ("position",)

    def fields(self, row: Claim) -> Fields:
        accounts = row.accounts.select_related("span__revision__article", "annotation").order_by("position")
        return {
            "position": row.position,
            **{name: getattr(row, name) for name in PLAIN},
            "sources": list(row.sources.order_by("position").values_list("work__key", flat=True)),
            "accounts": [_account(account) for account in accounts],
        }

    def write(self, row: Claim, fields: Fields) -> None:
        for name in ("position", *PLAIN):
            setattr(row, name, fields[name])
        spans.once(fields["sources"], "sources")
        row.finding_html = spans.rendered(row.finding, fields["sources"], "finding")
        row.full_clean()
        row.save()
        works = spans.works(fields["sources"], "sources")
        row.sources.all().delete()
        rows = enumerate(fields["sources"], 1)
        ClaimSource.objects.bulk_create(ClaimSource(claim=row, work=works[key], position=n) for n, key in rows)
        _write_accounts(row, fields["accounts"])

    def described(self, fields: Fields) -> dict[str, str]:
        return {
            _("Place in the topic"): str(fields["position"]),
            _("Question"): fields["question"],
            _("What the sources support"): fields["checked_value"],
            _("Finding"): fields["finding"],
            _("Sources"): "\n".join(fields["sources"]),
            _("What the articles say"): "\n".join(map(_in_words, fields["accounts"])),
        }

    def refresh(self, row: Claim) -> None:
        refresh_ledger(row)


def _account(account: Account) -> dict[str, Any]:
    return {
        "place": spans.as_json(account.span),
        "asserts": account.asserts,
        "verdict": account.verdict,
        "note": account.annotation.number if account.annotation else None,
    }


def _write_accounts(claim: Claim, accounts: list[dict[str, Any]]) -> None:
    numbers = {account["note"] for account in accounts} - {None}
    notes = {note.number: note for note in Annotation.objects.filter(number__in=numbers)}
    if lost := sorted(numbers - set(notes)):
        raise refused("accounts", _("There is no note %(number)d.") % {"number": lost[0]})
    claim.accounts.all().delete()
    for position, account in enumerate(accounts, 1):
        if account["verdict"] and account["note"] is None:
            raise refused("accounts", _("A verdict rests on a note: give its number, or leave the verdict out."))
        made = Account(claim=claim, position=position, asserts=account["asserts"], verdict=account["verdict"])
        made.span, made.annotation = spans.span(account["place"], "accounts"), notes.get(account["note"])
        made.full_clean()
        made.save()


def _in_words(account: dict[str, Any]) -> str:
    verdict = str(dict(Verdict.choices).get(account["verdict"], ""))
    note = _("Note %(number)d") % {"number": account["note"]} if account["note"] else ""
    return " · ".join(filter(None, [spans.in_words(account["place"]), account["asserts"], verdict, note]))

"""Numbers in sentences, as the language of the page writes them."""

from django.utils.formats import number_format
from django.utils.functional import lazy


def grouped(number: int) -> str:
    """Return `number` with its thousands apart: 10,000; in Russian by a no-break space."""
    return str(number_format(number, use_l10n=True, force_grouping=True))


# For sentences that are made before the language is known.
grouped_lazily = lazy(grouped, str)

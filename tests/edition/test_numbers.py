"""Numbers in sentences: the thousands apart, as each language writes them."""

import pytest
from django.utils.translation import override

from edition.numbers import grouped, grouped_lazily
from edition.quotations.wording import REFUSALS


@pytest.mark.parametrize(("language", "shown"), [("en", "10,000"), ("ru", "10\xa0000"), ("ur", "10,000")])
def test_thousands_are_apart(language: str, shown: str):
    lazily = grouped_lazily(10_000)
    with override(language):
        assert (grouped(10_000), str(lazily), grouped(999)) == (shown, shown, "999")
        assert shown in str(REFUSALS["too-long"])

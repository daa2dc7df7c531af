"""Two editors who publish the same import at the same moment make one text of it."""

from functools import partial

import pytest
from django.contrib.auth.models import User

from annotations import importing
from edition.models import Revision
from tests.annotations.test_workflow_at_once import at_once

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_an_import_published_twice_at_once_is_one_text(bob: User, carol: User) -> None:
    found = importing.begin(importing.Given(b"A title\n\nThe words of the article.\n"), bob)
    publish = partial(importing.publish, found.pk, started_from=0, base=0)
    done = at_once([partial(publish, bob), partial(publish, carol)])
    assert sorted(type(one).__name__ for one in done) == ["Revision", "Stale"]
    assert [str(one) for one in Revision.objects.all()] == ["a-title v1"]

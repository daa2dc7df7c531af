"""axe finds nothing on any kind of page: narrow and wide, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.browser import NewPage
from tests.support.pages import PAGES

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.any_engine]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing(new_page: NewPage, width: int, scheme: str):
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    findings = []
    for address in PAGES:
        page.goto(address)
        for violation in Axe().run(page, options=RULES).response["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"][:3]]
            findings.append((address, violation["id"], nodes))
    assert findings == []

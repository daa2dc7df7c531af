"""A keyboard, and nothing else: how the journeys of new people go through the site."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page

from tests.support.site import Site

STEPS = 400
LETTER_SECONDS = 10
# How many stops of Tab lie between where the focus is and a control, about; below nought where it was passed.
DISTANCE = """control => {
  const here = document.activeElement;
  if (here === control) return 0;
  const [before, after, by] = here.compareDocumentPosition(control) & 2 ? [control, here, -1] : [here, control, 1];
  const follows = (one, other) => one === other || Boolean(one.compareDocumentPosition(other) & 4);
  const stops = [...document.querySelectorAll('a[href],button,input,select,textarea,summary')];
  const between = stops.filter(stop => stop.tabIndex >= 0 && !stop.disabled && stop.checkVisibility()
    && (stop.type !== 'radio' || stop.checked) && stop !== before && follows(before, stop) && follows(stop, after));
  return by * Math.max(1, between.length);
}"""
# Selects the first sign of words in a passage.
FIRST_SIGN = """([anchor, words]) => {
  const texts = document.createTreeWalker(document.querySelector(`#${anchor} .src`), NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + 1); return; }
  }
  throw new Error(`No ${words}`);
}"""


class Keyboard:
    """Keys on a page. Controls are reached by Tab alone, as far as Tab goes round the page once."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, control: Locator) -> None:
        """Press Tab until `control` has the focus, or Shift and Tab where it was passed."""
        control.wait_for(state="visible")
        element, pressed = control.element_handle(), 0
        while distance := element.evaluate(DISTANCE):
            # Half of the way at a time: what is counted is about right only.
            for _step in range((abs(distance) + 1) // 2):
                self.page.keyboard.press("Tab" if distance > 0 else "Shift+Tab")
                pressed += 1
            if pressed > STEPS:
                pytest.fail(f"No way by keyboard to {control} on {self.page.url}.")

    def enter(self, role: str, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Press Enter on a button or a link."""
        control = (within or self.page).get_by_role(role, name=name, exact=isinstance(name, str))  # type: ignore[arg-type]
        self.reach(control.first)
        self.page.keyboard.press("Enter")

    def go(self, role: str, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Press Enter on a button or a link that leads to another page, and wait for that."""
        with self.page.expect_navigation():
            self.enter(role, name, within)

    def open(self, summary: str, within: Locator | None = None) -> None:
        """Open what is folded."""
        self.reach(
            (within or self.page)
            .locator("summary")
            .get_by_text(summary, exact=True)
            .locator("xpath=ancestor-or-self::summary")
        )
        self.page.keyboard.press("Enter")

    def write(self, label: str, words: str) -> None:
        """Put words in place of those of a field, as one pastes them."""
        self.reach(self.page.get_by_label(label, exact=True).first)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(words)

    def pick(self, label: str, option: str) -> None:
        """Go down a list to the option."""
        field = self.page.get_by_label(label, exact=True)
        self.reach(field)
        for _step in range(STEPS):
            if field.evaluate("list => list.selectedOptions[0].textContent") == option:
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"No {option} in {label}.")

    def choose(self, name: str, value: str) -> None:
        """Choose one of a group of radio buttons: Tab leads to the group, arrows within it."""
        group = self.page.locator(f"input[type=radio][name={name}]")
        wanted = self.page.locator(f"input[type=radio][name={name}][value={value}]")
        checked = group.and_(self.page.locator(":checked"))
        self.reach(checked if checked.count() else group.first)
        self.page.keyboard.press("Space")
        for _step in range(group.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"No {value} in {name}.")

    def select(self, anchor: str, words: str) -> None:
        """Select words from their first sign on, by Shift, Control and the arrow, word for word, then sign for sign.

        The first sign is selected by script: by keyboard that is done by caret browsing (F7) or by a find that is
        closed (Ctrl+F, Escape), and neither can be had in a browser without a window.
        """
        self.page.evaluate(FIRST_SIGN, [anchor, words[:12]])
        while len(self.selected()) < len(words):
            before = self.selected()
            self.page.keyboard.press("Shift+Control+ArrowRight")
            assert self.selected() != before
        while len(self.selected()) > len(words):
            self.page.keyboard.press("Shift+ArrowLeft")
        assert self.selected() == words

    def selected(self) -> str:
        return str(self.page.evaluate("getSelection().toString()"))


def letter(site: Site, address: str) -> str:
    """Return the link of the letter that invited `address`, as the site printed it; waits until it is written."""
    to = re.compile(rf"^To: {re.escape(address)}$.*?^(?P<link>http\S+/accounts/invitation/\S+)$", re.M | re.S)
    deadline = time.monotonic() + LETTER_SECONDS
    while time.monotonic() < deadline:
        if found := to.search(site.log.read_text(encoding="utf-8")):
            return found["link"]
        time.sleep(0.1)
    pytest.fail(f"No letter to {address}.")

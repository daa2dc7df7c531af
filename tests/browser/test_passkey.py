"""A new editor is invited, sets a passkey and logs in by it alone; then by a code, and by a recovery code. No mouse."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import Site

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.any_engine]
PASSWORD = "entirely new words 7"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def named(site: Site) -> str:
    """The address of the site by a name: a passkey belongs to one, and a bare number is none."""
    return site.url.replace("127.0.0.1", "localhost")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until the control has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _step in range(60):
        press(page, "Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"No way by keyboard to {name}.")


def type_into(page: Page, **fields: str) -> None:
    """Type into the fields of a form in the order in which Tab reaches them, and send it by Enter."""
    for label, words in fields.items():
        tab_to(page, "textbox", label.replace("_", " "))
        page.keyboard.type(words)
    press(page, "Enter")


def log_in(page: Page, name: str, password: str, after: str = "/desk/") -> None:
    page.goto(f"/accounts/login/?next={after}")
    page.get_by_label("Name or e-mail address").focus()
    page.keyboard.type(name)
    type_into(page, Password=password)


def log_out(page: Page) -> None:
    tab_to(page, "button", "Log out")
    press(page, "Enter")
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


def axe_finds_nothing(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"][:200]) for found in violations] == []


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def invited(site: Site, new_page: NewPage) -> str:
    """The link of an invitation, as the administrator copies it."""
    page = new_page(base_url=named(site), viewport={"width": 1440, "height": 900})
    log_in(page, "administrator", site.passwords["administrator"], "/desk/people/")
    page.get_by_label("E-mail address").fill("nadia@example.org")
    page.get_by_label("Role", exact=True).select_option("editor")
    page.get_by_role("button", name="Invite", exact=True).click()
    axe_finds_nothing(page)
    return page.locator("#invitation-link").inner_text()


def test_invited_with_a_passkey_and_in_again_by_it_alone(
    site: Site, new_page: NewPage, invited: str, browser_errors: list[str]
) -> None:
    page = new_page(base_url=named(site), viewport={"width": 390, "height": 900}, color_scheme="dark")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto(invited)
    axe_finds_nothing(page)
    fields = {"Public_name": "Nadia Noor", "Name_to_log_in_with": "nadia", "Password": PASSWORD}
    type_into(page, **fields, Password_once_more=PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set a passkey")
    axe_finds_nothing(page)
    tab_to(page, "button", "Set the passkey")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    axe_finds_nothing(page)
    log_out(page)

    page.goto("/accounts/login/")
    tab_to(page, "button", "Log in with a passkey")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Desk")

    page.goto("/accounts/security/app/activate/")
    page.wait_for_url("**/accounts/confirm/**")
    type_into(page, Password=PASSWORD)
    secret = page.locator("#totp-secret").inner_text()
    axe_finds_nothing(page)
    type_into(page, Code_that_the_app_shows=code_of(secret))
    expect(page.locator("main")).to_contain_text("After the password you are asked for the code of your app.")
    log_out(page)

    # Without script, password and code do; a recovery code stands for the app once.
    plain = new_page(script=False, base_url=named(site))
    for code, accepted in ((codes[0], True), (codes[0], False), (codes[1], True)):
        log_in(plain, "nadia", PASSWORD)
        expect(plain.get_by_role("button", name="Use a passkey")).to_have_count(0)
        plain.get_by_label("Code", exact=True).fill(code)
        plain.get_by_label("Code", exact=True).press("Enter")
        expect(plain.get_by_role("heading", level=1)).to_have_text(re.compile("Desk" if accepted else "One step more"))
        plain.context.clear_cookies()
    # The code that was used before is refused by 422, which the browser notes.
    browser_errors[:] = [error for error in browser_errors if "status of 422" not in error]


def test_a_passkey_that_is_not_given_leaves_the_form(site: Site, new_page: NewPage) -> None:
    page = new_page(base_url=named(site))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**AUTHENTICATOR, "isUserVerified": False}})
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_text("No passkey was used. Try again, or choose another way.")).to_be_visible()
    page.goto(site.url + "/accounts/login/")
    expect(page.get_by_role("button", name="Log in with a passkey")).to_have_count(0)

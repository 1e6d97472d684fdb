"""What tests do in the window where a territory is chosen, and what they read on the page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MINE = "fr/elus/mon-territoire/"
LESSON = "fr/elus/a2-anonymiser/05-chez-vous/"
OPEN, FORGET = "Choisir mon territoire", "Oublier mon choix"
KEY = "parcours.territory"
BEAUNE = "200006682"


def field(page: Page) -> Locator:
    return page.get_by_role("combobox")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def choose(page: Page, text: str, *, button: str = OPEN) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    field(page).fill(text)
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.pc-place")).to_be_hidden()


def state(page: Page) -> Locator:
    return page.locator("[data-state]")


def fact(page: Page, name: str) -> Locator:
    return page.locator(f'[data-fact="{name}"]').first


def page_open(page: Page) -> bool:
    return bool(page.locator("dialog[open]").count())

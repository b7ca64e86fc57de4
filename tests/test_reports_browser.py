"""The HTML report in a real browser: phone, desktop and paper, no console error, no finding of axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clausekit.reports import REPORTS
from clausekit.reports.baseline import held_against
from tests.reports_by_hand import hostile, real

pytestmark = pytest.mark.slow
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SIZES = {"phone": (360, 740), "desktop": (1280, 900)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python")
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with playwright.sync_playwright() as started:
        if found is None and not Path(started.chromium.executable_path).exists():
            pytest.skip("needs Chromium on the path")
        running = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    bad = hostile()
    earlier = bad.to_dict()
    earlier["findings"] = [*earlier["findings"][1:], {**earlier["findings"][0], "fingerprint": "0" * 16}]
    audits = {
        "french": real(), "english": real("sound_alliance", ui_language="en"), "hostile": held_against(bad, earlier),
    }  # fmt: skip
    for name, audit in audits.items():
        (folder / f"{name}.html").write_text(REPORTS["html"](audit), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in audits}


@pytest.mark.parametrize("name", ["french", "english", "hostile"])
def test_the_page_is_clean_at_phone_and_desktop_width_and_on_paper(
    browser: Any, pages: dict[str, Path], name: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for size, (width, height) in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height})
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.on("dialog", lambda dialog, said=said: said.append(dialog.message))
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(pages[name].as_uri())
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, size
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == [], size
        assert said == [], size
        if size == "desktop":
            _on_paper(page)
        page.close()


def _on_paper(page: Any) -> None:
    """The PDF has every finding, the disclaimer, and A4 pages."""
    from io import BytesIO

    from pypdf import PdfReader

    read = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join("".join(sheet.extract_text() for sheet in read.pages).split())
    assert round(float(read.pages[0].mediabox.width)) == 595
    assert page.locator("article.finding").count() > 0
    last = page.locator("#disclaimer p").inner_text()
    assert last.split(".")[0] in text

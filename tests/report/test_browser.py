"""Reports in a real browser: nothing to object to for accessibility, nothing fetched, all works.

Chromium is Debian's (``apt-get install chromium``); axe-core comes from npm, into the folder that
``AXE_CORE`` names or ``node_modules``. Without one of them these tests are skipped.
"""

import itertools
import json
import os
import shutil
from pathlib import Path

import pytest
from tests.unit.release.review.reviewed import PARSED, released

from thuiszitters.plan import LANGUAGES
from thuiszitters.release.differencing.earlier import Earlier
from thuiszitters.release.review.page import review_page
from thuiszitters.report import write_index
from thuiszitters.report.document import AUDIENCES
from thuiszitters.tables.stage import make_all_tables

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ROOT = Path(__file__).parents[2]
FOLDERS = (os.environ.get("AXE_CORE", ""), ROOT / "node_modules" / "axe-core")
AXE = next(
    (Path(f) / "axe.min.js" for f in FOLDERS if f and (Path(f) / "axe.min.js").is_file()), None
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
REVIEW = "review.nl.html"
PAGES = (
    "altra_demo/report/research.nl.html",
    "altra_demo/report/policy.en.html",
    "line/report/policy.nl.html",
    "line/report/student.en.html",
    "troubled/report/student.nl.html",
    "suppressed/report/research.en.html",
    "altra_demo/tables/odds_ratios.nl.html",
    REVIEW,
    "index.html",
)
#: Every report that a test opens.
REPORTS = {
    *(path for path in PAGES if "/report/" in path),
    "altra_demo/report/research.en.html",
    *(
        f"{name}/report/{audience}.{language}.html"
        for name, audience, language in itertools.product(("line", "quine"), AUDIENCES, LANGUAGES)
    ),
}


@pytest.fixture(scope="module")
def site(folders, pages, tmp_path_factory):
    root = tmp_path_factory.mktemp("site")
    for name in ("altra_demo", "troubled", "suppressed", "line", "quine"):
        (root / name / "report").mkdir(parents=True)
        (root / name / "numbers").symlink_to(folders[name])
    for file in REPORTS:
        name, _, page = file.split("/")
        audience, language, _ = page.split(".")
        (root / file).write_text(pages[name, language, audience], encoding="utf-8")
    make_all_tables(folders["altra_demo"], ["nl"], root / "altra_demo" / "tables")
    review = review_page(released(earlier=[Earlier("spring", released().tables)]), PARSED, "nl")
    (root / REVIEW).write_text(review, encoding="utf-8")
    write_index(["altra_demo", "troubled", "suppressed"], ["nl", "en"], root)
    return root


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.skipif(AXE is None, reason="axe-core is not installed")
@pytest.mark.parametrize("path", PAGES)
def test_axe_has_nothing_to_object_to(site, browser, path):
    """Everything on a phone and a wide page; colours also in the dark and on paper.

    Neither changes more than colours and what is left out, and a phone has no colours of its own.
    """
    for width in (360, 1280):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto((site / path).as_uri())
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert violations(page) == [], width
        if width == 1280:
            for medium, scheme in (("screen", "dark"), ("print", "light")):
                page.emulate_media(media=medium, color_scheme=scheme)
                assert violations(page, "color-contrast") == [], (medium, scheme)
        page.close()


def violations(page, *rules):
    """What axe objects to, by any of its rules or by those named."""
    asked = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    result = page.evaluate(f"axe.run(document, {json.dumps(asked)})")
    return [(found["id"], found["nodes"][0]["html"][:120]) for found in result["violations"]]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fetches_nothing_and_fits_a_phone(site, browser, path):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((site / path).as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    # The review is read at a desk; on a phone its widest tables may scroll in regions of their own.
    regions = "figure, .figure-scroll" + ("" if path == REVIEW else ", .table-scroll")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        scrolled = page.evaluate(
            f"[...document.querySelectorAll('{regions}')]"
            ".filter(f => f.scrollWidth > f.clientWidth).map(f => f.innerText.slice(0, 60))"
        )
        assert scrolled == [], width
    page.close()
    assert asked == [(site / path).as_uri()]
    assert faults == []
    assert wide == 360


def test_one_of_two_drawings_is_seen_and_neither_scrolls(site, browser):
    sizes = ((320, "screen"), (360, "screen"), (639, "screen"), (640, "screen"), (1280, "screen"))
    for width, medium in (*sizes, (360, "print")):
        page = browser.new_page(viewport={"width": width, "height": 740})
        page.emulate_media(media=medium)
        page.goto((site / "altra_demo/report/policy.en.html").as_uri())
        seen = [page.locator(name).is_visible() for name in (".on-narrow", ".on-wide")]
        within = page.evaluate(
            "[...document.querySelectorAll('figure')].every(f => f.scrollWidth <= f.clientWidth)"
        )
        page.close()
        narrow = width < 640 and medium == "screen"
        assert seen == [narrow, not narrow], (width, medium)
        assert within, (width, medium)


def test_a_page_reads_the_same_with_scripts_off(site, browser):
    address = (site / PAGES[0]).as_uri()
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(address)
        if scripts:  # what a reader takes away is made by the script
            page.evaluate("document.querySelectorAll('.take').forEach((bar) => bar.remove())")
        texts.append(page.locator("main").inner_text())
        context.close()
    assert texts[0] == texts[1]


def test_only_a_flat_table_sorts_and_a_p_value_from_small_to_large(site, browser):
    page = browser.new_page()
    page.goto((site / PAGES[0]).as_uri())
    assert page.locator("table.numbers-odds_ratios_main button.sort").count() == 0
    assert page.locator("table.numbers-flow button.sort").count() > 0
    page.close()


def test_a_table_and_a_figure_can_be_taken_away(site, browser):
    page = browser.new_page()
    page.goto((site / PAGES[0]).as_uri())
    block = page.locator(".table-block:has(table.numbers-odds_ratios_main)")
    with page.expect_download() as started:
        block.get_by_role("button", name="Bewaar als CSV").click()
    saved = Path(started.value.path()).read_text(encoding="utf-8-sig")
    above, below = (line.split(";") for line in saved.splitlines()[:2])
    assert above[0] == "Kenmerk"
    assert below[:3] == ["", "", ""]  # cells that go over both rows of the head
    assert below[above.index("Ruw")].startswith("Odds ratio")
    assert below[above.index("Gecorrigeerd")].startswith("Odds ratio")
    assert "(referentie)" in saved
    figure = page.locator("#figure-forest")
    for kind, first in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as started:
            figure.get_by_role("button", name=f"Bewaar als {kind}").click()
        data = Path(started.value.path()).read_bytes()
        assert data.startswith(first)
        assert b"var(--" not in data
    page.close()


@pytest.mark.parametrize("case", ["line", "quine"])
@pytest.mark.parametrize("audience", ["policy", "research", "student"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_answer_stands_on_the_first_screen(site, browser, case, audience, language):
    """The sentence and the first row: within 800 px at 1280 and within 700 px at 360."""
    for width, most in ((1280, 800), (360, 700)):
        page = browser.new_page(viewport={"width": width, "height": most})
        page.goto((site / f"{case}/report/{audience}.{language}.html").as_uri())
        box = page.locator("table.card-rows tbody tr").first.bounding_box()
        page.close()
        assert box is not None
        assert box["y"] + box["height"] <= most, (width, box)


def test_a_row_of_the_forest_plot_speaks_on_focus_and_hover(site, browser):
    page = browser.new_page(
        reduced_motion="reduce"
    )  # a page that glides moves away below the mouse
    page.goto((site / PAGES[0]).as_uri())
    row = page.locator("#forest-row-1")
    assert row.get_attribute("tabindex") == "0"
    row.focus()
    tip = page.locator(".tip")
    assert "1 (referentie)" in tip.inner_text()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    page.locator("#forest-row-2").hover(force=True)
    sync_api.expect(tip).to_contain_text("gecorrigeerd")
    page.close()


def test_the_language_switch_leads_to_the_same_report(site, browser):
    page = browser.new_page()
    page.goto((site / PAGES[0]).as_uri())
    page.locator("nav.languages a").click()
    assert page.url.endswith("research.en.html")
    assert page.locator("html").get_attribute("lang") == "en"
    page.close()


def test_the_picture_to_move_is_moved_by_keys_and_says_where_it_stands(site, browser):
    page = browser.new_page()
    page.goto((site / "quine/report/student.en.html").as_uri())
    result = page.locator(".squares-result")
    for slider, key in (("#squares-risk", "ArrowRight"), ("#squares-ratio", "ArrowLeft")):
        control = page.locator(slider)
        before, told = result.inner_text(), control.get_attribute("aria-valuetext")
        control.focus()
        page.keyboard.press(key)
        assert control.get_attribute("aria-valuetext") != told
        assert result.inner_text() != before
        assert page.locator(f"label[for={slider[1:]}]").is_visible()
    assert result.get_attribute("aria-live") == "polite"
    page.close()

"""The report page in a browser: filters, keyboard, narrow and dark screens, paper, hostile texts, accessibility.

Skipped where there is no Chromium. Pictures of the page are kept in build/pictures.
"""

import json
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import chromium
import pandas as pd
import pytest
from test_page import ATTRIBUTES, ELEMENTS, PAGES, REFUSED, hostile_page

import libcode as lc

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "pictures"
AXE = "axe-core@4.10.3"  # MPL-2.0; fetched for the tests, in no package of ours
A_MOMENT = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))"  # in which `toggle` is said
BUILT = {"select", "option", "label", "input", "button"}  # by the page's script

pytestmark = pytest.mark.skipif(chromium.path() is None, reason="needs Chromium (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    try:
        one = chromium.Chromium(tmp_path_factory.mktemp("profile"))
    except (RuntimeError, OSError) as error:
        pytest.skip(f"Chromium does not start here: {error}")
    yield one
    one.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    data = pd.read_csv(ROOT / "examples" / "ketamine" / "answers.csv", keep_default_na=False, na_values=[""])
    questions = ["symptoms", "stopping", "use", "awareness", "services", "barriers"]
    path = tmp_path_factory.mktemp("report") / "ketamine.html"
    codings = lc.code(data, ROOT / "examples" / "ketamine" / "codebook.yaml", text=questions, id="id")
    codings.to_html(path, by=["gender", "treatment_seeking"], note="All answers are synthetic.")
    return path, codings.to_pandas().merge(data[["id", "gender"]], left_on="respondent", right_on="id"), codings


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    if shutil.which("npm") is None:
        pytest.skip("needs npm, to fetch axe-core")
    folder = tmp_path_factory.mktemp("axe")
    try:
        subprocess.run(["npm", "pack", AXE, "--silent"], cwd=folder, check=True, capture_output=True, timeout=180)
    except (subprocess.SubprocessError, OSError):
        pytest.skip(f"npm cannot fetch {AXE}")
    with tarfile.open(next(folder.glob("axe-core-*.tgz"))) as archive:
        return archive.extractfile("package/axe.min.js").read().decode("utf-8")


def choose(browser, id, value):
    browser.run(f"(() => {{ const it = document.getElementById({id!r}); it.value = {value!r}; it.dispatchEvent(new Event('change')); }})()")


def shown(browser):
    """(how many quotes the page says there are, texts on this page)"""
    said = browser.run("document.getElementById('shown').textContent").split()[0].replace(",", "")
    return int(said) if said.isdigit() else 0, browser.run("[...document.querySelectorAll('#all-quotes .said')].map((each) => each.textContent)")


def picture(browser, name, **options):
    PICTURES.mkdir(parents=True, exist_ok=True)
    browser.picture(PICTURES / f"{name}.png", **options)


def items(found):
    """Quotes as the page counts them: of one theme in one response, once."""
    return len(found[["response", "quote_start", "code"]].drop_duplicates())


def test_the_page_loads_alone(browser, page):
    browser.open(page[0])
    assert browser.faults() == [] and {each.partition(",")[0] for each in browser.requests()} == {page[0].resolve().as_uri(), "data:image/svg+xml;base64"}
    assert browser.run("[...document.images].every((each) => each.complete && each.naturalWidth > 100)")
    assert browser.run("fetch('https://example.org/').then(() => 'sent', () => 'refused')") == "refused"
    picture(browser, "light")


def test_filters_keep_what_the_tables_say(browser, page):
    path, found, _ = page
    browser.open(path)
    counting = found[found.counts]
    count, texts = shown(browser)
    assert count == items(counting) and len(texts) == 50
    code = browser.run("[...document.querySelectorAll('#filter-theme option')].find((each) => each.textContent.trim() === 'Bladder problems').value")
    choose(browser, "filter-theme", code)
    bladder = counting[counting.code == "physical.bladder"]
    assert shown(browser)[0] == items(bladder)
    woman = browser.run("[...document.querySelectorAll('#filter-group-0 option')].find((each) => each.textContent === 'woman').value")
    choose(browser, "filter-group-0", woman)
    assert shown(browser)[0] == items(bladder[bladder.gender == "woman"]) > 0
    browser.run("document.getElementById('filter-text').focus()")
    browser.type("BLEED")
    few = bladder[(bladder.gender == "woman") & bladder.quote.str.lower().str.contains("bleed")]
    assert shown(browser)[0] == items(few)
    assert browser.run("document.documentElement.classList.contains('filtered')")
    browser.run("document.querySelector('#filters button').click()")
    assert shown(browser)[0] == items(counting)
    for status, rows in {
        "past": found[found.time == "past"], "negated": found[found.negation == "negated"], "not-counted": found[~found.counts], "all": found,
    }.items():  # fmt: skip
        choose(browser, "filter-status", status)
        assert shown(browser)[0] == items(rows), status
    parent = browser.run("[...document.querySelectorAll('#filter-theme option')].find((each) => each.textContent === 'Physical harm').value")
    choose(browser, "filter-theme", parent)
    assert shown(browser)[0] == items(found[found.code.str.startswith("physical.")])


def test_a_theme_of_the_table_leads_to_its_quotes(browser, page):
    browser.open(page[0])
    browser.run("[...document.querySelectorAll('a[data-code]')].find((each) => each.textContent === 'Shame').click()")
    assert shown(browser)[0] == items(page[1][page[1].counts & (page[1].code == "meaning.shame")])


def test_why_is_as_without_scripts(browser, page):
    path = page[0]
    browser.open(path)
    static = browser.run("[...document.querySelectorAll('#first-quotes li')].filter((each) => each.querySelector('.said')).map((each) => [each.querySelector('.said').textContent, [...each.querySelectorAll('.why li')].map((one) => one.textContent)])")
    assert len(static) > 100
    choose(browser, "filter-status", "counts")
    live = {}
    for at in range(browser.run("document.querySelectorAll('#filter-theme option').length") - 1):
        choose(browser, "filter-theme", str(at))
        browser.run("document.querySelectorAll('#all-quotes details').forEach((each) => { each.open = true; })")
        browser.run(A_MOMENT)
        for said, why in browser.run("[...document.querySelectorAll('#all-quotes .quotes > li')].map((each) => [each.querySelector('.said').textContent, [...each.querySelectorAll('.why li')].map((one) => one.textContent)])"):
            live.setdefault(said, []).append(why)
    assert all(why in live[said] for said, why in static)


def test_the_keyboard_is_enough(browser, page):
    browser.open(page[0])
    browser.press("Tab")
    assert browser.run("document.activeElement.className") == "skip"
    browser.run("document.getElementById('filter-theme').focus()")
    browser.press("ArrowDown")
    assert browser.run("document.getElementById('filter-theme').value") == "0" and browser.run("document.documentElement.classList.contains('filtered')")
    for _ in range(30):
        browser.press("Tab")
        if browser.run("document.activeElement.textContent") == "Next":
            break
    assert browser.run("getComputedStyle(document.activeElement).outlineStyle") != "none"
    browser.press("Enter")
    assert browser.run("document.querySelector('.pager span').textContent").startswith("51–") and browser.run("document.activeElement.id") == "shown"
    for _ in range(30):
        browser.press("Tab")
        if browser.run("document.activeElement.tagName") == "SUMMARY":
            break
    browser.press("Enter")
    browser.run(A_MOMENT)
    assert browser.run("document.activeElement.parentElement.open && document.activeElement.parentElement.querySelectorAll('.why li').length > 1")


@pytest.mark.parametrize("width", [320, 360, 768])
def test_a_narrow_screen_does_not_scroll_sideways(browser, page, width):
    browser.open(page[0], width=width)
    assert browser.run("document.documentElement.scrollWidth") <= width
    picture(browser, f"narrow-{width}")


def test_a_dark_screen_is_dark(browser, page):
    browser.open(page[0], dark=True)
    ground, ink = (browser.run(f"getComputedStyle(document.body).{name}") for name in ("backgroundColor", "color"))
    assert ground == "rgb(21, 23, 27)" and ink == "rgb(233, 234, 237)"
    picture(browser, "dark")


def test_without_scripts_the_first_quotes_are_there(browser, page):
    browser.open(page[0], scripts=False)
    assert browser.run("getComputedStyle(document.getElementById('first-quotes')).display") == "block"
    assert browser.run("document.getElementById('all-quotes').hidden")
    picture(browser, "no-scripts")


def test_paper_has_the_first_quotes_or_those_that_were_filtered(browser, page):
    browser.open(page[0])
    first, all_quotes = (f"getComputedStyle(document.getElementById('{id}')).display" for id in ("first-quotes", "all-quotes"))
    browser.send("Emulation.setEmulatedMedia", media="print")
    assert browser.run(first) == "block" and browser.run(all_quotes) == "none"
    choose(browser, "filter-theme", "0")
    browser.run("dispatchEvent(new Event('beforeprint'))")
    count, texts = shown(browser)
    assert count == len(texts) > 50 and browser.run(first) == "none" and browser.run(all_quotes) == "block"
    browser.run("dispatchEvent(new Event('afterprint'))")
    assert len(shown(browser)[1]) == 50
    browser.send("Emulation.setEmulatedMedia", media="")
    PICTURES.mkdir(parents=True, exist_ok=True)
    browser.open(page[0])
    browser.pdf(PICTURES / "paper.pdf")


@pytest.mark.parametrize("options", [{}, {"dark": True}, {"width": 360}, {"static": True}], ids=["light", "dark", "narrow", "static"])
def test_axe_finds_nothing(browser, page, axe, options, tmp_path):
    path = tmp_path / "page.html"
    page[2].to_html(path, by="gender", quotes=2)
    static = "static" in options  # axe needs scripts, so the page's own is taken out
    if static:
        path.write_text(re.sub("<script>.*</script>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL), encoding="utf-8")
    browser.open(path, **({} if static else options))
    if not static:
        browser.run("document.querySelectorAll('#all-quotes details').forEach((each) => { each.open = true; })")
    browser.run(axe)
    found = json.loads(browser.run("axe.run({resultTypes: ['violations']}).then((found) => JSON.stringify(found.violations.map((each) => [each.id, each.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))])))"))
    assert found == []


@pytest.mark.parametrize("strings", PAGES, ids=range(len(PAGES)))
def test_hostile_texts_stay_texts_in_the_browser(browser, tmp_path, strings):
    hostile_page(strings, tmp_path / "page.html", figures={})
    browser.open(tmp_path / "page.html")
    assert browser.faults() == [] and len(browser.requests()) == 1
    choose(browser, "filter-theme", "0")
    browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    browser.run(A_MOMENT)
    assert browser.run("window.broken") is None
    assert set(browser.run("[...new Set([...document.querySelectorAll('*')].map((each) => each.localName))]")) <= ELEMENTS | BUILT
    extra = {"value", "dir", "for", "autocomplete", "open", "disabled"}
    names = browser.run("[...new Set([...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()))]")
    assert set(names) <= ATTRIBUTES | extra
    assert set(browser.run("[...document.querySelectorAll('#all-quotes .said')].map((each) => each.textContent)")) == {f"{each} cramps" for each in strings}
    options = browser.run("[...document.querySelectorAll('#filter-theme option')].map((each) => each.textContent)")
    assert options[1:] == [each.translate(REFUSED).strip() for each in strings]
    assert set(strings) <= set(browser.run("[...document.querySelectorAll('#filter-question option')].map((each) => each.textContent)"))


def test_ten_thousand_quotes_stay_usable(browser, tmp_path):
    book = lc.Codebook.parse("codes:\n  cramps:\n    rules: cramp*\n  pain:\n    rules: pain*\n")
    answers = [f"Number {at}: the cramps were bad and the pain worse, {'so it went on and on, ' * 5}until I stopped." for at in range(5_000)]
    lc.code(answers, book).to_html(tmp_path / "page.html")
    browser.open(tmp_path / "page.html")
    assert shown(browser)[0] == 10_000 and len(shown(browser)[1]) == 50
    assert browser.run("document.querySelectorAll('*').length") < 2_000
    browser.run("document.getElementById('filter-text').focus()")
    browser.type("NUMBER 4999:")
    assert shown(browser)[0] == 2

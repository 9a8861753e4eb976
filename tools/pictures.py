"""python tools/pictures.py [NAME…]: the pictures of docs/images, taken anew from a made-up world.

A demonstration is started in a folder of its own and stopped again; everybody in it is invented.
The same code and packs give the same pictures, but for what the browser itself draws otherwise.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

import noto_cjk_sans_otc
import yaml
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

IMAGES: Final = Path(__file__).resolve().parent.parent / "docs" / "images"
PACK: Final = "beijing/xicheng-xirong/2025"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
FONTS: Final = "<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"
#: The band of the demonstration tells the seconds.
QUIET: Final = ".b-demo { display: none; }"
CAST: Final = "/demo/"
PATIENCE: Final = 60_000


class World:
    """A demonstration that runs: its address, and links that sign in by role."""

    def __init__(self, url: str, links: dict[str, str]) -> None:
        self.url, self.links = url, links

    def enter(self, page: Page, role: str) -> None:
        """Signs in as the first of that role."""
        page.goto(self.links[role])
        page.locator("main form button").first.click()
        page.wait_for_url("**/me/")


@contextlib.contextmanager
def world() -> Iterator[World]:
    """Starts the demonstration, and ends it."""
    with tempfile.TemporaryDirectory(prefix="bole-pictures-") as home, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        os.environ |= {"BOLE_HOME": home, "BOLE_DEMO": "1"}
        command = [sys.executable, "-m", "bole", "demo", "--port", str(port), "--lang", "zh"]
        told = Path(home, "told")
        with told.open("w") as out:
            demo = subprocess.Popen(command, stdout=out, env=os.environ, start_new_session=True)
            try:
                url = f"http://127.0.0.1:{port}"
                yield World(url, _links(_until_ready(demo, url=url, told=told)))
            finally:
                os.killpg(demo.pid, signal.SIGTERM)
                demo.wait()


def _until_ready(demo: subprocess.Popen[bytes], *, url: str, told: Path) -> str:
    """What the demonstration has printed once the site answers."""
    while demo.poll() is None:
        with contextlib.suppress(OSError), urlopen(f"{url}/healthz"):
            return told.read_text(encoding="utf-8")
        with contextlib.suppress(subprocess.TimeoutExpired):
            demo.wait(1)
    raise SystemExit(told.read_text(encoding="utf-8"))


def _links(told: str) -> dict[str, str]:
    """Role → the address that signs in."""
    return dict(re.findall(rf"^  (\S+).*?  (http\S+{CAST}as/\S+)$", told, re.MULTILINE))


def self_check(page: Page, world: World) -> None:
    """The invented person of the pack's example, clause by clause."""
    address = f"/selfcheck/{PACK}/xirong/"
    page.goto(world.url + address)
    page.get_by_role("radio", name="金融").check()
    page.get_by_role("button", name="开始答题").click()
    expect(page.locator(".b-prog")).to_be_visible()
    page.locator("form.b-q input[name=token]").evaluate("(e, v) => (e.value = v)", _answers())
    page.get_by_role("button", name="现在就看结果").click()
    expect(page.locator(".b-tiers")).to_be_visible()


def compare(page: Page, world: World) -> None:
    """The same answers under every programme."""
    self_check(page, world)
    page.get_by_role("button", name="和别的计划比一比").click()
    expect(page.locator(".b-cmp").first).to_be_visible()


def home(page: Page, world: World) -> None:
    """What waits for an applicant, and how far a draft is that lacks something."""
    page.goto(f"{world.url}{CAST}")
    page.get_by_role("listitem").filter(has_text="还差").first.get_by_role("button").click()
    page.wait_for_url("**/me/")


def form(page: Page, world: World) -> None:
    """A page of the form, with the live match below."""
    world.enter(page, "申报人")
    page.locator("main .b-todo a").first.click()
    page.get_by_role("link", name="填表").first.click()
    page.get_by_role("link", name="工作与申报情况").last.click()
    expect(page.locator("#section")).to_be_visible()


def officers(page: Page, world: World) -> None:
    """The list of cases of an office."""
    world.enter(page, "人才办、中心")
    page.goto(f"{world.url}/desk/cases/")


def case(page: Page, world: World) -> None:
    """A case as an office sees it: where it stands, what happened, how it goes on."""
    officers(page, world)
    page.get_by_role("row").filter(has_text="答辩复评").first.get_by_role("link").first.click()
    expect(page.locator("#h-time")).to_be_visible()


#: File name → who shows it, width, height, and dots to a pixel.
PICTURES: Final[dict[str, tuple[Callable[[Page, World], None], int, int, int]]] = {
    "self-check": (self_check, 1440, 1484, 1),
    "compare": (compare, 1440, 1100, 1),
    "home": (home, 1440, 640, 1),
    "form-phone": (form, 390, 844, 2),
    "officers": (officers, 1440, 860, 1),
    "case": (case, 1440, 860, 1),
}


def _answers() -> str:
    """The answers of the pack's example, sealed as the self-check carries them."""
    from bole.cli import site
    from bole.policy import library

    site.keep_secrets(Path(os.environ["BOLE_HOME"]))
    told = yaml.safe_load((library.find_folder(PACK)[1] / "example.yaml").read_text("utf-8"))
    answers = site.feature("selfcheck.answers")
    facts = {k: v for k, v in told.items() if k not in ("meta", "complete", "name", "employer")}
    families = {k: tuple(v) for k, v in facts.items() if isinstance(v, list)}
    families |= {k: () for k in told["complete"] if k not in families}
    scalars = {k: v for k, v in facts.items() if k not in families}
    scalars |= {f"employer.{k}": v for k, v in told["employer"].items()}
    found = answers.Answers(PACK, "xirong", "finance", facts=_plain(scalars), families=families)
    clock, sealed = site.feature("common.clock"), site.feature("common.sealed")
    return str(
        sealed.seal(_plain(found.to_json()), purpose="self-check", now=clock.now().timestamp())
    )


def _plain(value: Any) -> Any:
    """The value with dates as they are written."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _restyled(route: Route) -> None:
    """The style sheet without the band; of one weight of a font, browsers make only 700 bold."""
    answer = route.fetch()
    body = answer.text().replace("font-weight: 600", "font-weight: 700") + QUIET
    route.fulfill(response=answer, body=body)


def take(browser: Browser, world: World, *, name: str) -> None:
    """One picture, in as few colours as it needs."""
    show, width, height, dots = PICTURES[name]
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": height},
        device_scale_factor=dots,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.route("**/bole*.css", _restyled)
    show(page, world)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    target = IMAGES / f"{name}.png"
    page.screenshot(path=target)
    context.close()
    Image.open(target).convert("RGB").quantize(128).save(target, optimize=True)
    print(f"{target.relative_to(Path.cwd())}  {target.stat().st_size // 1024} kB")


def main(names: list[str]) -> None:
    """Takes those pictures, or all."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        raise SystemExit("no chromium: apt-get install chromium libatomic1")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with world() as made, tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        fonts = Path(str(noto_cjk_sans_otc.FONT_PATH)).parent
        conf = Path(folder, "fonts.conf")
        conf.write_text(FONTS.format(fonts=fonts, cache=f"{folder}/cache"), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu"],
            env={**os.environ, "FONTCONFIG_FILE": str(conf)},
        )
        for name in names or PICTURES:
            take(browser, made, name=name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])

"""The proxies of docs/tasks/deploy.md, run with the very words of the page in front of `bole serve`."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.soak.load import multipart, pdf
from tests.soak.site import PACK, ROOT, Site

pytestmark = pytest.mark.slow
HOST = "rencai.example.gov.cn"
PAGE = (ROOT / "docs" / "tasks" / "deploy.md").read_text(encoding="utf-8")
#: nginx itself stands around the page's server, as the package's own nginx.conf does.
AROUND = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {block}
}}
"""
AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, [sys.executable, "-m", "bole", "serve", "--web-only", "--workers=2"])
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the proxy gave back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def place(self) -> str:
        """Where it leads."""
        return self.headers.get("Location") or ""


@dataclass(frozen=True, slots=True)
class Behind:
    """The site behind one proxy."""

    site: Site
    web: subprocess.Popen[bytes]
    plain: int
    secure: int
    drafts: list[dict[str, str]]

    def ask(
        self, method: str, path: str, *, draft: dict[str, str] | None = None, body: bytes = b"",
        tls: bool = True, **headers: str,
    ) -> Answer:  # fmt: skip
        """One request as a browser sends it to the host of the page."""
        sent = {"Host": HOST, "Referer": f"https://{HOST}/", **headers}
        if draft:
            csrf = draft["csrf"]
            sent["Cookie"] = f"__Host-session={draft['session']}; __Host-csrf={csrf}"
            sent["X-CSRFToken"] = csrf
        plain = socket.create_connection(("127.0.0.1", self.secure if tls else self.plain), 90)
        connection = http.client.HTTPConnection(HOST)
        connection.sock = trusting().wrap_socket(plain, server_hostname=HOST) if tls else plain
        try:
            connection.request(method, path, body=body or None, headers=sent)
            found = connection.getresponse()
            return Answer(found.status, found.headers, found.read())
        finally:
            connection.close()

    def submit(self, draft: dict[str, str], **headers: str) -> float:
        """The second of arrival of an application that was sent just now."""
        body = urlencode({"key": draft["key"], "csrfmiddlewaretoken": draft["csrf"]}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        path = f"/cases/{draft['case']}/submit/"
        said = self.ask("POST", path, draft=draft, body=body, **kind, **headers)
        assert (said.status, "/receipt/" in said.place) == (302, True), said
        return float(self.site.world("submitted_at", case=draft["case"]))


def trusting() -> ssl.SSLContext:
    """The certificate is made by hand."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def block(lang: str) -> str:
    """What the page has for that proxy."""
    (found,) = re.findall(rf"```{lang} \S+\n(.*?)```", PAGE, flags=re.DOTALL)
    return str(found)


def replaced(text: str, **by: str) -> str:
    """The text with places of this trial; each must be on the page."""
    for old, new in by.items():
        assert PLACES[old] in text, PLACES[old]
        text = text.replace(PLACES[old], new)
    return text


PLACES = {
    "web": "unix:/run/bole/web.sock", "caddy_web": "unix//run/bole/web.sock",
    "chain": "/etc/bole/tls/chain.pem", "key": "/etc/bole/tls/key.pem",
    "plain": "listen 80;", "plain6": "listen [::]:80;",
    "secure": "listen 443 ssl http2;", "secure6": "listen [::]:443 ssl http2;",
    "site": f"{HOST} {{\n",
}  # fmt: skip


def nginx(folder: Path, *, sock: Path, plain: int, secure: int) -> list[str]:
    """The command that starts nginx with the page's server."""
    server = replaced(
        block("nginx"), web=f"unix:{sock}", chain=f"{folder}/chain.pem", key=f"{folder}/key.pem",
        plain=f"listen 127.0.0.1:{plain};", plain6="", secure=f"listen 127.0.0.1:{secure} ssl http2;",
        secure6="",
    )  # fmt: skip
    user = "user root;" if os.geteuid() == 0 else ""
    conf = folder / "nginx.conf"
    conf.write_text(AROUND.format(folder=folder, user=user, block=server), encoding="utf-8")
    return ["nginx", "-c", str(conf), "-e", str(folder / "nginx.log")]


def caddy(folder: Path, *, sock: Path, plain: int, secure: int) -> list[str]:
    """The command that starts Caddy with the page's site, and a certificate that is there."""
    ours = f"{HOST} {{\n\ttls {folder}/chain.pem {folder}/key.pem\n\tbind 127.0.0.1\n"
    site = replaced(block("caddy"), caddy_web=f"unix/{sock}", site=ours)
    ports = f"{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {secure}\n}}\n"
    conf = folder / "Caddyfile"
    conf.write_text(ports + site, encoding="utf-8")
    return ["caddy", "run", "--config", str(conf), "--adapter", "caddyfile"]


PROXIES: dict[str, Callable[..., list[str]]] = {"nginx": nginx, "caddy": caddy}


@pytest.fixture(scope="module", params=list(PROXIES))
def behind(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Behind]:
    """The site behind each proxy that is installed, with three drafts."""
    if not shutil.which(request.param):
        pytest.skip(f"no {request.param} here: apt-get install {request.param}")
    folder = tmp_path_factory.mktemp(request.param)
    site = Site(folder / "site")
    del site.env["BOLE_DEMO"]
    site.env |= {
        "BOLE_HTTPS": "1", "BOLE_PROXIES": "1", "DJANGO_ALLOWED_HOSTS": HOST,
        "BOLE_URL": f"https://{HOST}", "HOME": str(folder),
    }  # fmt: skip
    process = folder / "packs" / PACK / "process.yaml"
    words = process.read_text(encoding="utf-8")
    process.write_text(words.replace("2025-06-22T24:00", "2099-12-31T24:00"), encoding="utf-8")
    site.run("bole", "migrate")
    drafts = site.world("make", count=3)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "web.sock"))
        listening.listen(64)
        fd = listening.fileno()
        web = subprocess.Popen(
            [sys.executable, "-c", AS_SYSTEMD, str(fd)], env=site.env, cwd=ROOT, pass_fds=[fd],
            start_new_session=True,
        )  # fmt: skip
        plain, secure = Site(folder / "p").port, Site(folder / "s").port
        certificate(folder)
        command = PROXIES[request.param](
            folder, sock=folder / "web.sock", plain=plain, secure=secure
        )
        with (folder / "said").open("wb") as said:
            proxy = subprocess.Popen(command, env=site.env, cwd=folder, stdout=said, stderr=said)
        try:
            found = Behind(site, web, plain, secure, drafts)
            until_there(found, log=folder / "said")
            yield found
        finally:
            proxy.terminate()
            os.killpg(web.pid, signal.SIGKILL)
            proxy.wait(timeout=30)
            web.wait(timeout=30)


def certificate(folder: Path) -> None:
    """Makes a certificate for the host of the page."""
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    words += ["-keyout", "key.pem", "-out", "chain.pem", "-subj", f"/CN={HOST}"]
    words += ["-addext", f"subjectAltName=DNS:{HOST}"]
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def until_there(found: Behind, *, log: Path) -> None:
    """Waits until proxy and site answer."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        try:
            if found.ask("GET", "/healthz").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def test_everything_goes_over_tls(behind: Behind) -> None:
    moved = behind.ask("GET", "/selfcheck/?a=1", tls=False)
    assert (moved.status in (301, 308), moved.place) == (True, f"https://{HOST}/selfcheck/?a=1")
    # Nobody pretends TLS, or its absence.
    forged = behind.ask("GET", "/", tls=False, **{"X-Forwarded-Proto": "https"})
    assert forged.place == f"https://{HOST}/"
    page = behind.ask("GET", "/account/login/", **{"X-Forwarded-Proto": "http"})
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    cookies = page.headers.get_all("Set-Cookie") or []
    assert cookies
    assert all("Secure" in c and c.startswith("__Host-") for c in cookies), cookies


def test_both_speak_http_2(behind: Behind) -> None:
    curl = shutil.which("curl")
    if not curl or "HTTP2" not in subprocess.check_output([curl, "--version"], text=True):
        pytest.skip("no curl here that speaks HTTP/2")
    words = ["-sk", "-o", "/dev/null", "-w", "%{http_version} %{http_code}", "--http2"]
    words += ["--resolve", f"{HOST}:{behind.secure}:127.0.0.1"]
    words += ["-H", f"Host: {HOST}", f"https://{HOST}:{behind.secure}/"]
    assert subprocess.check_output([curl, *words], text=True) == "2 200"


def test_static_files_may_be_kept_for_ever(behind: Behind) -> None:
    page = behind.ask("GET", "/").body.decode()
    (sheet,) = re.findall(r'href="(/static/bole/bole\.[0-9a-f]+\.css)"', page)
    found = behind.ask("GET", sheet, **{"Accept-Encoding": "gzip"})
    assert found.status == 200
    assert found.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert found.headers["Content-Encoding"] == "gzip"


def test_a_stamp_that_a_client_writes_is_not_believed(behind: Behind) -> None:
    before = time.time()
    stamp = {"X-Request-Start": f"t={before - 50:.3f}"}
    arrived = behind.submit(behind.drafts[0], **stamp)
    # nginx cuts its stamp to milliseconds.
    assert before - 0.01 <= arrived <= time.time()


def test_waiting_for_a_worker_does_not_count_where_the_proxy_stamps(behind: Behind) -> None:
    if "web.sock" not in block("nginx") or not (behind.site.beside / "nginx.conf").exists():
        pytest.skip("only nginx stamps")
    held = behind.web.pid
    os.killpg(held, signal.SIGSTOP)
    resume = subprocess.Popen(["sh", "-c", f"sleep 5; kill -CONT -{held}"])
    try:
        before = time.time()
        arrived = behind.submit(behind.drafts[1])
    finally:
        resume.wait(timeout=30)
    assert before - 0.01 <= arrived < before + 2
    assert time.time() > before + 5


def test_a_file_of_50_megabytes_goes_through_and_more_is_refused(behind: Behind) -> None:
    draft = behind.drafts[2]
    content = pdf(draft["case"], size=(50 << 20) - 4096)
    assert (50 << 20) - 4096 < len(content) <= 50 << 20
    body, kind = multipart(draft, content=content)
    path = f"/cases/{draft['case']}/materials/8/"
    said = behind.ask("POST", path, draft=draft, body=body, **{"Content-Type": kind})
    assert said.status == 302, (said.status, said.body[-2000:].decode())
    digest = hashlib.sha256(content).hexdigest()
    found = behind.site.world("look_at_files", uploaded={draft["case"]: digest}, left={})
    assert found == {"wrong": []}
    head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {60 << 20}\r\n\r\n"
    plain = socket.create_connection(("127.0.0.1", behind.secure), 60)
    with trusting().wrap_socket(plain, server_hostname=HOST) as line:
        # A browser hears it while it still sends.
        with contextlib.suppress(OSError):
            line.sendall(head.encode() + bytes(60 << 20))
        assert b" 413 " in line.recv(200)

import pytest
from django.test import Client

from bole.policy.pack import Pack

PAGES = [
    "/",
    "/programmes/testland/demo/2025/demo/",
    "/programmes/testland/demo/2025/demo/clauses/",
    "/selfcheck/testland/demo/2025/demo/",
    "/privacy/",
    "/accessibility/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages(
    page: str, language: str, client: Client, demo_pack: Pack
) -> None:
    client.cookies["language"] = language
    response = client.get(page)
    assert response.status_code == 200
    assert response["Content-Language"] == language
    assert f'lang="{"en" if language == "en" else "zh-CN"}"' in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_forbids_what_it_does_not_need(
    page: str, client: Client, demo_pack: Pack
) -> None:
    response = client.get(page)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "style=" not in response.content.decode()


def test_chinese_is_the_default_whatever_the_browser_prefers(
    client: Client, demo_pack: Pack
) -> None:
    response = client.get("/", headers={"accept-language": "en-GB,en"})
    assert response["Content-Language"] == "zh-hans"


def test_language_switch_is_remembered(client: Client, demo_pack: Pack) -> None:
    response = client.post("/language/", {"language": "en", "next": "/privacy/"})
    assert (response.status_code, response["Location"]) == (302, "/privacy/")
    assert "How personal information is used" in client.get("/privacy/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "x:y"])
def test_language_switch_stays_on_the_site(elsewhere: str, client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": elsewhere})
    assert response["Location"] == "/"


def test_unknown_language_changes_nothing(client: Client) -> None:
    response = client.post("/language/", {"language": "xx", "next": "/"})
    assert "language" not in response.cookies


@pytest.mark.parametrize(
    "page",
    [
        "/nowhere",
        "/programmes/testland/demo/2025/other/",
        "/programmes/nowhere/demo/",
        "/selfcheck/nowhere/demo/",
        "/programmes/../../etc/passwd/x/",
    ],
)
def test_unknown_address_has_a_page_of_its_own(page: str, client: Client, demo_pack: Pack) -> None:
    response = client.get(page)
    assert response.status_code == 404
    assert "没有这一页" in response.content.decode()


def test_fault_has_a_page_of_its_own(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("bole.policy.library.readable", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "是我们的问题" in response.content.decode()
    assert "a fault" not in response.content.decode()


def test_form_without_safety_mark_is_refused_but_can_go_on(demo_pack: Pack) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/selfcheck/testland/demo/2025/demo/", {"token": "abc"})
    assert response.status_code == 403
    assert "接着做" in response.content.decode()
    assert 'value="abc"' in response.content.decode()


def test_health_says_ok(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"


def test_only_two_cookies_exist(client: Client, demo_pack: Pack) -> None:
    client.post("/language/", {"language": "en", "next": "/"})
    for page in PAGES:
        client.get(page)
    assert set(client.cookies) <= {"language", "csrftoken"}

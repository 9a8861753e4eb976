"""Signing in through another identity provider, from the link to the account and its second factor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_a_provider_signs_in_as_everything_else_does(tmp_path: Path) -> None:
    more = {
        "BOLE_OIDC_NAME": "示例通行证", "BOLE_OIDC_CLIENT": "bole", "BOLE_OIDC_SECRET": "s",
        "BOLE_HOME": str(tmp_path), "DJANGO_DEBUG": "1", "NO_PROXY": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "bole.web.config.settings", "BOLE_MAIL": "file",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.accounts.provider"], env=os.environ | more,
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["to"], told["in"], told["page"]) == ("/me/consents/", True, 200)
    assert (told["challenge"], told["verifier"]) == ("S256", True)
    assert told["user"] == ["林一诺", "lin@unit.example", False]
    assert told["accounts"] == 1, "the second time it is the same account"
    assert (told["kept"], told["tokens"]) == ([{}], 0), "what the provider told is not kept"
    assert told["factor"] == ["/account/2fa/sign-in/", False]
    assert told["with_code"] is True
    assert told["in_session"] == ["lin@unit.example"], "names wait for the second factor encrypted"
    assert told["same_mail"] == [1, False], "a mail address of somebody is not taken over"
    assert told["forged"] == [401, False]

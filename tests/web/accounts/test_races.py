"""However many come at once, limits hold, a code works once, and a number has one account."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from bole.problems import Problems
from bole.web.accounts import codes, services, signing_in, throttle
from bole.web.accounts.models import Code, User
from bole.web.common.gateways import Sms
from tests.web.accounts.conftest import PHONE, code_in, wrong

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
MANY = 8


def at_once(deed: Callable[[], Any]) -> list[Any]:
    """What came of doing it in many threads, errors too."""

    def run(_: int) -> Any:
        try:
            return deed()
        except (Problems, throttle.Locked) as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(run, range(MANY)))


def a_code(sent: list[Sms]) -> tuple[Code, str]:
    code = codes.send(PHONE, purpose="sign_in", address="192.0.2.1", text="{code}")
    return code, code_in(sent[-1])


def test_limit_holds() -> None:
    found = at_once(lambda: throttle.take(sign_in__account="lin@example.org"))
    assert sum(isinstance(one, throttle.Taken) for one in found) <= 5


def test_code_lets_in_once(sent: list[Sms]) -> None:
    code, digits = a_code(sent)
    check = {"purpose": "sign_in", "address": "192.0.2.1"}
    found = at_once(lambda: codes.check(str(code.pk), digits, **check))
    assert sum(isinstance(one, Code) for one in found) == 1


def test_guesses_are_no_more_than_five(sent: list[Sms]) -> None:
    code, digits = a_code(sent)
    check = {"purpose": "sign_in", "address": "192.0.2.1"}
    at_once(lambda: codes.check(str(code.pk), wrong(digits), **check))
    code.refresh_from_db()
    assert code.tries <= codes.TRIES
    with pytest.raises((Problems, throttle.Locked)):
        codes.check(str(code.pk), digits, **check)


def test_number_has_one_account(sent: list[Sms]) -> None:
    code, _ = a_code(sent)
    found = at_once(lambda: signing_in.user_of(code))
    assert {user.pk for user in found} == {User.objects.get().pk}


def test_link_lets_in_once() -> None:
    user, _ = services.person_for(name="周审核", email="zhou@example.org")
    token = services.invite(user, purpose="staff", by=None).strip("/").split("/")[-1]
    found = at_once(lambda: services.activate(token, password="mo3-zhu2-quan2"))
    assert sum(isinstance(one, User) for one in found) == 1

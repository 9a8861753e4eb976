"""What waits for an office to decide: organisations that ask, and somebody whose phone is lost."""

from __future__ import annotations

from typing import Final

from bole.web.accounts import services as accounts
from bole.web.demo import people
from bole.web.demo.filing import sample
from bole.web.demo.made import Maker
from bole.web.demo.offices import World
from bole.web.materials import services as materials
from bole.web.organisations.services import registration
from bole.web.organisations.services.registration import Details

#: Far from the codes and numbers of the world's own.
_FREE: Final = 9_000


def build(make: Maker, world: World) -> None:
    """A registration, a yearly refresh, an access to recover with its letter, a lost phone."""
    who, colleague = make.user(), make.user()
    first, second, third = world.employers[:3]
    name = make.employer_name(len(world.employers))
    new = registration.ask(who, uscc=people.uscc(_FREE), details=_details(make, name))
    registration.refresh(first, details=_details(make, first.name), by=world.officers[first.pk])
    lost = registration.recover(
        colleague,
        uscc=second.uscc,
        grounds="演示：原经办人离职，没有交接",
        contact_name=colleague.name,
    )
    # One sample page in the place of the licence and of the letter.
    page = materials.keep([sample()], name="示例.png", by=who, role="holder", about=new.about)
    registration.attach_scan(new, sha256=page.sha256, by=who)
    registration.attach_scan(lost, sha256=page.sha256, by=colleague)
    officer = world.officers[third.pk]
    accounts.ask_recovery(
        old_login=str(officer.phone), name=officer.name, new_phone=people.phone(_FREE),
        grounds="演示：换了号码，旧号已经停用",
    )  # fmt: skip


def _details(make: Maker, name: str) -> Details:
    return Details(name, contact_name=people.person_name(make.dice), contact_phone="010-00000000")

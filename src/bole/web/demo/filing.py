"""Applications of the made-up world: begun, filled in, submitted and moved on by the services."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import random
import uuid
from dataclasses import dataclass
from typing import Any, Final

import noto_cjk_sans_otc
from PIL import Image, ImageDraw, ImageFont

from bole.policy.pack import Pack, Programme
from bole.problems import Problems
from bole.process import kinds
from bole.process.model import Event, Stage
from bole.web.accounts import consents
from bole.web.accounts.models import User
from bole.web.applications import services
from bole.web.applications.models import Case
from bole.web.applications.packs import rules_of
from bole.web.applications.world import Situation
from bole.web.common import clock
from bole.web.demo.facts import Folk
from bole.web.demo.made import Maker
from bole.web.demo.offices import World
from bole.web.materials import services as materials
from bole.web.materials.models import Folder, Item
from bole.web.organisations.models import Organisation
from bole.web.profiles import bridge
from bole.web.profiles import services as profiles

#: A draft with the form alone, and one that only has to be submitted.
EMPTY: Final = -2
READY: Final = -1
#: In hundredths of those submitted: taken back at once; asked to complete, or declined.
WITHDRAWN: Final = 15
ASKED: Final = 25


@dataclass(frozen=True, slots=True)
class Wish:
    """One application to make: where, when, by whom, and how far it should get."""

    pack: Pack
    programme: Programme
    number: int
    #: Which of the programme's applications it is.
    turn: int
    at: dt.datetime
    #: Steps after the submission; EMPTY and READY stay drafts.
    steps: int


class Filing:
    """Makes applications through the same services that the pages call."""

    def __init__(self, make: Maker, world: World, *, dice: random.Random) -> None:
        self.make, self.world, self.dice = make, world, dice
        self._folk: dict[tuple[str, str], Folk] = {}
        #: By whether it is sealed.
        self._samples: dict[bool, Item] = {}

    def apply(self, wish: Wish, *, until: dt.datetime) -> Case:
        """The case, as far as it came; what the gates refuse stays a draft, as in life."""
        clock.move_to(wish.at)
        employer = self.world.employers[wish.turn % len(self.world.employers)]
        user, case = self._begin(wish, employer)
        self._fill(case, wish, employer=employer, by=user)
        if wish.steps == EMPTY:
            return case
        self._agree(case)
        self._attach(case, by=user)
        if wish.steps == READY:
            return case
        role = "employer_officer" if case.filer_organisation_id else "applicant"
        try:
            services.submit(case, by=user, role=role, key=uuid.UUID(int=self.dice.getrandbits(128)))
        except Problems:
            return case
        roll = self.dice.randrange(100)
        if roll < WITHDRAWN and wish.steps == 0:
            services.withdraw(case, by=user, role=role, reason="演示：换个计划报")
            return case
        self._move_on(case, steps=wish.steps, until=until)
        if roll >= 100 - ASKED:
            self._turn(case, until=until)
        return case

    def _turn(self, case: Case, *, until: dt.datetime) -> None:
        """A check that does not go well: completion is asked for, or the case is declined."""
        case.refresh_from_db()
        stage = rules_of(case).stage(case.stage)
        acting = self._acting(case, stage) if stage else None
        at = clock.now() + dt.timedelta(days=1)
        if stage is None or acting is None or stage.kind != "check" or at >= until:
            return
        clock.move_to(at)
        user, organisation, role = acting
        asked = self.dice.random() < 0.7
        event = Event(at, stage.by, "supplement" if asked else "decline", reason="演示：材料不清楚")
        more: dict[str, Any] = {}
        if asked:
            number = rules_of(case).programme.materials[0].number
            more = {"unlock": [f"material:{number}"], "complete_by": at + dt.timedelta(days=7)}
        with contextlib.suppress(Problems):
            services.advance(
                case, event=event, user=user, role=role, organisation=organisation, **more
            )

    def _begin(self, wish: Wish, employer: Organisation) -> tuple[User, Case]:
        pack, programme = wish.pack, wish.programme
        unit = any(s.kind == "file" and s.by == "employer" for s in programme.process.stages)
        user = self.world.officers[employer.pk] if unit else self.make.user()
        track = self.dice.choice([t.id for t in programme.tracks])
        tiers = [t.id for t in programme.tiers if t.direct and (track, t.id) in programme.roots]
        chosen: dict[str, Any] = {
            "track": track,
            "tier": self.dice.choice(tiers) if tiers else "",
            "employer": employer,
        }
        if any(s.kind == "recommend" for s in programme.process.stages):
            chosen["recommender"] = self.dice.choice(self.world.recommenders)
        windows = [i.id for i in programme.intake if not i.rolling]
        if windows:
            chosen["intake"] = windows[0]
        if unit:
            subject = self.make.user().name
            return user, services.start(
                user, pack=pack.id, programme=programme.id, organisation=employer, subject=subject,
                **chosen,
            )  # fmt: skip
        return user, services.start(user, pack=pack.id, programme=programme.id, **chosen)

    def _fill(self, case: Case, wish: Wish, *, employer: Organisation, by: User) -> None:
        folk = self._people(wish.pack, wish.programme)
        content = folk.content(wish.number, track=case.track, tier=case.tier, employer=employer)
        if "name" in wish.pack.vocabulary.facts:
            content["facts"]["name"] = case.subject or by.name
        vocabulary = wish.pack.vocabulary
        values: dict[str, dict[str, Any]] = {"person": {}, "case": {"claims": content["claims"]}}
        for key, value in content["facts"].items():
            values[bridge.sheet_for(key, vocabulary=vocabulary)][key] = value
        for name, rows in content["families"].items():
            key = f"family:{name}"
            values[bridge.sheet_for(key, vocabulary=vocabulary)][key] = rows
        for sheet, told in ((case.person_sheet, values["person"]), (case.sheet, values["case"])):
            profiles.save(sheet, told, base=sheet.version, by=by)

    def _people(self, pack: Pack, programme: Programme) -> Folk:
        """The people of a programme, read once."""
        key = (pack.id, programme.id)
        if key not in self._folk:
            self._folk[key] = Folk(pack, programme, dice=self.dice)
        return self._folk[key]

    def _agree(self, case: Case) -> None:
        for kind in consents.required_for(rules_of(case).programme.process):
            consents.give(case.filer, kind.id, about=case.about)

    def _attach(self, case: Case, *, by: User) -> None:
        """A sample under every material that is needed."""
        case.refresh_from_db()
        for material, _need in Situation(case, at=clock.now()).lacking:
            vault = bool(material.vault)
            item = materials.reuse(
                self._paper(by, vault=vault), folder=case.folder, material=material.number, by=by,
                vault=vault,
            )  # fmt: skip
            self._samples[vault] = item

    def _paper(self, by: User, *, vault: bool) -> Item:
        """The sample, checked and stored once, and once more sealed."""
        if False not in self._samples:
            folder = Folder.objects.create(user=self.make.user())
            self._samples[False] = materials.add(
                folder, material="", name="示例材料.png", stream=sample(), by=by
            )
        return self._samples.get(vault, self._samples[False])

    def _move_on(self, case: Case, *, steps: int, until: dt.datetime) -> None:
        """Some steps by whoever holds the case, a few days apart, none after `until`."""
        for _ in range(steps):
            case.refresh_from_db()
            stage = rules_of(case).stage(case.stage)
            at = clock.now() + dt.timedelta(days=self.dice.randint(1, 6), hours=1)
            if stage is None or at >= until or stage.kind in ("file", "publish"):
                return
            clock.move_to(at)
            if not self._step(case, stage, at=at):
                return

    def _step(self, case: Case, stage: Stage, *, at: dt.datetime) -> bool:
        """One step well done; False where it could not be."""
        acting = self._acting(case, stage)
        if acting is None:
            return False
        outcomes = kinds.registry()[stage.kind].outcomes
        good = next(o for o, target in outcomes.items() if target == "next")
        user, organisation, role = acting
        try:
            services.advance(
                case, event=Event(at, stage.by, good, reason="演示"), user=user, role=role,
                organisation=organisation,
            )  # fmt: skip
        except Problems:
            return False
        return True

    def _acting(self, case: Case, stage: Stage) -> tuple[User, Organisation, str] | None:
        if stage.by in ("employer", "recommender"):
            held = case.employer if stage.by == "employer" else case.recommender
            role = "employer_officer" if stage.by == "employer" else "recommender"
            return (self.world.officers[held.pk], held, role) if held else None
        found = self.world.actor(case.programme, actor=stage.by, track=case.track)
        return (*found, "talent_office") if found else None


def sample() -> io.BytesIO:
    """A picture of a page that says that it is a sample."""
    page = Image.new("L", (620, 877), "white")
    font = ImageFont.truetype(str(noto_cjk_sans_otc.FONT_PATH), 44)
    ImageDraw.Draw(page).text((150, 400), "示例材料，全是编的", font=font, fill="black")
    out = io.BytesIO()
    page.save(out, "PNG")
    out.seek(0)
    return out

"""Where packs are found: shipped with bole, and in the folders of BOLE_PACKS."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from pathlib import Path

import bole
from bole.facts.vocabulary import Vocabulary, read_vocabulary
from bole.policy.pack import Pack, Programme
from bole.policy.read import read_pack
from bole.problems import Problem, Problems, did_you_mean, problem
from bole.text import Text
from bole.workdays import Workdays, read_workdays

SHARED = "_shared"


def home() -> Path:
    """The folder of the packs that come with bole."""
    package = Path(bole.__file__).resolve().parent
    beside = package.parents[1] / "policies"
    return beside if beside.is_dir() else package / "policies"


def folders() -> tuple[Path, ...]:
    """Every folder that holds packs, the shipped ones first."""
    more = os.environ.get("BOLE_PACKS", "")
    return (home(), *(Path(p).resolve() for p in more.split(os.pathsep) if p))


@functools.cache
def shared_vocabulary() -> Vocabulary:
    """The vocabulary every pack can use."""
    return read_vocabulary(home() / SHARED / "vocabulary")


@functools.cache
def shared_workdays() -> Workdays:
    """The working days of all known years."""
    return read_workdays(home() / SHARED / "workdays")


def pack_folders() -> dict[str, Path]:
    """The folder of each pack by its id (`region/programme/year`)."""
    found: dict[str, Path] = {}
    for base in folders():
        for file in sorted(base.glob("*/*/*/pack.yaml")):
            id = file.parent.relative_to(base).as_posix()
            if not id.startswith("_"):
                found.setdefault(id, file.parent)
    return found


@functools.cache
def _read(id: str, folder: Path) -> Pack:
    return read_pack(folder, id=id, vocabulary=shared_vocabulary())


@functools.cache
def _tried(id: str, folder: Path) -> Pack | Problems:
    try:
        return _read(id, folder)
    except Problems as problems:
        return problems


def packs() -> tuple[Pack, ...]:
    """All packs; raises Problems where one has errors."""
    return tuple(_read(id, folder) for id, folder in pack_folders().items())


def readable() -> tuple[Pack, ...]:
    """The packs without errors: one broken pack does not take the others away."""
    tried = (_tried(id, folder) for id, folder in pack_folders().items())
    return tuple(pack for pack in tried if isinstance(pack, Pack))


def unreadable() -> dict[str, Problems]:
    """What is wrong with the packs that cannot be read, by id, and which folders are not there."""
    tried = {id: _tried(id, folder) for id, folder in pack_folders().items()}
    found = {id: result for id, result in tried.items() if isinstance(result, Problems)}
    missing = (folder for folder in folders() if not folder.is_dir())
    return found | {str(folder): Problems([_no_folder(folder)]) for folder in missing}


def find_pack(name: str) -> Pack:
    """The pack that `name` names: an id, any unique part of one, or a folder.

    Raises Problems where there is none or more than one.
    """
    id, folder = find_folder(name)
    return _read(id, folder)


def find_folder(name: str) -> tuple[str, Path]:
    """The id and folder of the pack that `name` names, without reading it."""
    known = pack_folders()
    if name in known:
        return name, known[name]
    path = Path(name)
    if (path / "pack.yaml").is_file():
        return "/".join(path.resolve().parts[-3:]), path.resolve()
    near = [id for id in known if name and name in id]
    if len(near) == 1:
        return near[0], known[near[0]]
    raise Problems([_not_found(name, near=near, known=list(known))])


def find_programme(name: str) -> tuple[Pack, Programme]:
    """The programme that `name` names: `pack id/programme id`, any unique part of it, or of its title.

    Only packs whose ids can match are read. Raises Problems where there is none or more than one.
    """
    ids = list(pack_folders())
    owners = [id for id in ids if name == id or name.startswith(f"{id}/")]
    owners = owners or [id for id in ids if name and name in id]
    read = map(find_pack, owners) if owners else readable()
    everything = {f"{p.id}/{g.id}": (p, g) for p in read for g in p.programmes}
    if name in everything:
        return everything[name]
    near = [k for k in everything if name and name in k]
    near = near or [k for k, (_, g) in everything.items() if name and name in g.title.zh]
    if len(near) == 1:
        return everything[near[0]]
    raise Problems([_not_found(name, near=near, known=list(everything))])


def programmes() -> Iterator[tuple[Pack, Programme]]:
    """Every programme of the packs without errors, with its pack."""
    for pack in readable():
        for programme in pack.programmes:
            yield pack, programme


def _no_folder(folder: Path) -> Problem:
    zh, en = f"BOLE_PACKS 里的 {folder} 不是文件夹", f"{folder} in BOLE_PACKS is no folder"
    return problem("packs", zh, en)


def _not_found(name: str, *, near: list[str], known: list[str]) -> Problem:
    if near:
        zh, en = f"“{name}”不止一个：{'、'.join(near)}", f"{name!r} is ambiguous: {', '.join(near)}"
        return problem("programme", zh, en)
    listed = Text(f"现有：{'、'.join(known)}", f"There are: {', '.join(known)}")
    hint = did_you_mean(name, among=known, more=listed)
    return problem("programme", f"没有计划“{name}”", f"There is no programme {name!r}", hint=hint)

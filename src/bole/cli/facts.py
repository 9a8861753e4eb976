"""`bole facts [WORD]`: every fact, family, field and catalogue, explained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from bole.cli import lang_option
from bole.facts.catalogues import Catalogue, CatalogueValue, plain
from bole.facts.definitions import FactDef, FamilyDef
from bole.facts.vocabulary import Vocabulary, words_of
from bole.policy import library
from bole.problems import Problems, did_you_mean, problem
from bole.text import Lang, Text
from bole.units import iso

KINDS = {
    "date": Text("日期", "date"), "number": Text("整数", "whole number"),
    "amount": Text("金额（元）", "amount (yuan)"), "percent": Text("百分比", "percentage"),
    "bool": Text("是否", "yes or no"), "choice": Text("选项", "choice"), "text": Text("文字", "text"),
}  # fmt: skip
WRITING = (
    Text("键写编号或中文名：birth_date、出生日期；单位的事实可以都写在 单位: 下面",
         "Keys are ids or Chinese names: birth_date, 出生日期; facts of the employer may stand under employer:"),
    Text("日期：1988、1988-06、1988-06-15；金额：50万；没有结束的写 至今",
         "Dates: 1988, 1988-06, 1988-06-15; amounts: 500000, 50万; an end still to come: present"),
    Text("带 [] 的可以有几条：学历: [{学位: 硕士, 专业: 金融}]；一条也没有写 []",
         "Those with [] hold records: education: [{degree: master, subject: finance}]; none at all: []"),
    Text("记录写全了的，列在 complete 里：complete: [学历, 任职]，或 complete: all；否则算可能还有",
         "Where all records are told, say so: complete: [education, posts], or complete: all; else there may be more"),
    Text("主张由人认可的条款：claims: [附件/（一）/2/（6）]",
         "Clauses claimed, for people to accept: claims: [附件/（一）/2/（6）]"),
    Text("没写的算不知道；也可以写 不知道、没有、不愿提供",
         "What is left out is unknown; unknown, none and declined can be written, too"),
)  # fmt: skip
OWNERS = {
    "person": Text("个人", "Person"), "employer": Text("单位", "Employer"), "team": Text("团队", "Team"),
}  # fmt: skip


@click.command()
@click.argument("word", required=False)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable answer.")
@click.option("--pack", "pack", help="With the words a pack adds: its id or any unique part of it.")
@lang_option
def command(word: str | None, as_json: bool, pack: str | None, lang: Lang) -> None:
    """List everything a profile or a rule can name, or explain WORD.

    列出档案和规则里可以写的全部事实；给出一个词就解释它。
    """
    vocabulary = library.find_pack(pack).vocabulary if pack else library.shared_vocabulary()
    if as_json:
        data = explained(vocabulary, word) if word else everything(vocabulary)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        lines = _about(vocabulary, word, lang=lang) if word else _overview(vocabulary, lang=lang)
        click.echo("\n".join(lines))


def everything(vocabulary: Vocabulary) -> dict[str, Any]:
    """The whole vocabulary as plain data."""
    return {
        "facts": {f.id: _fact_data(f) for f in vocabulary.facts.values()},
        "families": {f.id: _family_data(f) for f in vocabulary.families.values()},
        "catalogues": {c.id: _list_data(c) for c in vocabulary.catalogues.values()},
    }


def explained(vocabulary: Vocabulary, word: str) -> dict[str, Any]:
    """What `word` names, as plain data; raises Problems where it names nothing."""
    found: dict[str, Any] = {
        "facts": {},
        "families": {},
        "fields": {},
        "catalogues": {},
        "values": {},
    }
    for fact in _facts(vocabulary, word):
        found["facts"][fact.id] = _fact_data(fact)
    for family in _families(vocabulary, word):
        found["families"][family.id] = _family_data(family)
    for family, field in _fields(vocabulary, word):
        found["fields"][f"{family.id}.{field.id}"] = _fact_data(field)
    for listed in _lists(vocabulary, word):
        found["catalogues"][listed.id] = _list_data(listed)
    for listed, value in _values(vocabulary, word):
        found["values"][f"{listed.id}.{value.id}"] = _value_data(value)
    if not any(found.values()):
        raise Problems([_nothing(vocabulary, word)])
    return {k: v for k, v in found.items() if v}


# --- finding ---------------------------------------------------------------------------------


def _named(item: FactDef | FamilyDef, word: str) -> bool:
    return plain(word) in {plain(w) for w in words_of(item)}


def _facts(vocabulary: Vocabulary, word: str) -> Iterator[FactDef]:
    for fact in vocabulary.facts.values():
        if (
            _named(fact, word)
            or fact.id.endswith(f".{word}")
            or (word in OWNERS and fact.of == word)
        ):
            yield fact


def _families(vocabulary: Vocabulary, word: str) -> Iterator[FamilyDef]:
    yield from (f for f in vocabulary.families.values() if _named(f, word))


def _fields(vocabulary: Vocabulary, word: str) -> Iterator[tuple[FamilyDef, FactDef]]:
    owner, dot, name = word.partition(".")
    for family in vocabulary.families.values():
        for field in family.fields.values():
            if _named(field, word) or (dot and _named(family, owner) and _named(field, name)):
                yield family, field


def _lists(vocabulary: Vocabulary, word: str) -> Iterator[Catalogue]:
    for listed in vocabulary.catalogues.values():
        if plain(word) in (plain(listed.id), plain(listed.label.zh), plain(listed.label.en)):
            yield listed


def _values(vocabulary: Vocabulary, word: str) -> Iterator[tuple[Catalogue, CatalogueValue]]:
    for listed in vocabulary.catalogues.values():
        found = listed.find(word.partition(".")[2] if word.startswith(f"{listed.id}.") else word)
        if found:
            yield listed, listed.values[found]


def _nothing(vocabulary: Vocabulary, word: str) -> Any:
    words = [w for f in vocabulary.facts.values() for w in words_of(f)]
    words += [w for f in vocabulary.families.values() for w in words_of(f)]
    words += [w for c in vocabulary.catalogues.values() for w in (c.id, c.label.zh, *c.words())]
    return problem("facts.unknown", f"没有“{word}”", f"Nothing is called '{word}'",
                   hint=did_you_mean(word, among=words, more=Text("全部：bole facts", "All: bole facts")))  # fmt: skip


# --- words -----------------------------------------------------------------------------------


def _overview(vocabulary: Vocabulary, *, lang: Lang) -> Iterator[str]:
    for owner, title in OWNERS.items():
        yield f"# {title.say(lang)}"
        for fact in vocabulary.facts.values():
            if fact.of == owner:
                yield f"  {fact.id}  {_line(fact, lang=lang)}"
        for family in vocabulary.families.values():
            if family.of == owner:
                yield f"  {family.id}[]  {family.label.say(lang)}: {', '.join(family.fields)}"
        yield ""
    yield f"# {Text('目录', 'Catalogues').say(lang)}"
    for listed in vocabulary.catalogues.values():
        yield f"  {listed.id}  {listed.label.say(lang)} ({len(listed.values)}{_marks(listed, lang=lang)})"
    yield ""
    yield f"# {Text('写法', 'How to write a profile').say(lang)}"
    yield from (f"  {line.say(lang)}" for line in WRITING)
    yield ""
    yield Text("解释一个词：bole facts 硕士", "Explain a word: bole facts degree").say(lang)


def _line(fact: FactDef, *, lang: Lang) -> str:
    kind = KINDS[fact.kind].say(lang)
    unit = f", {fact.unit.say(lang)}" if fact.unit else ""
    listed = f" → {fact.catalogue}{'[]' if fact.many else ''}" if fact.catalogue else ""
    return f"{fact.label.say(lang)} ({kind}{unit}{listed})"


def _about(vocabulary: Vocabulary, word: str, *, lang: Lang) -> Iterator[str]:
    explained(vocabulary, word)
    for fact in _facts(vocabulary, word):
        yield from _fact_lines(fact, fact.id, lang=lang)
    for family in _families(vocabulary, word):
        yield f"{family.id}[]  {family.label.say(lang)}"
        yield from _notes(family, lang=lang)
        yield from (f"    {f.id}  {_line(f, lang=lang)}" for f in family.fields.values())
    for family, field in _fields(vocabulary, word):
        yield from _fact_lines(field, f"{family.id}[].{field.id}", lang=lang)
    for listed in _lists(vocabulary, word):
        yield f"{listed.id}  {listed.label.say(lang)}{_marks(listed, lang=lang)}"
        yield from (f"    {_value_line(v, lang=lang)}" for v in listed.values.values())
    for listed, value in _values(vocabulary, word):
        yield f"{listed.id}: {_value_line(value, lang=lang)}"
        narrower = sorted(listed.expand([value.id]) - {value.id})
        if narrower:
            yield f"    {Text('也算', 'Also counts').say(lang)}: {', '.join(narrower)}"


def _fact_lines(fact: FactDef, name: str, *, lang: Lang) -> Iterator[str]:
    yield f"{name}  {_line(fact, lang=lang)}"
    yield from _notes(fact, lang=lang)
    if fact.evidence:
        yield f"    {Text('证明材料', 'Evidence').say(lang)}: {', '.join(fact.evidence)}"


def _notes(item: FactDef | FamilyDef, *, lang: Lang) -> Iterator[str]:
    if item.ask.zh != item.label.zh:
        yield f"    {item.ask.say(lang)}"
    if item.help:
        yield f"    {item.help.say(lang)}"
    if item.aliases:
        yield f"    {Text('也可写', 'Also').say(lang)}: {'、'.join(item.aliases)}"


def _marks(listed: Catalogue, *, lang: Lang) -> str:
    ordered = Text("，从低到高", ", lowest first").say(lang) if listed.ordered else ""
    return ordered + (Text("，可另填", ", open").say(lang) if listed.open else "")


def _value_line(value: CatalogueValue, *, lang: Lang) -> str:
    parts = [f"{value.id}  {value.name.say(lang)}"]
    if value.aliases:
        parts.append("、".join(value.aliases))
    if value.broader:
        parts.append(f"⊂ {', '.join(value.broader)}")
    if value.valid_to:
        parts.append(Text(f"至 {iso(value.valid_to)}", f"until {iso(value.valid_to)}").say(lang))
    if value.successor_of:
        parts.append(Text("接替 ", "succeeds ").say(lang) + ", ".join(value.successor_of))
    return "  ".join([*parts, value.note.say(lang)]).rstrip()


# --- plain data ------------------------------------------------------------------------------


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.say("en")}


def _fact_data(fact: FactDef) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": fact.kind, "of": fact.of, "label": _text(fact.label), "ask": _text(fact.ask),
        "help": _text(fact.help), "unit": _text(fact.unit), "catalogue": fact.catalogue,
        "many": fact.many, "aliases": list(fact.aliases), "sensitive": fact.sensitive,
        "evidence": list(fact.evidence),
    }  # fmt: skip
    return {k: v for k, v in data.items() if v not in ("", [], {"zh": "", "en": ""}, False)}


def _family_data(family: FamilyDef) -> dict[str, Any]:
    return {
        "of": family.of, "label": _text(family.label), "ask": _text(family.ask),
        "aliases": list(family.aliases), "closes_by": family.closes_by,
        "period": list(family.period or ()),
        "fields": {f.id: _fact_data(f) for f in family.fields.values()},
    }  # fmt: skip


def _list_data(listed: Catalogue) -> dict[str, Any]:
    return {
        "label": _text(listed.label), "ordered": listed.ordered, "open": listed.open,
        "values": {v.id: _value_data(v) for v in listed.values.values()},
    }  # fmt: skip


def _value_data(value: CatalogueValue) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": _text(value.name), "aliases": list(value.aliases), "broader": list(value.broader),
        "valid_from": value.valid_from and iso(value.valid_from),
        "valid_to": value.valid_to and iso(value.valid_to),
        "successor_of": list(value.successor_of), "note": value.note.zh, "rank": value.rank,
        "implies": dict(value.implies),
    }  # fmt: skip
    return {k: v for k, v in data.items() if v}

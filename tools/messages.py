"""python tools/messages.py [--check]: the site's English words, without GNU gettext.

Collects every Chinese message of the pages into src/bole/web/locale/en/LC_MESSAGES/django.po,
keeps the translations that are there, and compiles django.mo. With --check nothing is written:
it fails where a message has no translation, or where a file is not what it would write.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src" / "bole" / "web"
PO = WEB / "locale" / "en" / "LC_MESSAGES" / "django.po"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext"}
HEAD = (
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Language: en\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
#: Message → translations: one, or one and many.
Catalogue = dict[str, list[str]]
_TAG = re.compile(
    r'{%\s*translate\s+"(?P<one>[^"]*)"'
    r"|{%\s*blocktranslate\b(?P<with>[^%]*)%}(?P<block>.*?){%\s*endblocktranslate\s*%}",
    re.S,
)
_PLURAL = re.compile(r"{%\s*plural\s*%}")
_VAR = re.compile(r"{{\s*([\w.]+)\s*}}")


def messages() -> dict[str, bool]:
    """Every message of templates and code, in reading order; True where it is counted."""
    found: dict[str, bool] = {}
    for path in sorted([*WEB.rglob("*.html"), *WEB.rglob("*.py")]):
        text = path.read_text(encoding="utf-8")
        listed = of_code(text) if path.suffix == ".py" else of_template(text)
        for message, counted in listed:
            found[message] = found.get(message, False) or counted
    return found


def of_template(text: str) -> list[tuple[str, bool]]:
    """The messages of one template."""
    found = []
    for match in _TAG.finditer(text):
        if match["one"] is not None:
            found.append((match["one"].replace("%", "%%"), False))
            continue
        parts = _PLURAL.split(match["block"])
        one = parts[0]
        if "trimmed" in match["with"].split():
            one = " ".join(line.strip() for line in one.strip().splitlines())
        found.append((_VAR.sub(r"%(\1)s", one.replace("%", "%%")), len(parts) == 2))
    return found


def of_code(text: str) -> list[tuple[str, bool]]:
    """The messages of one Python file."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            word = node.args[0]
            if node.func.id in CALLS and isinstance(word, ast.Constant):
                found.append((str(word.value), node.func.id == "ngettext"))
    return found


def read_po(text: str) -> Catalogue:
    """The translations of a .po file as `write_po` writes them."""
    found: Catalogue = {}
    message, said = "", list[str]()
    for line in [*text.splitlines(), ""]:
        key, _, rest = line.partition(" ")
        if key == "msgid":
            message, said = ast.literal_eval(rest), []
        elif key.startswith("msgstr"):
            said.append(ast.literal_eval(rest))
        elif not line and message and said:
            found[message] = said
    return found


def write_po(catalogue: Catalogue) -> str:
    """A .po file: the head, then every message with what it is in English."""
    blocks = ['msgid ""\nmsgstr ' + _quote(HEAD)]
    for message, said in catalogue.items():
        if len(said) == 1:
            blocks.append(f"msgid {_quote(message)}\nmsgstr {_quote(said[0])}")
        else:
            plural = "\n".join(f"msgstr[{i}] {_quote(s)}" for i, s in enumerate(said))
            blocks.append(f"msgid {_quote(message)}\nmsgid_plural {_quote(message)}\n{plural}")
    return "\n\n".join(blocks) + "\n"


def compile_mo(catalogue: Catalogue) -> bytes:
    """The same as a .mo file; messages without translation are left out."""
    pairs = {b"": HEAD.encode()}
    for message, said in catalogue.items():
        if all(said):
            key = message if len(said) == 1 else f"{message}\0{message}"
            pairs[key.encode()] = "\0".join(said).encode()
    keys = sorted(pairs)
    start = 28 + 16 * len(keys)
    ids, strings = b"".join(k + b"\0" for k in keys), b"".join(pairs[k] + b"\0" for k in keys)
    tables = _table(keys, start=start) + _table([pairs[k] for k in keys], start=start + len(ids))
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return head + tables + ids + strings


def _table(words: list[bytes], *, start: int) -> bytes:
    rows = b""
    for word in words:
        rows += struct.pack("<2I", len(word), start)
        start += len(word) + 1
    return rows


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def refreshed(old: Catalogue) -> Catalogue:
    """The messages there are now, with the translations there were."""
    new: Catalogue = {}
    for message, counted in messages().items():
        said = old.get(message, [])
        width = 2 if counted else 1
        new[message] = said if len(said) == width else [""] * width
    return new


def main(arguments: list[str]) -> int:
    """Writes both files, or checks them; 1 where something is missing."""
    text = PO.read_text(encoding="utf-8") if PO.exists() else ""
    new = refreshed(read_po(text))
    missing = [message for message, said in new.items() if not all(said)]
    po, mo = write_po(new), compile_mo(new)
    if "--check" in arguments:
        compiled = PO.with_suffix(".mo")
        stale = po != text or not compiled.exists() or mo != compiled.read_bytes()
        if stale:
            print("the catalogue is out of date: python tools/messages.py", file=sys.stderr)
    else:
        stale = False
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_text(po, encoding="utf-8")
        PO.with_suffix(".mo").write_bytes(mo)
    for message in missing:
        print(f"no English for: {message}", file=sys.stderr)
    return int(stale or bool(missing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

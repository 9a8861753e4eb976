"""python tools/vendor.py [--check]: files of other projects as they were published, and their hashes.

Without an option it fetches the pinned npm packages of vendor.json, copies the named files, and
writes one SHA256SUMS per folder. With --check it is offline: every file must be listed and unchanged.
htmx is not here: the django-htmx package ships it.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SUMS = "SHA256SUMS"
# The static manifest would look for the maps, which are not shipped.
SOURCE_MAP = re.compile(rb"(?m)^//# sourceMappingURL=.*$|/\*# sourceMappingURL=[^*]*\*/")
MIT = """MIT License

Copyright (c) {by}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


def read_manifest() -> dict[str, dict[str, dict[str, Any]]]:
    """Folder → npm package → what is taken from it."""
    manifest: dict[str, dict[str, dict[str, Any]]] = json.loads(
        (ROOT / "vendor.json").read_text(encoding="utf-8")
    )
    return manifest


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def vendored(folder: Path) -> dict[str, str]:
    """Name → hash of the files that lie in the folder now."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != SUMS)
    return {p.relative_to(folder).as_posix(): sha256(p) for p in files}


def fetch_package(spec: str, *, wanted: dict[str, Any], into: Path) -> None:
    """Unpack the wanted files of one npm package into a folder of the package's name."""
    target = into / spec.rsplit("@", 1)[0].lstrip("@").replace("/", "-")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["npm", "pack", "--silent", spec], cwd=scratch, check=True)
        (archive,) = Path(scratch).glob("*.tgz")
        with tarfile.open(archive) as package:
            for name in wanted["files"]:
                member = package.extractfile(f"package/{name}")
                assert member is not None, f"{spec} has no {name}"
                content = SOURCE_MAP.sub(b"", member.read())
                (target / Path(name).name).write_bytes(content)
    if wanted["licence"] == "MIT" and not (target / "LICENSE").exists():
        (target / "LICENSE").write_text(MIT.format(by=wanted["by"]), encoding="utf-8")
    print(spec)


def fetch() -> None:
    """Fetch everything again and write the sums."""
    for name, packages in read_manifest().items():
        folder = ROOT / name
        for spec, wanted in packages.items():
            fetch_package(spec, wanted=wanted, into=folder)
        lines = [f"{digest}  {path}\n" for path, digest in vendored(folder).items()]
        (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def check() -> list[str]:
    """What differs from the sums: changed, missing and unlisted files."""
    problems: list[str] = []
    for name in read_manifest():
        folder = ROOT / name
        sums = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        listed = {line[66:]: line[:64] for line in sums}
        present = vendored(folder)
        for path in sorted(listed.keys() | present.keys()):
            if listed.get(path) != present.get(path):
                problems.append(f"{name}/{path} is not as {SUMS} says; run: make vendor")
    return problems


def main() -> int:
    if "--check" not in sys.argv[1:]:
        fetch()
        return 0
    problems = check()
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""A form of a page as a browser without scripts would send it."""

from __future__ import annotations

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self, id: str) -> None:
        super().__init__()
        self.id, self.inside = id, False
        self.fields: dict[str, list[str]] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {k: v or "" for k, v in attrs}
        if tag == "form":
            self.inside = said.get("id") == self.id
        if not self.inside:
            return
        name, kind = said.get("name", ""), said.get("type", "text")
        if tag == "input" and name and kind not in ("checkbox", "radio"):
            self.fields.setdefault(name, []).append(said.get("value", ""))
        elif tag == "input" and name and "checked" in said:
            self.fields.setdefault(name, []).append(said.get("value", "on"))
        elif tag == "select":
            self.select = name
            self.fields[name] = [""]
        elif tag == "option" and self.select and "selected" in said:
            self.fields[self.select] = [said.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select":
            self.select = ""


def fields_of(html: str, *, form: str = "section") -> dict[str, list[str]]:
    """What the form of that id sends if nothing is touched, without its safety mark."""
    reader = _Forms(form)
    reader.feed(html)
    return {k: v for k, v in reader.fields.items() if k != "csrfmiddlewaretoken"}

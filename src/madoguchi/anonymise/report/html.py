"""HTML as functions: text is escaped, markup is a type of its own."""

from collections.abc import Iterable, Sequence
from html import escape


class Html(str):
    """Finished markup."""

    __slots__ = ()


def tag(name: str, *inside: str, **attributes: object) -> Html:
    """`tag("td", "a < b", class_="n")`; what is not `Html` is escaped."""
    shown = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items())
    return Html(f"<{name}{shown}>{join(inside)}</{name}>")


def join(parts: Iterable[str]) -> Html:
    """Pieces one after the other."""
    return Html("".join(part if isinstance(part, Html) else escape(part, quote=False) for part in parts))


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> Html:
    """A table whose first column names the row; `numbers` are the columns of figures. On a phone rows become cards."""
    heads = [tag("th", words, scope="col", **_figure(place, numbers)) for place, words in enumerate(head)]
    lines = [tag("tr", *_cells(row, head, numbers)) for row in rows]
    return tag("table", tag("caption", caption), tag("thead", tag("tr", *heads)), tag("tbody", *lines), class_="table")


def _cells(row: Sequence[str], head: Sequence[str], numbers: Sequence[int]) -> list[Html]:
    first = tag("th", row[0], scope="row")
    rest = [
        tag("td", words, data_label=head[place], **_figure(place, numbers))
        for place, words in enumerate(row[1:], start=1)
    ]
    return [first, *rest]


def _figure(place: int, numbers: Sequence[int]) -> dict[str, object]:
    return {"class_": "n"} if place in numbers else {}


def facts(pairs: Iterable[tuple[str, str]]) -> Html:
    """Large figures side by side, each with its name."""
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs), class_="stats")


def section(title: str, *inside: str) -> Html:
    """A part of the page with its heading."""
    return tag("section", tag("h2", title), *inside)


def paragraphs(*texts: str) -> Html:
    """Plain sentences."""
    return join(tag("p", text) for text in texts)


def bullets(texts: Iterable[str]) -> Html:
    """A list."""
    return tag("ul", *(tag("li", text) for text in texts), class_="bullets")

"""Statements as Turtle, RDF/XML or JSON-LD."""

import json
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from madoguchi.publish.dcat.graph import PREFIXES, Iri, Literal, Statement

By = dict[str, list[tuple[str, Iri | Literal]]]


def _gathered(statements: Iterable[Statement]) -> By:
    """By what they are about, each once, in the order in which they came."""
    found: By = {}
    for one in dict.fromkeys(statements):
        found.setdefault(one.about.at, []).append((one.says, one.what))
    return found


def _whole(name: str) -> str:
    prefix, _, rest = name.partition(":")
    return PREFIXES[prefix] + rest


def turtle(statements: Iterable[Statement]) -> str:
    lines = [f"@prefix {prefix}: <{address}> ." for prefix, address in PREFIXES.items()]
    for about, said in _gathered(statements).items():
        parts = " ;\n  ".join(f"{says} {_in_turtle(what)}" for says, what in said)
        lines.append(f"\n<{_safe(about)}> {parts} .")
    return "\n".join(lines) + "\n"


def _in_turtle(what: Iri | Literal) -> str:
    if isinstance(what, Iri):
        return f"<{_safe(what.at)}>"
    end = f"@{what.lang}" if what.lang else f"^^{what.type}" if what.type else ""
    return json.dumps(what.text, ensure_ascii=False) + end


def _safe(address: str) -> str:
    """What an IRI must not hold is written as its code."""
    return "".join(f"%{ord(sign):02X}" if sign in '<>"{}|\\^` ' or ord(sign) < 0x20 else sign for sign in address)


def xml(statements: Iterable[Statement]) -> str:
    spaces = "".join(f" xmlns:{prefix}={quoteattr(address)}" for prefix, address in PREFIXES.items())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<rdf:RDF{spaces}>"]
    for about, said in _gathered(statements).items():
        lines.append(f"<rdf:Description rdf:about={quoteattr(_safe(about))}>")
        lines += [_in_xml(says, what) for says, what in said]
        lines.append("</rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>"]) + "\n"


def _in_xml(says: str, what: Iri | Literal) -> str:
    if isinstance(what, Iri):
        return f"  <{says} rdf:resource={quoteattr(_safe(what.at))}/>"
    end = f" xml:lang={quoteattr(what.lang)}" if what.lang else ""
    end += f" rdf:datatype={quoteattr(_whole(what.type))}" if what.type else ""
    text = "".join(sign for sign in what.text if sign in "\t\n\r" or ord(sign) >= 0x20)
    return f"  <{says}{end}>{escape(text)}</{says}>"


def json_ld(statements: Iterable[Statement]) -> str:
    nodes: list[dict[str, Any]] = []
    for about, said in _gathered(statements).items():
        node: dict[str, Any] = {"@id": _safe(about)}
        for says, what in said:
            node.setdefault("@type" if says == "rdf:type" else says, []).append(_in_json(says, what))
        nodes.append(node)
    return json.dumps({"@context": PREFIXES, "@graph": nodes}, ensure_ascii=False, indent=1)


def _in_json(says: str, what: Iri | Literal) -> Any:
    if isinstance(what, Iri):
        return what.at if says == "rdf:type" else {"@id": _safe(what.at)}
    told = {"@value": what.text}
    if what.lang:
        told["@language"] = what.lang
    if what.type:
        told["@type"] = what.type
    return told

"""The certificate: what was counted, and the hashes of the three files that it binds. Publishing asks for it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from madoguchi.anonymise.errors import Trouble

VERSION = 1


@dataclass(frozen=True)
class Check:
    """One thing that was counted again. `ja` and `en` name it, the two `found` say what was found."""

    id: str
    passed: bool
    ja: str
    en: str
    found_ja: str
    found_en: str


@dataclass(frozen=True)
class Bound:
    """A file by its name and the SHA-256 of its bytes."""

    name: str
    sha256: str
    rows: int | None = None


@dataclass(frozen=True)
class Certificate:
    """It holds for exactly these bytes. It is no decision to publish: a person decides."""

    input: Bound
    recipe: Bound
    output: Bound
    kind: str
    k: int
    checked_at: str
    checks: tuple[Check, ...]
    smallest: int
    classes: int
    sizes: dict[int, int] = field(default_factory=dict, repr=False)
    asked: dict[str, Any] = field(default_factory=dict, repr=False)
    version: int = VERSION

    @property
    def passed(self) -> bool:
        """Did every check pass?"""
        return all(one.passed for one in self.checks)

    @property
    def left_out(self) -> int:
        """Rows of the input that are not in the output."""
        return (self.input.rows or 0) - (self.output.rows or 0)

    def as_json(self) -> str:
        """For the file beside the release."""
        content = {**asdict(self), "passed": self.passed, "left_out": self.left_out}
        del content["sizes"]
        return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def beside(out: Path) -> Path:
    """Where the certificate of a release stands."""
    return out.with_name(out.name + ".certificate.json")


def write_certificate(certificate: Certificate, path: Path) -> None:
    """Write the JSON."""
    path.write_text(certificate.as_json(), encoding="utf-8")


def read_certificate(path: Path) -> Certificate:
    """The certificate of a file; raises `Trouble` for a file that is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        for derived in ("passed", "left_out"):
            content.pop(derived, None)
        for part in ("input", "recipe", "output"):
            content[part] = Bound(**content[part])
        content["checks"] = tuple(Check(**one) for one in content["checks"])
        return Certificate(**content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble(
            "certificate",
            ja=f"検査の証明「{path.name}」を読めません。",
            en=f"The certificate `{path.name}` cannot be read.",
            mend_ja="公開するファイルと同じ場所に、同時に作られた証明を置いてください。",
            mend_en="Put the certificate that was made with the release beside it.",
        ) from error


def differing(one: Certificate, other: Certificate) -> tuple[str, ...]:
    """Which of the three files the two do not share: input, recipe, output."""
    return tuple(
        part for part in ("input", "recipe", "output") if getattr(one, part).sha256 != getattr(other, part).sha256
    )

"""The areas of the municipality, if it drew them: `areas.geojson` beside its declarations."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from madoguchi.publish.release.places import Ring


@dataclass(frozen=True)
class Area:
    """One town with its outer rings, (longitude, latitude)."""

    name: str
    rings: tuple[Ring, ...]


def file() -> Path:
    return Path(settings.MADOGUCHI_TOWN) / "areas.geojson"


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """Empty where nobody drew any, or the file is not what it should be: `madoguchi check` says what is wrong."""
    try:
        features = json.loads(file().read_text(encoding="utf-8"))["features"]
        return tuple(Area(str(one["properties"]["name"]), _rings(one["geometry"])) for one in features)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _rings(geometry: dict[str, Any]) -> tuple[Ring, ...]:
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return tuple([(float(x), float(y)) for x, y in part[0][:-1]] for part in parts)

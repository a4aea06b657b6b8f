"""Rules over several cells of one row."""

from collections.abc import Callable, Mapping, Sequence

from madoguchi.opendata.checking.place import Place
from madoguchi.opendata.checking.rows import addresses, coordinates, order, totals
from madoguchi.opendata.checking.rows.model import RowRule

_MAKERS: Sequence[Callable[[Mapping[str, int], Place | None], Sequence[RowRule]]] = (
    coordinates.make,
    order.make,
    totals.make,
    addresses.make,
)


def row_rules(places: Mapping[str, int], place: Place | None) -> list[RowRule]:
    """The rules for which a table has the columns; `places`: the standard's name of a column → where it stands."""
    return [rule for make in _MAKERS for rule in make(places, place)]

"""Which class each combination falls in, and which word every class shows in every column."""

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.search.cells import Cells, Codes, Node, classes, digits, fits, keys
from madoguchi.anonymise.search.question import Question

LEFT_OUT = -1


@dataclass(frozen=True)
class Assignment:
    """`class_of[i]` for the i-th combination (-1: left out); `words[c][class]` is a place in `vocabulary[c]`."""

    class_of: Codes
    words: tuple[Codes, ...]
    vocabulary: tuple[tuple[str, ...], ...]
    sizes: NDArray[np.float64]
    loss: float
    left_out: int
    lost: tuple[float, ...]
    """By column what its detail has lost, between 0 and 1; a row left out has lost all."""


def whole_columns(question: Question, cells: Cells, node: Node) -> Assignment:
    """Every column at one step."""
    cards = tuple(one.cards()[level] for one, level in zip(question.ladders, node, strict=True))
    key = keys(cells, question.ladders, node)
    found = classes(cells, key, prod(cards), question.cards)
    good = ~question.fails(found)
    kept, sizes = found.key[good], found.count[good]
    words = digits(kept, cards)
    lost = tuple(_lost(question, place, node[place], words[place], sizes) for place in range(len(node)))
    left_out = int(found.count[~good].sum())
    return Assignment(
        _places(kept, key, prod(cards)),
        tuple(words),
        tuple(one.labels[level] for one, level in zip(question.ladders, node, strict=True)),
        sizes,
        sum(part * weight for part, weight in zip(lost, question.weights, strict=True)) / sum(question.weights),
        left_out,
        lost,
    )


def _lost(question: Question, place: int, level: int, words: Codes, sizes: NDArray[np.float64]) -> float:
    part = question.weights[place] / sum(question.weights)
    cost = question.cost_of_labels(place, level) / part
    released = float(sizes @ cost[words])
    return (released + question.rows - float(sizes.sum())) / question.rows


def _places(kept: Codes, key: Codes, size: int) -> Codes:
    """For every key its place among the kept ones, -1 where it is not kept."""
    if fits(size, len(key)):
        table = np.full(size, LEFT_OUT, dtype=np.int64)
        table[kept] = np.arange(len(kept))
        return table[key]
    place = np.searchsorted(kept, key)
    there = place < len(kept)
    there[there] = kept[place[there]] == key[there]
    return np.where(there, place, LEFT_OUT)

"""Class by class: from `*` everywhere down (`descent`), then neighbours once more together (`regrouping`).

What a class shows is the finest label of each column that all its rows share. Every class holds by construction, and the
verifier counts it again from the file.
"""

from collections.abc import Callable, Sequence

import numpy as np

from madoguchi.anonymise.search.assignment import Assignment
from madoguchi.anonymise.search.cells import Cells, Codes, Counts, weigh
from madoguchi.anonymise.search.descent import Descent, Ground, ground_of
from madoguchi.anonymise.search.question import Question
from madoguchi.anonymise.search.regrouping import Regrouping, shared
from madoguchi.anonymise.search.splitting import Active, Done

DESCENT = 0.5
"""The part of the time that the descent takes, for telling how far it is."""


def class_by_class(question: Question, cells: Cells, tell: Callable[[float], None] = lambda part: None) -> Assignment:
    """The classes after all splits, none of them failing; nothing is left out."""
    ground = ground_of(question, cells)
    everything = np.arange(len(cells)), np.zeros(len(cells), dtype=np.int64), np.array([question.top], dtype=np.int8)
    descent = Descent(ground, tries=True)
    cost = descent.to_the_end(Active(*everything), lambda part: tell(DESCENT * part))
    regrouping = Regrouping(ground, descent.class_of, cost)
    regrouping.run(lambda part: tell(DESCENT + (1 - DESCENT) * part))
    return _assignment(ground, regrouping.class_of)


def _assignment(ground: Ground, class_of: Codes) -> Assignment:
    """Classes by what they show: two that show the same are one."""
    question, count, done = ground.question, ground.cells.count, shared(ground, class_of)
    vocabulary = [sorted({label for step in one.labels for label in step}) for one in question.ladders]
    words = [_words(ground, done, place, one) for place, one in enumerate(vocabulary)]
    once, first = _together(words)
    sizes = weigh(class_of, count, len(done.rows))
    lost = tuple(_lost(ground, done, place, sizes) for place in range(len(words)))
    return Assignment(
        once[class_of],
        tuple(one[first] for one in words),
        tuple(tuple(one) for one in vocabulary),
        weigh(once, sizes, len(first)),
        float(np.dot(lost, question.weights)) / sum(question.weights),
        0,
        lost,
    )


def _words(ground: Ground, done: Done, place: int, vocabulary: Sequence[str]) -> Codes:
    """The word that each class shows in a column."""
    where = {word: code for code, word in enumerate(vocabulary)}
    ladder = ground.question.ladders[place]
    table = np.array(
        [[where[ladder.labels[step][code]] for code in ladder.up(0, step)] for step in range(ladder.height)]
    )
    return table[done.levels[:, place], ground.codes[place][done.rows]]


def _lost(ground: Ground, done: Done, place: int, sizes: Counts) -> float:
    """What a column has lost, between 0 and 1."""
    question = ground.question
    part = question.weights[place] / sum(question.weights)
    cost = ground.tables[place].cost[done.levels[:, place], ground.codes[place][done.rows]]
    return float(cost @ sizes) / question.rows / part


def _together(words: Sequence[Codes]) -> tuple[Codes, Codes]:
    """Classes that show the same words, numbered; and the first of each."""
    number = np.zeros(len(words[0]), dtype=np.int64)
    for one in words:
        _, first, inverse = np.unique(
            number * (int(one.max(initial=0)) + 1) + one, return_index=True, return_inverse=True
        )
        number = inverse.reshape(-1)
    return number, first

"""Search over procedures, in memory: bigrams of titles, summaries, keywords and life events.

Trigram indexes find nothing for two-character words, and these are the commonest of Japanese: 児童, 出産, 転入.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import jaconv

from madoguchi.declare.base import Text
from madoguchi.declare.versions import Version
from madoguchi.design.frame import municipality
from madoguchi.japan.names import search_key
from madoguchi.receive.queries.versions import version

Weights = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Entry:
    slug: str
    words: Weights  # folded text, weight


def search(query: str, versions: list[Version]) -> list[Version]:
    """Those that match every word of the query, or else most of its bigrams; best first."""
    by_slug = {one.procedure.procedure: one for one in versions}
    return [by_slug[slug] for slug in rank(query, _index(tuple(one.hash for one in versions)))]


def rank(query: str, entries: Iterable[Entry]) -> list[str]:
    """The slugs of those that match, best first: of procedures, or of whatever else has words."""
    wanted = [folded for word in query[:200].split() if (folded := fold(word))]
    if not wanted:
        return []
    scored = [(-score, entry.slug) for entry in entries if (score := _score(wanted, entry)) > 0]
    return [slug for _, slug in sorted(scored)]


def fold(text: str) -> str:
    """Width, case and kana folded, spaces removed: こども, コドモ and ｺﾄﾞﾓ are one."""
    return jaconv.kata2hira(search_key(text)).lower()


def _score(wanted: list[str], entry: Entry) -> float:
    return sum(_of_word(word, entry.words) for word in wanted)


def _of_word(word: str, words: Weights) -> float:
    exact = 0
    for text, weight in words:
        if weight > exact and word in text:
            exact = weight
    return exact or _nearly(word, words)


def _nearly(word: str, words: Weights) -> float:
    """A sentence as people say it (子どもが生まれた): at least a third of its pairs of signs stand in one text."""
    pairs = _pairs(word)
    if len(pairs) < 2:
        return 0
    best = 0.0
    for text, weight in words:
        share = sum((pairs & _pairs(text)).values()) / sum(pairs.values())
        if share >= 1 / 3:
            best = max(best, share * weight / 2)
    return best


@lru_cache(maxsize=4096)
def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


@lru_cache(maxsize=4)
def _index(hashes: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(Entry(one.procedure.procedure, _weights(one)) for one in map(version, hashes))


def _weights(version: Version) -> Weights:
    guide = version.procedure.guide
    town = municipality()
    events = [event for event in (town.life_events if town else ()) if event.id in guide.life_events]
    weighted: list[tuple[Text | str | None, int]] = [(version.procedure.title, 8)]
    weighted += [(word, 6) for word in guide.keywords]
    weighted += [(event, 4) for event in events]
    weighted += [(guide.summary, 2), (guide.who, 1)]
    return tuple((fold(words), weight) for text, weight in weighted for words in _spellings(text))


def _spellings(text: Text | str | None) -> list[str]:
    if text is None:
        return []
    if isinstance(text, str):
        return [text]
    return [words for words in (text.ja, text.ja_easy, text.en) if words]

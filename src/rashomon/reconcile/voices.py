"""One voice under several ids: a person named with and without the office, a body and the channel that it publishes."""

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from msgspec.structs import replace

from rashomon.model import Claim, Speaker

# Words of a name that say through whom a body speaks, not which body it is; and spellings of one word.
_THROUGH = frozenset({
    "head", "office", "official", "channel", "telegram", "page", "account", "press", "service", "spokesman",
    "spokeswoman", "spokesperson", "statement", "bulletin", "communiqué", "communique", "release", "translated", "update",
    "command", "military", "the", "of", "and", "for", "in", "s",
})  # fmt: skip
_SPELLED = {
    "oblast": "regional", "region": "regional", "province": "regional", "provincial": "regional", "defense": "defence",
}  # fmt: skip
# Words of an id that name nobody in particular: "Russian officials" are whoever speaks for Russia.
_ANYBODY = frozenset({"official", "officials", "authority", "authorities", "government", "source", "sources"})
# Who can speak for another, or for whom another can speak.
BODIES = frozenset({"official", "military", "party", "agency", "medic", "ngo"})
_WORD = re.compile(r"\w+")
_ASIDE = re.compile(r"\([^()]*\)")


def one_voice_each(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The Claims with every origin that goes by several ids as one Speaker; Claim ids stay as they are.

    Two origins are one where their sides do not differ and they are called by one personal name (the words before the
    comma), or by one name of a body (``body_name``). The one identified by an office stands for all.
    """
    claims = tuple(claims)
    named: dict[str, dict[str, Speaker]] = {}
    for origin in {id(claim.speakers[0]): claim.speakers[0] for claim in reversed(claims)}.values():
        for name in _called(origin.name, origin.kind in BODIES or origin.id.startswith("outlet-")):
            named.setdefault(name, {}).setdefault(origin.id, origin)
    chosen: dict[str, Speaker] = {}
    for name in sorted(name for name, speakers in named.items() if len(speakers) > 1):
        speakers = named[name]
        if len({speaker.side for speaker in speakers.values()} - {None}) <= 1:
            best = min(speakers.values(), key=lambda one: (one.id.startswith(("person-", "outlet-")), one.id))
            best = chosen.get(best.id, best)
            chosen.update({id_: best for id_ in speakers if id_ not in chosen})
    if not chosen:
        return claims
    return tuple(
        replace(claim, speakers=(chosen[claim.origin.id], *claim.speakers[1:])) if claim.origin.id in chosen else claim
        for claim in claims
    )


@lru_cache(maxsize=1 << 16)
def body_name(name: str) -> tuple[str, ...]:
    """The words that tell which body a name is of: "Head of X Regional Administration (official channel)" is that of X.

    Empty where fewer than two are left, so that "officials" are nobody.
    """
    words = {_SPELLED.get(word, word) for word in _WORD.findall(name.casefold())} - _THROUGH
    return tuple(sorted(words)) if len(words) > 1 else ()


def speaks_for(one: Speaker, other: Speaker) -> bool:
    """Whether ``one`` is a voice of ``other`` without a say of its own: one of its men, or nobody in particular of its side.

    "Russian officials" speak for Russia's defence ministry, and "the ministry, its forces" for the ministry.
    """
    if one.id == other.id or one.kind not in BODIES or other.kind not in BODIES:
        return False
    if one.id.endswith(f"-{other.id}"):
        return True
    if one.side is None or one.side != other.side or other.kind not in ("official", "military", "party"):
        return False
    words = set(one.id.split("-")) - {one.side.casefold()}
    return bool(words) and words <= _ANYBODY and not _anybody(other)


def stands_behind(speakers: Iterable[Speaker], same: Callable[[Speaker, Speaker], bool]) -> dict[str, Speaker]:
    """Each Speaker that ``speaks_for`` another that gives the same answer, by id, with that other."""
    ordered = sorted((one for one in speakers if one.kind in BODIES), key=lambda one: one.id)
    if len(ordered) < 2:
        return {}
    names = {one.id for one in ordered}
    return {
        one.id: found
        for one in ordered
        if _anybody(one) or _ends_in(one.id, names)
        for found in [next((two for two in ordered if speaks_for(one, two) and same(one, two)), None)]
        if found is not None
    }


def _ends_in(name: str, names: Collection[str]) -> bool:
    """Whether an id is another with words before it."""
    words = name.split("-")
    return any("-".join(words[first:]) in names for first in range(1, len(words)))


def _anybody(speaker: Speaker) -> bool:
    return bool(speaker.side) and set(speaker.id.split("-")) - {(speaker.side or "").casefold()} <= _ANYBODY


@lru_cache(maxsize=1 << 16)
def _called(name: str, body: bool) -> tuple[str, ...]:
    """What a Speaker of this name is known by across ids: a full personal name before a comma, and the name of a ``body``."""
    names = []
    person = name.split(",")[0]
    if " " in person and "," in name:
        names.append(f"person {person}")
    words = body_name(name) if body else ()
    if words and "," not in _ASIDE.sub("", name):
        names.append(f"body {' '.join(words)}")
    return tuple(names)

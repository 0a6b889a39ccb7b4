"""Lists of munitions: "12 Kh-101 from …; 4 Iskander-M; 81 drones", "27 over the Rostov region, eight over the Bryansk region".

An air force or a ministry gives a night in a list, over lines or along a sentence, and no parser makes a tree of it. It is read
by its shape: counts of munitions, or of munitions over areas, with nothing between them but what describes them. What was done
to them is said by the count that the sentence itself gave to one of them, or before the colon that opens the list.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.frames.look_up import frames_of
from rashomon.extract.frames.parts import whole_of
from rashomon.extract.mentions import PlaceMention
from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.numbers import CountMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb

_QUESTIONS = frozenset({"launched", "intercepted", "diverted", "hit"})
_PHRASE = 9  # tokens from a number to the noun that it counts ("one Kh-47M2 Kinzhal aeroballistic missile")
_DESCRIBED = 120  # code points that may describe one entry: where it came from, in brackets or not
_INTRODUCED = 2  # sentences from a list back to what opens it
_INSIDE_NAMES = frozenset({"-", "/", '"', "'"})

# What may stand between two entries: a bracket, where it came from, a mark or a new line, and a word that joins.
_BETWEEN = re.compile(
    r"(?:\s*\([^()\n]*\))?(?:,? (?:from|launched from|out of|fired from|towards?) [^;\n]*?)?"
    r"\s*(?P<mark>[,;.]?)\s*(?P<joint>(?:and|as well as|plus|along with|together with|also)\b,?)?\s*(?:with\b|by\b)?"
    r"\s*(?P<nested>(?:including|among (?:them|which|these)|of (?:which|them)|incl\.)\b:?)?"
    r"\s*[-–—•*·▪◾✅\ufe0f]*\s*(?:about |some |over )?",
    re.IGNORECASE,
)
_OPENS = re.compile(r":\s*[-–—•*·▪◾✅\ufe0f]*\s*(?:about |some |over )?$", re.IGNORECASE)
_OVER = re.compile(
    r"\s*[-–—]?\s*(?:(?:were|was) (?:shot down|downed|destroyed|intercepted|brought down|neutrali[sz]ed) )?[-–—]?\s*"
    r"(?:over|above|in|on)\s+(?:the )?(?:(?:territory|airspace|skies|sky|waters|air space) (?:of|over) )?(?:the )?"
    r"(?:(?:(?:temporarily |russian-|ukrainian-)?(?:occupied|annexed|held|controlled)|neighbou?ring|nearby|adjacent|border|southern"
    r"|northern|western|eastern|central|(?:south|north)(?:ern)?-?(?:west|east)ern) )*"
    r"(?:(?:regions?|oblasts?|provinces?|republic|peninsula|city) of )?(?:the )?",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s+(?:more|others|further|another)\b", re.IGNORECASE)
_TAIL = re.compile(
    r"(?: (?:regions?|oblasts?|district|territory|krai|republic|sea)\b)?(?: overnight| each)?", re.IGNORECASE
)


class _Entry(Struct, frozen=True):
    """One count of a list from ``start`` to ``end`` (code points): what it counts, and over which area."""

    count: CountMention
    start: int
    end: int
    noun: Nominal | None = None
    area: PlaceMention | None = None


def barrages(scene: Scene, discourse: Discourse) -> None:
    """Add what such lists count and no frame has read."""
    for run in _runs(scene):
        _areas(scene, discourse, run) if any(entry.area for entry in run) else _munitions(scene, discourse, run)


def _runs(scene: Scene) -> Iterator[list[_Entry]]:
    """The lists: entries with nothing between them but what describes them."""
    entries = [entry for entry in (_entry(scene, count) for count in scene.counts) if entry is not None]
    run: list[_Entry] = []
    for entry in entries:
        if run and not _is_next(scene, run[-1], entry):
            yield run
            run = []
        run.append(entry)
    if run:
        yield run


def _entry(scene: Scene, count: CountMention) -> _Entry | None:
    """A count with the munitions that it counts, or with the area over which it counts them."""
    if count.unit is not None or count.quantity.exact is None:
        return None
    tokens = scene.tokens(count)
    noun = _noun(scene, tokens.stop)
    found = nominal(scene, noun) if noun is not None else None
    if found is not None and (found.group != "munition" or found.item is None):
        return None
    end = count.end if noun is None else noun.idx + len(noun)
    more = _MORE.match(scene.text, end) if noun is None else None
    over = _OVER.match(scene.text, more.end() if more else end)
    area = _area_at(scene, over.end()) if over is not None else None
    if area is not None:
        tail = _TAIL.match(scene.text, area.end)
        return _Entry(count, count.start, tail.end() if tail else area.end, found, area)
    return _Entry(count, count.start, end, found) if found is not None else None


def _noun(scene: Scene, at: int) -> Token | None:
    """The last noun of the phrase that begins at token ``at``; None where a mark, a verb or a number ends it before."""
    last: Token | None = None
    for token in scene.doc[at : at + _PHRASE]:
        if token.i in scene.count_at and not scene.term_at(token, "equipment"):
            break
        if token.is_space or (token.is_punct and token.text not in _INSIDE_NAMES) or token.pos_ in {"ADP", "CCONJ"}:
            break
        if is_verb(token) and token.tag_ not in {"VBN", "VBG"}:
            break
        if token.pos_ in {"NOUN", "PROPN"} or scene.term_at(token, "equipment", "item"):
            last = token
    return last


def _area_at(scene: Scene, at: int) -> PlaceMention | None:
    found = next((place for place in scene.places if place.start <= at < place.end and not place.demonym), None)
    return found if found is not None and found.place is not None else None


def _is_next(scene: Scene, one: _Entry, other: _Entry) -> bool:
    """Whether nothing but what describes an entry stands between it and another, and both are of a kind."""
    if not one.end <= other.start <= one.end + _DESCRIBED or (one.area is None) != (other.area is None):
        return False
    between = scene.text[one.end : other.start]
    match = _BETWEEN.fullmatch(between)
    return match is not None and bool(between.strip()) and (match["mark"] != "." or "\n" in between)


# Munitions -----------------------------------------------------------------------------------------------------------------


def _munitions(scene: Scene, discourse: Discourse, run: Sequence[_Entry]) -> None:
    """Give every entry what the text says was done to one of them, or to all of them."""
    told = [_told(discourse, entry) for entry in run]
    first = next((fact for fact in told if fact is not None), None)
    if first is None:
        opened = _opening(scene, discourse, run)
        if opened is None:
            return
        template, whole = opened
    else:
        if len(run) < 2 or not any(fact is None or _is_recorded(fact, first) for fact in told):
            return
        template, whole = first, first.subset_of
    nested: Nominal | None = None
    for number, entry in enumerate(run):
        if entry.noun is None:
            continue
        if number:
            between = _BETWEEN.fullmatch(scene.text[run[number - 1].end : entry.start])
            if between is not None and between["nested"]:
                nested = run[number - 1].noun
        if nested is not None and not _is_kind(scene, entry.noun, nested):
            nested = None
        known = told[number]
        if known is not None and not _is_recorded(known, template):
            continue
        within = nested.item if nested is not None else whole
        _add(scene, discourse, template, entry, entry.noun, within, instead=known)


def _is_recorded(fact: Fact, first: Fact) -> bool:
    """ "Hits of one missile and four drones were recorded": what was recorded are hits of both, not drones."""
    return fact.frame == "launch-count" != first.frame and first.trigger < first.head < fact.trigger


def _told(discourse: Discourse, entry: _Entry) -> Fact | None:
    """What a frame has read of an entry."""
    if entry.noun is None:
        return None
    inside = (fact for fact in discourse.facts if fact.head in range(entry.noun.start, entry.noun.end))
    return next((fact for fact in inside if fact.question in _QUESTIONS and fact.group == "munition"), None)


def _opening(scene: Scene, discourse: Discourse, run: Sequence[_Entry]) -> tuple[Fact, str | None] | None:
    """What the words before a colon say of all entries: a count that has them as parts, or a verb."""
    start = run[0].start
    if not _OPENS.search(scene.text, max(0, start - 20), start):
        return None
    first = scene.doc[scene.tokens(run[0].count).start]
    colon = scene.text.rindex(":", 0, start)
    number = scene.sentence_number(next(token for token in scene.doc if token.idx >= colon))
    total = sum(entry.count.quantity.exact or 0 for entry in run)
    for fact in reversed(discourse.facts):
        if fact.question not in _QUESTIONS or fact.group != "munition" or fact.subset_of is not None:
            continue
        back = number - scene.sentence_number(scene.doc[fact.trigger])
        if fact.end <= start and 0 <= back <= _INTRODUCED - 1 and (fact.quantity.exact or 0) >= total:
            return fact, fact.item
    verbs = [token for token in scene.sentences[number] if token.idx < colon and is_verb(token)]
    for verb in reversed(verbs):
        for frame in frames_of(verb):
            if "munition" in frame.of and frame.question in _QUESTIONS and frame.counted in {"theme", "with"}:
                return Fact(
                    question=frame.question, frame=frame.id, trigger=verb.i, head=first.i, start=start, end=start,
                    quantity=run[0].count.quantity, group="munition",
                ), None  # fmt: skip
    return None


def _add(
    scene: Scene,
    discourse: Discourse,
    template: Fact,
    entry: _Entry,
    noun: Nominal,
    within: str | None,
    *,
    instead: Fact | None,
) -> None:
    fact = replace(
        template, head=noun.head.i, start=entry.start, end=noun.head.idx + len(noun.head), quantity=entry.count.quantity,
        item=noun.item, equipment=noun.equipment, subset_of=within if within != noun.item else None, form="numeral",
        partitive=within is not None, rest_of=None, less=(), total=False, other=False,
    )  # fmt: skip
    if instead is not None:
        discourse.facts[discourse.facts.index(instead)] = fact  # in its place: others point at it by its number
    elif not discourse.has(fact):
        discourse.add(fact)
        whole_of(scene, discourse, fact, replace(noun, count=entry.count))


def _is_kind(scene: Scene, part: Nominal, whole: Nominal) -> bool:
    """Whether what a part counts is a kind of what its whole counts: Kh-101 are missiles, drones are not."""
    if whole.equipment is None or part.equipment is None:
        return part.item != whole.item and whole.equipment is None
    return part.equipment != whole.equipment and scene.tools.lexicon.is_a(part.equipment, whole.equipment)


# Areas ---------------------------------------------------------------------------------------------------------------------


def _areas(scene: Scene, discourse: Discourse, run: Sequence[_Entry]) -> None:
    """Each area of a list has its own count, told of there."""
    told = [_told_there(scene, discourse, entry) for entry in run]
    template = next((fact for fact in told if fact is not None), None) or _before(scene, discourse, run)
    if template is None or len(run) < 2:
        return
    for entry, fact in zip(run, told, strict=True):
        first = scene.doc[scene.tokens(entry.count).start]
        item = entry.noun.item if entry.noun is not None else template.item
        mine = replace(
            template, trigger=first.i, head=entry.noun.head.i if entry.noun is not None else first.i, start=entry.start,
            end=entry.end, quantity=entry.count.quantity, item=item, subset_of=None, form="numeral", partitive=True, rest_of=None,
            less=(), total=False, other=False, at=entry.area.start if entry.area is not None else None,
            told_by=template.trigger if template.told_by is None else template.told_by,
        )  # fmt: skip
        if fact is not None:
            discourse.facts[discourse.facts.index(fact)] = mine
        elif not discourse.has(mine):
            discourse.add(mine)


def _told_there(scene: Scene, discourse: Discourse, entry: _Entry) -> Fact | None:
    """What a frame has read of an entry, whose words may begin at a verb before it."""
    at = range(entry.start, entry.end)
    return next(
        (
            fact
            for fact in discourse.facts
            if fact.group == "munition" and fact.question in _QUESTIONS and fact.quantity.exact == entry.count.quantity.exact
            and (fact.start in at or scene.doc[fact.head].idx in at)
        ),
        None,
    )  # fmt: skip


def _before(scene: Scene, discourse: Discourse, run: Sequence[_Entry]) -> Fact | None:
    """The count that a list of areas divides: the last one of munitions, in this sentence or the one before."""
    start = run[0].start
    number = scene.sentence_number(scene.doc[scene.tokens(run[0].count).start])
    total = sum(entry.count.quantity.exact or 0 for entry in run)
    for fact in reversed(discourse.facts):
        back = number - scene.sentence_number(scene.doc[fact.trigger])
        if fact.end <= start and fact.group == "munition" and fact.question in _QUESTIONS and 0 <= back < _INTRODUCED:
            return fact if (fact.quantity.exact or 0) >= total else None
    return None

"""MUC-4: who was harmed and how, when, where and by whom, in cables and broadcasts of the 1980s, all upper case.

Each message is read alone, dated by its dateline and published by the source that its dateline names. What stands here is only
what turns our words into those of the keys and counts the agreement:

- An Event of type ASSAULT or COERCE is a template, unless the keys leave such incidents out: aggregates, happenings
  outside the nine countries and not done to or by them, fights whose harmed are all soldiers, police or fighters, and what
  nobody and nothing was the target of, and figures without a ceiling of which the text says neither when nor where. (The guide's
  limit of two months is not kept by the keys.)
- HUM TGT NUMBER is the current figure of each finding on killed, injured, casualties, captured or missing, one account each;
  a total that is the sum of its parts is the key's TOTAL NUMBER and left out. "Several" and bare plurals are PLURAL, "at least six" is
  6-, "about 100" ~100; guerrillas are no targets; a count of n is n persons where the key lists so many one by one, and an arrest is no
  kidnapping. HUM TGT EFFECT is DEATH, INJURY, or their NO-forms for a count of nought.
- INCIDENT DATE: a day is a day; a day that was said by its weekday, concluded from the dateline or a statement, or none, is
  "on or before the day of the report", as the keys' guide asks. INCIDENT LOCATION is the country and the place's own name; the
  country alone where the place is only concluded (from where the report comes from, say), as the guide asks too; without any
  place that of the parties.
- PERP ORGANIZATION CONFIDENCE: the own voice of the publisher, or of a medium that it cites, is REPORTED AS FACT, hedged
  SUSPECTED OR ACCUSED; what is no more than possible (PS+) is POSSIBLE, whoever says it; the actor's own word is CLAIMED OR
  ADMITTED; another's is SUSPECTED OR ACCUSED, BY AUTHORITIES where an official or an army says it. "Guerrillas" without a name
  are individuals to the keys and left out, "the army" and "the police" are organisations.

Templates are aligned with Events best first, text by text, and only where an Event's evidence has a word of the template's
strings. A filler counts 1 where one of the key's alternatives is met and 1/2 where it is nearly: the right figure or effect
of somebody else (none of the key's words for the target stands in the sentence of our evidence), a figure or a date
that overlaps, the right country alone, a confidence beside its kin. Each key filler is used once. Precision and recall
are over all templates: unmatched Events cost precision and unmatched templates recall; what a key marks as optional costs
nothing when it is not there.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from misses import Misses
from muc_align import (
    align,
    confidence_agrees,
    date_agrees,
    effect_agrees,
    number_agrees,
    one_by_one,
    paired,
    place_agrees,
)
from muc_incident import Answer, Incident, content, incidents
from muc_key import Fill, Message, Template, messages, templates
from reading import Reader
from table import Row

from rashomon.model import Document

FOLDER = "muc4/TASK/CORPORA"
SPLITS = (("tst1/tst1-muc3", "tst1/key-tst1.v7"), ("tst2/tst2-muc4", "tst2/key-tst2.v4"))
FILES = tuple(f"{FOLDER}/{file}" for files in SPLITS for file in files)


class Tally:
    """Right (halves too), given and wanted fillers of one slot."""

    def __init__(self) -> None:
        self.right = 0.0
        self.given = 0
        self.wanted = 0

    def rows(self, name: str, measure: str, goals: tuple[float, float]) -> list[Row]:
        """A row for recall and one for precision."""
        recall = self.right / self.wanted if self.wanted else None
        precision = self.right / self.given if self.given else None
        peers = [f"{goal:.0%} best of 1992, on TST3" for goal in goals]
        return [
            Row(set=name, measure=f"{measure}, recall", ours=recall, n=self.wanted, goal=goals[0], peer=peers[0]),
            Row(set=name, measure=f"{measure}, precision", ours=precision, n=self.given, goal=goals[1], peer=peers[1]),
        ]


GOALS = {"human target number": (0.66, 0.56), "human target effect": (0.62, 0.52), "incident date": (0.61, 0.57),
         "incident location": (0.63, 0.59)}  # fmt: skip
CONFIDENCE = "perpetrator confidence"


def measure(data: Path, reader: Reader, misses: Misses) -> list[Row]:
    """Both test sets that are at hand in one."""
    return measured("muc", SPLITS, data, reader, misses)


def measured(name: str, splits: Sequence[tuple[str, str]], data: Path, reader: Reader, misses: Misses) -> list[Row]:
    """The rows of some of the corpus' files of messages, each with its key."""
    texts: list[Message] = []
    keys: dict[str, list[Template]] = {}
    for text_file, key_file in splits:
        texts += messages(data / FOLDER / text_file)
        for template in templates(data / FOLDER / key_file):
            keys.setdefault(template.message, []).append(template)
    tallies = {slot: Tally() for slot in (*GOALS, CONFIDENCE)}
    empty = beyond = held = 0
    documents = [document(each) for each in texts]
    for text, extraction in zip(texts, reader.extractions(documents), strict=True):
        found = incidents(extraction, text.day)
        wanted = keys.get(text.id, [])
        pairs = align(found, wanted)
        spare = [each for each in found if all(each is not one for one, _ in pairs)]
        if wanted:
            beyond += len(spare)
            held += 1
        else:
            empty += len(spare)
        for each in spare:
            misses.add("events beyond the key" if wanted else "events of empty keys", text.id, None, each.shown)
        _score(text.id, pairs, spare, wanted, tallies, misses)
    rows = [row for slot, goals in GOALS.items() for row in tallies[slot].rows(name, slot, goals)]
    tally = tallies[CONFIDENCE]
    of = tally.given + tally.wanted
    rows.append(
        Row(set=name, measure="perpetrator confidence, F1", ours=2 * tally.right / of if of else None, n=tally.wanted,
            goal=0.50, peer="recall 24, precision 30 best of 1992, on TST3")
    )  # fmt: skip
    rows.append(Row(set=name, measure="events of empty keys", ours=empty / (len(texts) - held), n=len(texts) - held,
                    unit="a text", at_most=True))  # fmt: skip
    rows.append(Row(set=name, measure="events beyond the key", ours=beyond / held, n=held, unit="a text", at_most=True))
    return rows


def document(message: Message) -> Document:
    """The message as it comes to the reader."""
    published = message.day.isoformat() if message.day else None
    return Document.of(message.text, id=message.id, publisher=message.source, published=published)


def _score(
    name: str, pairs: Sequence[tuple[Incident, Template]], spare: Sequence[Incident], wanted: Sequence[Template],
    tallies: dict[str, Tally], misses: Misses,
) -> None:  # fmt: skip
    missed = [key for key in wanted if not key.optional and all(key is not other for _, other in pairs)]
    for ours, key in pairs:
        _slot("human target number", name, ours.numbers, key.numbers, number_agrees, tallies, misses)
        _slot("human target effect", name, ours.effects, key.effects, effect_agrees, tallies, misses)
        perpetrators = content(" ".join(key.perpetrators))
        named = [each for each in ours.organisations if not _individual(each, key, perpetrators)]
        _slot(CONFIDENCE, name, named, key.organisations, confidence_agrees, tallies, misses)
        for slot, credit, given, gold in (
            ("incident date", date_agrees(ours.when, key), ours.when[1] is not None, key.dates),
            ("incident location", place_agrees(ours, key), bool(ours.where), key.places),
        ):
            tally = tallies[slot]
            tally.right += credit
            tally.given += given
            tally.wanted += bool(gold)
            if credit < 1:
                shown = [str(each) for each in ours.when] if slot == "incident date" else ours.where
                misses.add(slot, name, [[str(x) for x in each] for each in gold], shown, ours.shown)
    for key in missed:
        for slot, fills in (
            ("human target number", key.numbers), ("human target effect", key.effects), (CONFIDENCE, key.organisations)
        ):  # fmt: skip
            tallies[slot].wanted += sum(not fill.optional for fill in fills)
        tallies["incident date"].wanted += bool(key.dates)
        tallies["incident location"].wanted += bool(key.places)
        effects = [(*fill.values, *fill.refs[:1]) for fill in key.effects]
        stage = "events share no word with it" if spare else "all events are others" if pairs else "none in the text"
        misses.add(f"templates without an event, {stage}", name, (key.kind, key.places, effects), None)
    for each in spare:
        for slot, answers in (
            ("human target number", each.numbers), ("human target effect", each.effects), (CONFIDENCE, each.organisations)
        ):  # fmt: skip
            tallies[slot].given += len(answers)
        tallies["incident date"].given += each.when[1] is not None
        tallies["incident location"].given += bool(each.where)


def _individual(answer: Answer, key: Template, perpetrators: frozenset[str]) -> bool:
    """Whether an actor of ours is one of the key's persons ("guerrillas"), whom it does not rate, and no organisation."""
    named = any(content(ref) & answer.words for fill in key.organisations for ref in fill.refs)
    return not named and bool(answer.words & perpetrators)


def _slot(
    slot: str, name: str, ours: Sequence[Answer], key: Sequence[Fill], agrees: Callable[[str, str], float],
    tallies: dict[str, Tally], misses: Misses,
) -> None:  # fmt: skip
    if slot != CONFIDENCE:
        ours = one_by_one(ours, key)
    pairs = paired(ours, key, agrees, needs_ref=slot == CONFIDENCE)
    tally = tallies[slot]
    met = Counter(id(fill) for _, _, fill in pairs)
    used = Counter(id(answer) for _, answer, _ in pairs)
    tally.right += sum(credit for credit, _, _ in pairs)
    tally.given += len(ours)
    tally.wanted += sum(not fill.optional or bool(met[id(fill)]) for fill in key)
    for credit, answer, fill in pairs:
        if credit < 1:
            misses.add(f"{slot}, half or none", name, (fill.values, fill.refs), answer.shown)
    for fill in key:
        if not met[id(fill)] and not fill.optional:
            misses.add(f"{slot}, missing", name, (fill.values, fill.refs[:2]), [each.shown for each in ours])
    for answer in ours:
        if not used[id(answer)]:
            misses.add(f"{slot}, too much", name, [(fill.values, fill.refs[:1]) for fill in key], answer.shown)

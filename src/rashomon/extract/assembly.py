"""Facts, voices and happenings -> Reports and Claims."""

import re
from functools import cache

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.actors import is_hedged
from rashomon.extract.attribution import Attribution, Voice
from rashomon.extract.builder import Builder
from rashomon.extract.calendar import Calendar
from rashomon.extract.copular import naming
from rashomon.extract.facts import Fact
from rashomon.extract.factuality import is_settled
from rashomon.extract.frames import find_facts
from rashomon.extract.happening import Dated, Happening
from rashomon.extract.happenings import Grouping
from rashomon.extract.knowledge import triggers
from rashomon.extract.means import is_means
from rashomon.extract.name_fact import NameFact
from rashomon.extract.responsibility import find_blame
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast, publisher_speaker
from rashomon.extract.speech import find_speech
from rashomon.extract.speech_claims import add_speech
from rashomon.extract.syntax import is_verb, sentence_of
from rashomon.model import Extraction, Issue, Report, derived_id
from rashomon.values import Name, Place, Quantity

_BLAME_REACH = 4  # sentences between what was done and whom it is laid to
_ANAPHORIC_FORMS = frozenset({"all", "rest", "pronoun", "all_but"})
_CONTINUING = frozenset(
    {"also", "additionally", "moreover", "furthermore", "another", "besides", "overall", "meanwhile", "too"}
)


def assemble(scene: Scene) -> Extraction:
    """Read one Scene into an Extraction."""
    document = scene.document
    if not scene.text.strip():
        return Extraction(document=document)
    cast = Cast(scene, publisher_speaker(document.publisher, document.id))
    attribution = Attribution(scene, cast)
    facts = find_facts(scene)
    calendar = Calendar(scene)
    grouping = Grouping(scene, facts, attribution, calendar)
    builder = _Builder(scene, attribution, facts, calendar)
    made = {id(happening): builder.report(happening) for happening in grouping.happenings}
    for happening in grouping.happenings:
        report = made[id(happening)]
        covers = tuple(sorted(made[id(part)].id for part in happening.covers))
        if covers:
            report = replace(report, covers=covers)
        builder.reports.append(report)
        builder.happening(report, happening)
    for blame in find_blame(scene, attribution, cast):
        done = _blamed_for(scene, grouping.happenings, blame.deed)
        if done is not None:
            fact = blame.fact
            hedged = blame.voice.factuality == "CT+" and is_hedged(scene, fact)
            voice = replace(blame.voice, factuality="PR+") if hedged else blame.voice
            builder.add(made[id(done)], fact.question, fact.value, voice, [(fact.start, fact.end)])
    for act in find_speech(scene, attribution, cast):
        add_speech(builder, act)
    issues = [*calendar.issues.values(), *scene.issues()]
    return Extraction(
        document=document, reports=builder.worded(), claims=tuple(builder.claims.values()),
        issues=tuple(_placed(issue, document.id) for issue in issues),
    )  # fmt: skip


def _blamed_for(scene: Scene, happenings: list[Happening], deed: int) -> Happening | None:
    """The happening that somebody is held responsible for: told at the deed's own word, in its sentence, or just before."""
    at = scene.sentence_number(scene.doc[deed])
    ranked: list[tuple[int, int, Happening]] = []
    for happening in happenings:
        for token in happening.tokens:
            gap = at - scene.sentence_number(scene.doc[token])
            if not happening.aggregate and 0 <= gap <= _BLAME_REACH:
                ranked.append((gap, abs(token - deed), happening))
    return min(ranked, key=lambda each: each[:2])[2] if ranked else None


def _placed(issue: Issue, document: str) -> Issue:
    return replace(issue, document=document)


@cache
def _subtypes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The words of each sub-event, as whole words: "bomb" is not in "bombardment"."""
    return tuple(
        (re.compile(r"\b(?:" + "|".join(map(re.escape, entry.words)) + r")\b", re.IGNORECASE), entry.subtype)
        for entry in triggers().file.subtypes
    )


class _Builder(Builder):
    """Collects the Reports and Claims of one document; a Claim made twice is one."""

    def __init__(self, scene: Scene, attribution: Attribution, facts: list[Fact], calendar: Calendar) -> None:
        super().__init__(scene, attribution, calendar)
        self.facts = facts
        self._claim_of: dict[tuple[str, int], str] = {}
        self._opened: dict[tuple[str | int, ...], int] = {}

    # Reports ------------------------------------------------------------------------------------------------------------

    def report(self, happening: Happening) -> Report:
        """The Report of a happening, anchored at its first trigger."""
        token = self.scene.doc[happening.first]
        anchor = self.span(token.idx, token.idx + len(token))
        level = "aggregate" if happening.aggregate else "event"
        document = self.scene.document.id
        identity: tuple[str | int, ...] = (document, "ASSAULT", anchor.start, level)
        # "In two strikes, on 19 November and on 11 December": one word can open two happenings.
        nth = self._opened[identity] = self._opened.get(identity, 0) + 1
        return Report(
            id=derived_id("rep", *identity, *((nth,) if nth > 1 else ())), document=document, type="ASSAULT", anchor=anchor,
            subtype=self._subtype(happening), level=level,  # type: ignore[arg-type]
        )  # fmt: skip

    def _subtype(self, happening: Happening) -> str | None:
        words = " ".join(
            [sentence_of(self.scene.doc[t]).text for t in dict.fromkeys(happening.tokens or [happening.first])]
            + [name.value.name for name in happening.names if name.question == "weapon"]
        )
        best: tuple[int, int, str] | None = None
        for order, (pattern, subtype) in enumerate(_subtypes()):
            hits = len(pattern.findall(words))
            if hits and (best is None or (-hits, order) < best[:2]):
                best = (-hits, order, subtype)
        return best[2] if best is not None else None

    # Claims of a happening ----------------------------------------------------------------------------------------------

    def happening(self, report: Report, happening: Happening) -> None:
        """All Claims of one happening."""
        for dated in happening.whens:
            self._dated(report, "when", dated, denied=happening.denied_only)
        self._clock(report, happening)
        for dated in happening.wheres:
            self._dated(report, "where", dated, denied=happening.denied_only)
        for dated in happening.launch_places:
            self._dated(report, "launched_from", dated)
        for index in sorted(happening.facts):
            self._count(report, index, happening.as_of.get(index))
        names = list(happening.names)
        for number in sorted({self.scene.sentence_number(self.scene.doc[t]) for t in happening.tokens}):
            names.extend(naming(self.scene, self.scene.sentences[number]))
        for name in self._pruned(names):
            self._name(report, name)
        self._recipient(report, happening)

    def _pruned(self, names: list[NameFact]) -> list[NameFact]:
        """Without the class of a weapon or defence where the same origin (or the outlet itself) names the system."""
        tools = self.scene.tools
        origin = {id(n): self.attribution.voice(self.scene.doc[n.token]).speakers[0].id for n in names}
        publisher = self.attribution.cast.publisher.id
        kept: list[NameFact] = []
        for name in names:
            if name.question in {"weapon", "defence"} and name.value.id is not None and tools.is_class(name.value.id):
                exact = [n for n in names if n.question == name.question and n.value.id not in {None, name.value.id}
                         and tools.lexicon.is_a(n.value.id or "", name.value.id)]  # fmt: skip
                if any(origin[id(n)] == origin[id(name)] for n in exact) or (exact and origin[id(name)] == publisher):
                    continue
            kept.append(name)
        return kept

    def _dated(self, report: Report, question: str, dated: Dated, *, denied: bool = False) -> None:
        """When or where; who denies having done it does not deny when and where it was, if others tell of it."""
        token = self.scene.doc[dated.token]
        voice = self.attribution.voice(token)
        at = self.scene.doc.char_span(dated.start, dated.end, alignment_mode="expand")
        if at is not None and len(at):
            voice = replace(self.attribution.voice(at[0]), factuality=voice.factuality)
        if voice.factuality.endswith("-") and not denied:
            voice = replace(voice, factuality="PR+")
        if dated.factuality is not None:
            voice = replace(voice, factuality=dated.factuality)
        self.add(report, question, dated.value, voice, [(dated.start, dated.end)])

    def _clock(self, report: Report, happening: Happening) -> None:
        """A day said in one place and a clock time in another make a time to the minute."""
        if happening.day is None or happening.day.precision in {"minute", "hour"}:
            return
        for number in sorted({self.scene.sentence_number(self.scene.doc[t]) for t in happening.tokens}):
            sentence = self.scene.sentences[number]
            for mention in self.scene.times:
                if mention.start in self.scene.stamps:
                    continue  # the hour that it was written
                if sentence.start_char <= mention.start < sentence.end_char and mention.is_clock_only:
                    when = self.calendar.at_clock(happening.day, mention, happening.place)
                    voice = self.attribution.voice(self.scene.head(mention))
                    self.add(report, "when", when, voice, [(mention.start, mention.end)])
                    return

    def _count(self, report: Report, index: int, as_of: str | None = None) -> str | None:
        fact = self.facts[index]
        if (report.id, index) in self._claim_of:
            return self._claim_of[report.id, index]
        voice = self._voice(fact)
        if voice.factuality == "Uu" or self._is_told_below(fact):
            return None
        derived: list[str] = []
        evidence = [(fact.start, fact.end)]
        if fact.rest_of is not None:
            for part in (fact.rest_of, *fact.less):
                made = self._count(report, part, as_of)
                if made is not None:
                    derived.append(made)
        quantity = fact.quantity
        # "Did not reach": the negation is what is counted.
        missed = fact.frame == "untraced" or (fact.frame == "reach" and fact.question == "diverted")
        if (quantity.exact == 0 or missed) and voice.factuality.endswith("-"):
            voice = replace(voice, factuality=voice.factuality[:2] + "+")
        denies = fact.question if voice.factuality.endswith("-") else None
        said = quantity.said or self.scene.text[fact.start : fact.end]
        claim = self.add(
            report, fact.question, Quantity(low=quantity.low, high=quantity.high, approx=quantity.approx, said=said), voice,
            evidence, item=self._item(fact), by=fact.by, subset_of=self._subset(index), derived_from=derived, denies=denies,
            as_of=as_of,
        )  # fmt: skip
        if claim is not None:
            self._claim_of[report.id, index] = claim
        return claim

    def _item(self, fact: Fact) -> str | None:
        if fact.item is None:
            return None
        return f"other {fact.item}" if fact.other else fact.item

    def _subset(self, index: int) -> str | None:
        """A part told beside its whole: "two by Pantsir" of "all six intercepted"."""
        fact = self.facts[index]
        if fact.subset_of is not None:
            return fact.subset_of
        if fact.group != "munition" or fact.question not in {"intercepted", "diverted"} or fact.quantity.exact is None:
            return None
        sentence = self.scene.sentence_number(self.scene.doc[fact.trigger])
        for old in self.facts[:index]:
            near = 0 <= sentence - self.scene.sentence_number(self.scene.doc[old.trigger]) <= 1
            bigger = old.quantity.exact is not None and old.quantity.exact > fact.quantity.exact
            if near and bigger and old.question == "intercepted" and old.item == fact.item and old.by is None and (
                old.form == "all" or fact.by is not None or fact.rest_of is not None
            ) and (fact.by is not None or fact.rest_of is not None):  # fmt: skip
                return "intercepted"
        return None

    def _voice(self, fact: Fact) -> Voice:
        """The Voice of a count; a remainder or a pronoun without a cue of its own keeps the speaker of what it points at."""
        trigger = self.scene.doc[fact.trigger]
        head = self.scene.doc[fact.head]
        voice = self.attribution.voice(trigger)
        if voice.attribution == "none" and sentence_of(head) == sentence_of(trigger) and not is_settled(trigger):
            other = self.attribution.voice(head)
            if other.attribution != "none":
                voice = replace(other, factuality=voice.factuality)
        if voice.attribution != "none":
            return voice
        whole = next(
            (
                f
                for f in self.facts
                if f.trigger == fact.trigger and f.question == fact.question and f.subset_of is None
            ),
            None,
        )
        if fact.subset_of is not None and whole is not None and whole is not fact:
            return self._voice(
                whole
            )  # "raised its toll to 57, among them 22 women": a part is told by who tells the whole
        told_by = self.scene.doc[fact.told_by] if fact.told_by is not None else None
        source = told_by or self._source(fact) or self._body_of(fact)
        return self.attribution.carry(trigger, source) if source is not None else voice

    def _body_of(self, fact: Fact) -> Token | None:
        """The trigger in the text below a headline that gives the headline's figure, where one voice and no other gives it."""
        if fact.trigger >= self.scene.headline_end:
            return None
        told: dict[str, Token] = {}
        for other in self.facts:
            same = (other.question, other.item, other.quantity.low, other.quantity.high) == (
                fact.question, fact.item, fact.quantity.low, fact.quantity.high)  # fmt: skip
            if other.trigger >= self.scene.headline_end and same:
                token = self.scene.doc[other.trigger]
                told.setdefault(self.attribution.voice(token).speakers[0].id, token)
        return next(iter(told.values())) if len(told) == 1 else None

    def _is_told_below(self, fact: Fact) -> bool:
        """Whether a headline's figure is a shortened one of the text's: "at least 35" below, "35" above; a lone "drone hits"."""
        if fact.trigger >= self.scene.headline_end:
            return False
        below = [f for f in self.facts if f.question == fact.question and f.trigger >= self.scene.headline_end]
        same = (fact.item, fact.quantity.low, fact.quantity.high)
        if any((f.item, f.quantity.low, f.quantity.high) == same for f in below):
            return False
        lowest = fact.quantity.low
        return fact.form == "singular" or any(
            lowest in {f.quantity.low, f.quantity.high} for f in below if lowest is not None
        )

    def _source(self, fact: Fact) -> Token | None:
        """The trigger whose speaker a count without a cue goes on quoting, in the sentence before it."""
        trigger = self.scene.doc[fact.trigger]
        if fact.rest_of is not None:
            return self.scene.doc[self.facts[fact.rest_of].trigger]
        number = self.scene.sentence_number(trigger)
        sentence = self.scene.sentences[number]
        going_on = fact.form in _ANAPHORIC_FORMS or fact.partitive or any(t.lower_ in _CONTINUING for t in sentence)
        if not going_on:
            return None
        paragraph = self.scene.text.rfind("\n", 0, sentence.start_char)
        for old in reversed(self.facts):
            other = self.scene.doc[old.trigger]
            distance = number - self.scene.sentence_number(other)
            if other.i < trigger.i and 0 < distance <= 2 and self.scene.text.rfind("\n", 0, other.idx) == paragraph:
                between = self.scene.sentences[number - distance + 1 : number]
                told = all(self.attribution.voice(one.root).attribution != "none" for one in between)
                return other if told else None  # where the publisher has spoken in between, it still does
        return None

    def _name(self, report: Report, fact: NameFact) -> None:
        token = self.scene.doc[fact.token]
        voice = self.attribution.voice(token)
        if voice.factuality == "Uu":
            return
        denied = voice.factuality.endswith("-")
        if denied and fact.question in {"recipient", "target"} and not self._struck_instead(token, voice):
            return  # who denies having struck the hospital does not deny that it was struck
        if denied and fact.question == "weapon" and not is_means(token):
            return  # "denied that any missile got through", "never downed a single Kh-22": the deed is denied, not the weapon
        denies = fact.question if denied else None
        if fact.question == "actor" and voice.factuality == "CT+" and is_hedged(self.scene, fact):
            voice = replace(voice, factuality="PR+")
        self.add(report, fact.question, fact.value, voice, [(fact.start, fact.end)], denies=denies)

    def _struck_instead(self, token: Token, voice: Voice) -> bool:
        """Whether the same speaker says in the same sentence that something else was struck."""
        strikes = triggers().file.attacks.verbs
        return any(
            other.lemma_.lower() in strikes
            and is_verb(other)
            and said.speakers == voice.speakers
            and said.factuality == "CT+"
            for other in sentence_of(token)
            for said in (self.attribution.voice(other),)
        )

    def _recipient(self, report: Report, happening: Happening) -> None:
        """The side on whose ground it happened, where another side is said to have done it."""
        actors = {name.value.id for name in happening.names if name.question == "actor"}
        if any(name.question == "recipient" for name in happening.names) or not actors:
            return
        sides = self.scene.tools.lexicon.sides
        for dated in happening.wheres:
            place = dated.value
            if isinstance(place, Place) and place.country in sides and place.country not in actors:
                token = self.scene.doc[dated.token]
                name = Name(
                    name=sides[place.country].name, id=place.country, said=self.scene.text[dated.start : dated.end]
                )
                voice = self.attribution.voice(token)
                if voice.factuality.endswith("-"):
                    continue  # a denial names the place, and says nothing of whose it is
                self.add(report, "recipient", name, voice, [(dated.start, dated.end)])
                return

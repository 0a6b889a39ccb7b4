"""What a reader of speakers remembers of one document: who has spoken so far, and which pronouns can stand for whom."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct
from spacy.tokens import Span, Token

from rashomon.extract.dateline import dateline_end
from rashomon.extract.knowledge import cues
from rashomon.extract.mentions import PlaceMention
from rashomon.extract.papers import PAPERS
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import sentence_of
from rashomon.lexicon.terms import Term
from rashomon.model import Speaker
from rashomon.values import Place

PERSON = frozenset({"he", "she", "his", "her", "who"})
BODY = frozenset({"it", "its", "they", "their", "which", "we", "who"})
GROUP = frozenset({"they", "their", "we", "who", "both", "others"})
SOMEONE = PERSON | frozenset({"they", "their"})  # "a resident": he, she or they
MOUTHPIECE = PERSON | BODY  # "a spokesman for the army": he, and what it says

_HALF = 0.5  # of a text's places that have to lie in one region to make it that of a local office
# "Five Ukrainian cities": where, and not who.
_PLACED = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:cit(?:y|ies)|towns?|villages?|regions?|provinces?|ports?|capital|territory|soil|border|coast)\b"
)
ARTICLE = re.compile(r"^(?:al|el|ash|as|ar|at)-", re.I)  # "al-Jabri" is Jabri too
_REBELS = frozenset({("office", "rebels"), ("item", "fighters")})
_PARAGRAPHS = 4  # how far back a place still says where a local body is
_COUNTRY = 6  # the precision of a country, which its names tell already
_TOWN = 3  # the widest precision of a town and what is near it
_MOST = 0.6  # of a text's places that have to lie in one country to make it the text's


def _tells(verb: Token) -> bool:
    """ "Lisbon denies this", "Lisbon had another version": whether who does so speaks."""
    return verb.lemma_.lower() in cues().verbs or any(
        child.dep_ == "dobj" and child.lemma_.lower() in PAPERS for child in verb.children
    )


class Found(Struct, frozen=True):
    """A speaker and the pronouns that can take its place later."""

    speaker: Speaker
    pronouns: frozenset[str]


class Memory:
    """The speakers of one document in the order in which they were met."""

    def __init__(self, scene: Scene, publisher: Speaker) -> None:
        self.scene = scene
        self.lexicon = scene.tools.lexicon
        self.publisher = publisher
        self.met: list[tuple[int, Found]] = []
        self.people: dict[str, Speaker] = {}
        self.seats: dict[str, PlaceMention] = {}  # by the id of a governor or mayor: the naming of what each is over

    def meet(self, found: Found, token: Token) -> None:
        """Remember who stood at ``token``."""
        self.met.append((token.i, found))

    def before(self, token: Token) -> list[Found]:
        """Who was met before a token, the nearest first; a headline looks ahead to the text that it stands over."""
        if token.i < self.scene.headline_end:
            later = sorted((each for each in self.met if each[0] >= self.scene.headline_end), key=lambda each: each[0])
            if later:
                return [found for _, found in later]
        earlier = sorted((each for each in self.met if each[0] < token.i), key=lambda each: each[0], reverse=True)
        return [found for _, found in earlier]

    def under(self, word: str, token: Token) -> Found | None:
        """Who was last met before a token under a phrase with this head: "the team" of the army's press team."""
        for at, found in sorted(self.met, key=lambda each: each[0], reverse=True):
            if 0 <= at < token.i and self.scene.doc[at].lemma_.lower() == word and found.speaker.kind != "unknown":
                return found
        return None

    def remember_person(self, name: str, speaker: Speaker) -> None:
        """Keep a person under the full and the last name."""
        last = name.split()[-1]
        for key in {name, last, ARTICLE.sub("", last)}:
            self.people[key] = speaker

    def speaker_terms(self, start: int, end: int) -> list[Term]:
        """Institutions and holders of high office between two tokens."""
        return self.scene.terms_in((start, end), "speaker")

    def known(self, institution: str) -> Speaker:
        """The Speaker of an institution of the lexicon."""
        entry = self.lexicon.institutions[institution]
        return Speaker(id=entry.id, name=entry.name, kind=entry.kind, side=entry.side)

    # Where the text is ----------------------------------------------------------------------------------------------

    def context_side(self, token: Token, *, sentence_only: bool = False) -> str | None:
        """The side of a speaker or metonym earlier in the sentence, else of the nearest speaker before."""
        begins = sentence_of(token).start_char
        for term in self.scene.terms:
            if not begins <= term.start < token.idx:
                continue
            if term.kind == "speaker" and term.id in self.lexicon.institutions:
                side = self.lexicon.institutions[term.id].side
                if side is not None:
                    return side
            if term.kind == "side" and term.via == "metonym":
                return term.id
        if sentence_only:
            return None
        return next((found.speaker.side for found in self.before(token) if found.speaker.side is not None), None)

    def near_side(self, token: Token, *, placed: bool = False) -> str | None:
        """The side of a body without one in its name, from near to far.

        The sentence tells it, else who spoke before in its paragraph, the country of the publisher, that of the places
        around (of an army only, ``placed``: a ministry speaks of other countries), and who spoke last.
        """
        start = self.scene.text.rfind("\n", 0, token.idx)
        here = (found.speaker.side for at, found in sorted(self.met, key=lambda each: each[0], reverse=True)
                if 0 <= at < token.i and self.scene.doc[at].idx > start and found.speaker.side is not None)  # fmt: skip
        fronted = self._fronted(token)
        if fronted is not None:
            return fronted
        said = self.context_side(token, sentence_only=True)
        if said is not None and self._is_foreign(token, said):
            said = None  # "Armenian units opened fire, the Ministry of Defence reports" in a paper of Baku
        if said is not None and placed and self.filed not in {None, said} and self.filed in self._sides_in(token.sent):
            said = self.filed  # "SRINAGAR: An Indian soldier died as Pakistani troops fired, the military said"
        told = said or next(here, None) or self._capital_before(token, start)
        told = told or (self.publisher_side if self._is_at_home(token) else None)
        told = told or (self.land(token) if placed else None) or self.context_side(token)
        return told or (self.only_state if placed else None)

    def _fronted(self, token: Token) -> str | None:
        """ "In Norland, the air force said": the state that a sentence on it opens with."""
        sentence = sentence_of(token)
        opening = sentence[0]
        if opening.lower_ != "in" or opening.dep_ != "prep":
            return None
        land = next((o for o in opening.children if o.dep_ == "pobj"), None)
        mention = self.scene.place_at.get(land.i) if land is not None else None
        country = mention.place.country if mention is not None and mention.place is not None else None
        whole = mention is not None and mention.place is not None and (mention.place.precision or 0) >= _COUNTRY
        return country if whole and country in self.lexicon.sides and land is not None and land.i < token.i else None

    def _sides_in(self, sentence: Span) -> set[str]:
        return {
            t.id for t in self.scene.terms if t.kind == "side" and sentence.start_char <= t.start < sentence.end_char
        }

    def _capital_before(self, token: Token, start: int) -> str | None:
        """The capital that its paragraph told of: "Lisbon had another version. Nothing was hit, the ministry stated"."""
        named = [t for t in self.scene.terms if start < t.start < token.idx and t.kind == "side" and t.via == "metonym"]
        for term in reversed(named):
            acting = (self.scene.doc[i] for i in self.scene.tokens(term))
            if any(t.dep_ == "nsubj" and t.head.dep_ == "ROOT" and _tells(t.head) for t in acting):
                return term.id
        return None

    @cached_property
    def states_named(self) -> frozenset[str]:
        """The states that the text names, in whatever words: "Turkish soldiers"."""
        sides = self.lexicon.sides
        return frozenset(t.id for t in self.scene.terms if t.kind == "side" and sides[t.id].kind == "state")

    @property
    def only_state(self) -> str | None:
        """The one state that the text names."""
        return next(iter(self.states_named)) if len(self.states_named) == 1 else None

    def _is_at_home(self, token: Token) -> bool:
        """Whether the publisher's country may be meant: in a paper of China the army that fights rebels in Mali is not China's."""
        home = self.publisher_side
        if home is None or not self._is_party(home):
            return False
        land = self.own_land(token)
        if land is None or land == home:
            return True
        return any(t.kind == "side" and t.id == home for t in self.scene.terms) or any(
            m.place is not None and m.place.country == home for m in self.scene.places
        )

    def _is_party(self, home: str) -> bool:
        """Whether the publisher's country is one of the two that the text speaks of most, or at least as much as the second."""
        named = Counter(t.id for t in self.scene.terms if t.kind == "side" and self.lexicon.sides[t.id].kind == "state")
        named.update(
            m.place.country for m in self.scene.places
            if m.place is not None and m.place.country in self.lexicon.sides and (m.place.precision or 0) < _COUNTRY
        )  # fmt: skip
        others = sorted((number for side, number in named.items() if side != home), reverse=True)
        return len(others) < 2 or named[home] >= others[1]

    def _is_foreign(self, token: Token, side: str) -> bool:
        """Whether a side named in the sentence is only the enemy, of whom the publisher's own ministry speaks."""
        home = self.publisher_side
        if home is None or home == side:
            return False
        begins = sentence_of(token).start_char
        own = (t for t in self.scene.terms if begins <= t.start < token.idx and t.kind == "side" and t.via == "metonym")
        return not any(term.id == side for term in own)

    def own_land(self, token: Token) -> str | None:
        """The country that the text is about, where it names no other state and somebody fights in it: "the Ministry of Defence"."""
        sides = {t.id for t in self.scene.terms if t.kind == "side"}
        states = {id_ for id_ in sides if self.lexicon.sides[id_].kind == "state"}
        # "Militants" are a party's own paper's word for its enemy too.
        rebels = self.publisher_side is None and any((t.kind, t.id) in _REBELS for t in self.scene.terms)
        inside = sides - states or rebels
        land = self.land(token) if inside else None
        return land if land is not None and states <= {land} else None

    @cached_property
    def publisher_side(self) -> str | None:
        """The one country that the publisher's name tells it to be of: "Neva Courier (Russian daily)"."""
        terms = self.scene.tools.matcher.find_terms(self.publisher.name)
        named = [t for t in terms if t.kind == "speaker"]  # "Agence France-Presse" is not of France
        states = {
            t.id for t in terms if t.kind == "side" and self.lexicon.sides[t.id].kind == "state"
            and not any(n.start <= t.start and t.end < n.end for n in named)
        }  # fmt: skip
        if not states:
            states = self._published_in
        return next(iter(states)) if len(states) == 1 else None

    @cached_property
    def _published_in(self) -> set[str]:
        """The country of most places that a body tells of which publishes for itself: "Operational Headquarters (official)"."""
        if self.publisher.kind not in {"official", "military"} or self.publisher.id in self.lexicon.institutions:
            return set()
        counted = Counter(self._countries(0, len(self.scene.text)))
        most = counted.most_common(1)
        return (
            {most[0][0]}
            if most and most[0][1] >= _MOST * sum(counted.values()) and most[0][0] in self.lexicon.sides
            else set()
        )

    def home(self, token: Token, *, near: bool = False) -> Place | None:
        """A place of the region that a local office without a place in its title ("the regional governor") is of.

        It is the one region that the sentence names before the office, or the sentence, its paragraph, or the text up to
        there; where the nearest of these that names any names several, none; of a whole text, the one that it names most,
        unless only what is ``near`` counts.
        """
        set_in = self._scene_of(token) if near else None
        if set_in is not None:
            return set_in
        around = list(self._around(token))
        everywhere = around[-1]
        around = around[:-1] if near else around
        for places in around:
            regions = {(place.country, place.admin1) for place in places if place.admin1}
            if len(regions) == 1:
                named = [place for place in places if place.admin1]
                found = named[-1]
                if near:  # a mayor is of the town, not of the region that it lies in
                    found = next((place for place in reversed(named) if (place.precision or 0) <= _TOWN), found)
                return None if any(m.place is found and self._is_seat(m) for m in self.scene.places) else found
            if regions and places is not everywhere:
                return None
        if near:
            return None
        counted = Counter((place.country, place.admin1) for place in everywhere if place.admin1)
        best = counted.most_common(1)
        if best and best[0][1] > 1 and best[0][1] >= _HALF * sum(counted.values()):
            return next(place for place in everywhere if (place.country, place.admin1) == best[0][0])
        return None

    def land(self, token: Token) -> str | None:
        """The country that a police or a ministry without one in its name is of.

        That of the places around, else of the dateline, else of most of the text's places; a capital that speaks is none.
        """
        lexicon = self.lexicon.sides
        for first, last in self._windows(token):
            countries = set(self._countries(first, last))
            if len(countries) == 1:
                return next((c for c in countries if c in lexicon), None)
        told = self._told_last(token)
        if told is not None:
            return told
        filed = self.filed
        *_, (_, end) = self._windows(token)
        counted = Counter(self._countries(0, end))
        if filed is not None and (not counted or filed in counted):
            return filed
        most = counted.most_common(1)
        if most and most[0][1] >= _MOST * sum(counted.values()) and most[0][0] in lexicon:
            return most[0][0]
        return None

    def _told_last(self, token: Token) -> str | None:
        """The country of the last sentence before with any places, where they lie in one, up to three paragraphs back."""
        number = self.scene.sentence_number(token)
        start = token.idx
        for _ in range(_PARAGRAPHS):
            start = max(0, self.scene.text.rfind("\n", 0, max(0, start - 1)))
        for sentence in reversed(self.scene.sentences[:number]):
            if sentence.start_char < start:
                return None
            countries = set(self._countries(sentence.start_char, sentence.end_char))
            if countries:
                return next(iter(countries & self.lexicon.sides.keys()), None) if len(countries) == 1 else None
        return None

    def _countries(self, first: int, last: int) -> list[str]:
        """The countries of the places between two code points, those of "two Ukrainian cities" with them."""
        return [
            m.place.country for m in self.scene.places
            if first <= m.start < last and m.place is not None and m.place.country is not None and not m.metonym
            and (not m.demonym or _PLACED.match(self.scene.text, m.end)) and not self._names_forces(m)
        ]  # fmt: skip

    def _names_forces(self, mention: PlaceMention) -> bool:
        """ "A Georgia Army captain": a country in the name of its forces is no place."""
        return any(
            t.kind == "side" and t.via == "forces" and t.start <= mention.start and mention.end <= t.end
            for t in self.scene.terms
        )

    @cached_property
    def filed(self) -> str | None:
        """The state that the dateline at the head of the text names, or None."""
        text = self.scene.text
        for start in (0, self.scene.doc[self.scene.headline_end].idx if self.scene.headline_end else 0):
            end = dateline_end(text, start)
            if end is None:
                continue
            known = [t.id for t in self.scene.terms if t.kind == "side" and start <= t.start < end]
            known += self._countries(start, end)
            state = next(
                (id_ for id_ in known if id_ in self.lexicon.sides and self.lexicon.sides[id_].kind == "state"), None
            )
            if state is not None:
                return state
        return None

    def _around(self, token: Token) -> Iterator[list[Place]]:
        """The places of the sentence before a token, of the sentence, of its paragraph, of that and the last, and of all."""
        windows = list(self._windows(token))
        for first, last in (*windows, (0, windows[-1][1])):
            yield [m.place for m in self.scene.places
                   if m.place is not None and not (m.demonym or m.metonym) and m.place.country is not None
                   and first <= m.start < last and not self._is_desk(m)]  # fmt: skip

    def _scene_of(self, token: Token) -> Place | None:
        """The town that a sentence begins with: "In Lviv, hit an hour before Ternopil, two were killed, the mayor said"."""
        first = next((t for t in sentence_of(token) if t.is_alpha), None)
        if first is None or first.lower_ not in {"in", "at", "near"} or first.i + 1 >= len(self.scene.doc):
            return None
        mention = self.scene.place_at.get(first.i + 1)
        return None if mention is None or mention.demonym or mention.place is None or (
            mention.place.precision or 0) > _TOWN else mention.place  # fmt: skip

    def town(self, token: Token) -> Place | None:
        """The town that "the town's police" is of: the last one that the text named before, where it names any."""
        before = [
            m
            for m in self.scene.places
            if m.start < token.idx and m.place is not None and not m.demonym and not m.metonym
        ]
        return next(
            (m.place for m in reversed(before) if m.place is not None and (m.place.precision or 0) <= _TOWN), None
        )

    def _is_desk(self, mention: PlaceMention) -> bool:
        """A capital in a dateline: where the reporter sits."""
        start = self.scene.text.rfind("\n", 0, mention.start) + 1
        end = dateline_end(self.scene.text, start)
        if end is None or mention.start >= end:
            return False
        return any(t.kind == "side" and t.via == "metonym" and t.start == mention.start for t in self.scene.terms)

    def _is_seat(self, mention: PlaceMention) -> bool:
        """ "The general staff in Bamako": where a body sits that speaks, and not where the text is."""
        at = self.scene.tokens(mention)
        before = self.scene.doc[at[0] - 1] if at and at[0] > 1 else None
        if before is None or before.lower_ != "in":
            return False
        term = self.scene.term_at(self.scene.doc[before.i - 1], "office")
        return term is not None and self.lexicon.offices[term.id].institution is not None

    def _windows(self, token: Token) -> Iterator[tuple[int, int]]:
        sentence = sentence_of(token)
        start = self.scene.text.rfind("\n", 0, sentence.start_char) + 1
        ends = sentence.end_char
        if token.i >= self.scene.headline_end:  # a headline goes with the paragraph under it
            ends = sentence.start_char + len(sentence.text.rstrip())
        end = self.scene.text.find("\n", ends)
        end = len(self.scene.text) if end < 0 else end
        before = self.scene.text.rfind("\n", 0, max(0, len(self.scene.text[:start].rstrip()))) + 1
        yield self.scene.opening(token), token.idx
        yield sentence.start_char, sentence.end_char
        yield start, end
        yield before, end

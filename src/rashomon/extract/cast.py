"""What a reader of speakers remembers of one document: who has spoken so far, and which pronouns can stand for whom."""

from msgspec import Struct
from spacy.tokens import Token

from rashomon.extract.scene import Scene
from rashomon.lexicon.terms import Term
from rashomon.model import Speaker
from rashomon.values import Place

PERSON = frozenset({"he", "she", "his", "her", "who"})
BODY = frozenset({"it", "its", "they", "their", "which", "we", "who"})
GROUP = frozenset({"they", "their", "we", "who", "both", "others"})
MOUTHPIECE = PERSON | BODY  # "a spokesman for the army": he, and what it says


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

    def meet(self, found: Found, token: Token) -> None:
        """Remember who stood at ``token``."""
        self.met.append((token.i, found))

    def before(self, token: Token) -> list[Found]:
        """Who was met before a token, the nearest first."""
        earlier = sorted((each for each in self.met if each[0] < token.i), key=lambda each: each[0], reverse=True)
        return [found for _, found in earlier]

    def remember_person(self, name: str, speaker: Speaker) -> None:
        """Keep a person under the full and the last name."""
        for key in {name, name.split()[-1]}:
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
        begins = token.sent.start_char
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

    def home(self, token: Token) -> Place | None:
        """A place of the one region that the sentence, else the text up to its end, names; None where it names several.

        A local office without a place in its title ("the regional governor") is that region's.
        """
        sentence = token.sent
        found = [m for m in self.scene.places if m.place is not None and not m.demonym and m.start < sentence.end_char]
        near = [m for m in found if sentence.start_char <= m.start < token.idx]
        for mentions in (near, found):
            places = [m.place for m in mentions if m.place is not None and m.place.admin1 and m.place.country]
            if len({(p.country, p.admin1) for p in places}) == 1:
                return places[0]
            if places:
                return None
        return None

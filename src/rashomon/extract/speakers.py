"""Noun phrases -> Speakers: institutions, office holders, channels, groups, and the pronouns that stand for them.

A person who speaks for an institution (a spokesman, an official of the ministry) is that institution's voice: no
private name is kept that the ledger does not need. Holders of a public office who speak in their own right keep theirs.
"""

import re

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.scene import Scene
from rashomon.extract.syntax import noun_preps
from rashomon.lexicon.terms import Term
from rashomon.model import Speaker, SpeakerKind

_HE = frozenset({"he", "she"})
_IT = frozenset({"it", "they", "we", "which", "who"})
# Nouns that a speaker puts out; who speaks stands beside them.
_VESSELS = frozenset({"statement", "report", "post", "message", "announcement", "press", "release", "spokesman",
                      "spokesperson", "spokeswoman", "account", "figures", "data", "service", "officials", "official",
                      "communique", "communiqué", "bulletin", "briefing", "update", "source", "sources", "representative",
                      "release", "cable", "dispatch", "leadership", "command", "headquarters", "statements", "reports"})  # fmt: skip
# Offices whose holders give their institution's word, not their own.
_MOUTHPIECES = frozenset({"spokesman", "spokeswoman", "spokesperson", "official", "officials", "representative",
                          "press-service", "press-office", "statement", "source", "sources"})  # fmt: skip
_SLUG = re.compile(r"[^\w]+")
_TITLES = re.compile(
    r"^(?:the|a|an|mr|mrs|ms|dr|gen|lt|col|maj|adm|capt|sgt|brig|president|general|admiral|colonel|governor|mayor|"
    r"minister|prime|chief|commander|major|captain|lieutenant)\.?\s+", re.I,
)  # fmt: skip


def slug(words: str) -> str:
    """A lower-case id of a name."""
    return _SLUG.sub("-", words.casefold()).strip("-")


def publisher_speaker(name: str | None, document_id: str) -> Speaker:
    """The outlet as a speaker; where it has no name, one of this document alone."""
    if name is None:
        return Speaker(id=f"publisher-of-{document_id}", name="unnamed publisher", kind="media")
    return Speaker(id=f"outlet-{slug(name)}", name=name, kind="media")


class Cast:
    """The speakers of one document, in the order in which they appear; resolves names, short forms and pronouns."""

    def __init__(self, scene: Scene, publisher: Speaker) -> None:
        self.scene = scene
        self.lexicon = scene.tools.lexicon
        self.publisher = publisher
        self.spoken: list[tuple[Speaker, str, int]] = []  # speaker; person, body or group; token
        self.people: dict[str, Speaker] = {}

    # The one entry ----------------------------------------------------------------------------------------------------

    def resolve(self, token: Token) -> Speaker | None:
        """Who the noun phrase headed by ``token`` is, or None where it cannot be anyone who speaks."""
        found = self._resolve(token)
        if found is None:
            return None
        speaker, sort = found
        self.spoken.append((speaker, sort, token.i))
        return speaker

    def _resolve(self, token: Token) -> tuple[Speaker, str] | None:
        lower = token.lower_
        if token.pos_ == "PRON" or lower in _HE | _IT | {"both", "others"}:
            return self._pronoun(token)
        start, end = _span(token)
        channel = self._channel(token, start, end)
        if channel is not None:
            return channel, "body"
        person = self._person(token, start, end)
        if person is not None:
            return person
        body = self._body(token, start, end)
        if body is not None:
            return body, "body"
        return self._group(token, start, end)

    # Pronouns and short forms -------------------------------------------------------------------------------------------

    def _before(self, token: Token) -> list[tuple[Speaker, str]]:
        """The speakers named before a token, the nearest first."""
        named = sorted((each for each in self.spoken if each[2] < token.i), key=lambda each: each[2], reverse=True)
        return [(speaker, sort) for speaker, sort, _ in named]

    def _pronoun(self, token: Token) -> tuple[Speaker, str] | None:
        lower = token.lower_
        if lower in _HE:
            wanted = {"person"}
        elif lower in {"it", "which", "they"}:
            wanted = {"body", "group"}
        else:
            wanted = {"body", "person", "group"}
        before = self._before(token)
        for speaker, sort in before:
            if sort in wanted:
                return speaker, sort
        return before[0] if before and lower not in _HE else None

    def _channel(self, token: Token, start: int, end: int) -> Speaker | None:
        terms = self.scene.terms_in((start, end), "channel")
        if terms:
            entry = self.lexicon.channels[terms[0].id]
            return Speaker(id=entry.id, name=entry.name, kind=entry.kind, side=entry.side)
        if token.lemma_.lower() == "channel" or token.lower_ in {"telegram"}:
            name = " ".join(t.text for t in self.scene.doc[start:end] if t.tag_ in {"NNP", "NNPS"} and t.lower_ != "telegram")
            if name:
                return Speaker(id=f"channel-{slug(name)}", name=name, kind="media")
        return None

    # Persons ------------------------------------------------------------------------------------------------------------

    def _person(self, token: Token, start: int, end: int) -> tuple[Speaker, str] | None:
        doc = self.scene.doc
        holder = next((t for t in self._speaker_terms(start, end) if t.id in self.lexicon.holders), None)
        if holder is not None:
            entry = self.lexicon.holders[holder.id]
            speaker = Speaker(id=entry.id, name=entry.name, kind=entry.kind, side=entry.side)
            self._remember(entry.name, speaker)
            return speaker, "person"
        names = [
            ent for ent in doc.ents
            if ent.label_ == "PERSON" and start <= ent.start < end and _names_head(ent.root, token)
        ]  # fmt: skip
        name_tokens = names[0] if names else None
        words = ""
        if name_tokens is not None and any(i in self.scene.place_at for i in range(name_tokens.start, name_tokens.end)) and (
            len(name_tokens) == 1
        ):
            name_tokens = None
        if name_tokens is not None:
            words = _TITLES.sub("", _TITLES.sub("", name_tokens.text)).strip()
            words = words.removesuffix("'s").removesuffix("’s").strip()
        elif token.tag_ == "NNP" and token.text in self.people:
            words = token.text
        if not words:
            return None
        last = words.split()[-1]
        office = self._office(token, start, end)
        if office is None and last in self.people:
            return self.people[last], "person"
        if office is None and name_tokens is not None and self._speaker_terms(start, end):
            office = None
        kind: SpeakerKind = "unknown"
        side = self._side(token, start, end)
        body = self._institution(start, end, side)
        if office is not None:
            entry = self.lexicon.offices[office.id]
            kind = entry.kind
            if body is not None and (entry.id in _MOUTHPIECES or "spokes" in entry.id):
                self._remember(words, body)
                return body, "person"
        elif body is not None:
            kind = body.kind
        elif last in self.people:
            return self.people[last], "person"
        if side is None and body is not None:
            side = body.side
        title = f", {self.lexicon.offices[office.id].name}" if office is not None else ""
        speaker = Speaker(id=f"person-{slug(words)}", name=f"{words}{title}", kind=kind, side=side)
        self._remember(words, speaker)
        return speaker, "person"

    def _remember(self, name: str, speaker: Speaker) -> None:
        for key in {name, name.split()[-1]}:
            self.people[key] = speaker

    # Institutions -------------------------------------------------------------------------------------------------------

    def _speaker_terms(self, start: int, end: int) -> list[Term]:
        return self.scene.terms_in((start, end), "speaker")

    def _institution(self, start: int, end: int, side: str | None) -> Speaker | None:
        bodies = [t for t in self._speaker_terms(start, end) if t.id in self.lexicon.institutions]
        # "Kyiv's special forces", "a source in Baghdad": a metonym speaks only as the head of its phrase.
        heads = {i for i in range(start, end) if self.scene.doc[i].dep_ not in {"pobj", "poss", "compound", "nmod", "amod"}}
        bodies = [t for t in bodies if t.via == "name" or heads & set(self.scene.tokens(t))]
        if not bodies:
            return None
        best = max(bodies, key=lambda term: (term.via == "name", term.end - term.start, -term.start))
        entry = self.lexicon.institutions[best.id]
        if side is not None and entry.side is not None and entry.side != side:
            same = next((t for t in bodies if self.lexicon.institutions[t.id].side == side), None)
            entry = self.lexicon.institutions[same.id] if same is not None else entry
        return Speaker(id=entry.id, name=entry.name, kind=entry.kind, side=entry.side)

    def _body(self, token: Token, start: int, end: int) -> Speaker | None:
        side = self._side(token, start, end)
        words = self.scene.words(start, end)
        if token.lemma_.lower() in {"source", "resident", "local", "witness", "relative", "doctor", "worker"}:
            return None  # "a source in the ministry", "residents of Kursk region": not the body itself
        full = self._institution(start, end, side)
        short = self._short(words, token, side)
        metonym = full is not None and all(t.via != "name" for t in self._speaker_terms(start, end))
        if short is not None and (full is None or metonym):
            return short
        if full is not None:
            return full
        if token.lower_ in {"statement", "report", "post", "announcement", "communique", "bulletin", "briefing", "update"}:
            for speaker, sort in self._before(token):
                if sort in {"body", "person"} and not any(t.dep_ == "poss" for t in token.lefts):
                    return speaker
        forces = [t for t in self.scene.terms_in((start, end), "side") if t.via in {"forces", "name", "metonym", "demonym"}]
        if forces and token.lower_ not in _GROUP_HEADS and not self.scene.terms_in((start, end), "office"):
            term = forces[0]
            entry = self.lexicon.sides[term.id]
            if any(t.via == "forces" for t in forces) or token.lemma_.lower() in {"force", "army", "military", "navy"}:
                return self._forces(term.id, token)
            if token.lower_ in _VESSELS or token.tag_ in {"NNP", "NNPS"} or term.via in {"name", "metonym"}:
                return Speaker(
                    id=f"government-{term.id.lower()}" if entry.kind == "state" else term.id,
                    name=f"Government of {entry.name}" if entry.kind == "state" else entry.name,
                    kind="official" if entry.kind == "state" else "party", side=term.id,
                )  # fmt: skip
        return None

    def _forces(self, side: str, token: Token) -> Speaker:
        """The armed forces of a side: its ministry or staff where that has spoken already, as it speaks for them."""
        for speaker, _ in self._before(token):
            if speaker.side == side and speaker.kind == "military":
                return speaker
        entry = self.lexicon.sides[side]
        return Speaker(id=f"forces-{side.lower()}", name=f"Armed forces of {entry.name}", kind="military", side=side)

    def _short(self, words: str, token: Token, side: str | None) -> Speaker | None:
        """ "The ministry", "defence ministry officials": the institution meant, from those mentioned and the side."""
        before = [speaker.id for speaker, _ in reversed(self._before(token))]
        mentioned = [t.id for t in self.scene.terms if t.kind == "speaker" and t.start <= token.idx]
        lemma = token.lemma_.lower()
        if lemma == "military" or lemma in {"army", "troop", "force"} and side is None:
            for speaker, _ in self._before(token):
                if speaker.kind == "military" and side in {None, speaker.side}:
                    return speaker
            near = self._context_side(token) if side is None else side
            return self._forces(near, token) if near is not None and near in self.lexicon.sides else None
        found = self._meant(words, [*mentioned, *before], side or self._context_side(token))
        if found is None:
            return None
        entry = self.lexicon.institutions[found]
        return Speaker(id=entry.id, name=entry.name, kind=entry.kind, side=entry.side)

    def _meant(self, words: str, mentioned: list[str], side: str | None) -> str | None:
        """The institution behind the longest short form in ``words``: one that was mentioned, else the side's own."""
        parts = words.lower().replace("defense", "defence").split()
        for size in range(min(5, len(parts)), 0, -1):
            for at in range(len(parts) - size + 1):
                form = " ".join(parts[at : at + size]).removesuffix("'s")
                claimants = self.lexicon.short_forms.get(form)
                if not claimants:
                    continue
                of_side = [id_ for id_ in claimants if self.lexicon.institutions[id_].side == side]
                known = [id_ for id_ in mentioned if id_ in claimants and (side is None or id_ in of_side)]
                if known:
                    return known[-1]
                if side is not None and size > 1 and len(of_side) == 1:
                    return of_side[0]
        return None

    def _context_side(self, token: Token) -> str | None:
        """The side of the nearest speaker before, or of a metonym earlier in the sentence."""
        sentence = token.sent
        names = [
            term for term in self.scene.terms
            if term.kind in {"speaker", "side"} and sentence.start_char <= term.start < token.idx
        ]  # fmt: skip
        for term in names:
            if term.kind == "speaker" and term.id in self.lexicon.institutions:
                side = self.lexicon.institutions[term.id].side
                if side is not None:
                    return side
            if term.kind == "side" and term.via == "metonym":
                return term.id
        for speaker, _ in self._before(token):
            if speaker.side is not None:
                return speaker.side
        return None

    # Groups -------------------------------------------------------------------------------------------------------------

    def _office(self, token: Token, start: int, end: int) -> Term | None:
        terms = self.scene.terms_in((start, end), "office")
        whole = self.scene.term_at(token, "office")
        if whole is not None:
            return whole
        if not terms:
            # "Dmitry Peskov, the press secretary": the office stands in apposition.
            for child in token.children:
                if child.dep_ == "appos":
                    terms = self.scene.terms_in((child.left_edge.i, child.right_edge.i + 1), "office")
                    if terms:
                        break
        return terms[0] if terms else None

    def _side(self, token: Token, start: int, end: int) -> str | None:
        """The side that the phrase names: a demonym, a place, an institution's."""
        reach = end
        for child in token.children:
            if child.dep_ == "appos" or child.dep_ == "prep" and child.lower_ in {"of", "in", "from", "for"}:
                reach = max(reach, min(child.right_edge.i + 1, end + 12))
        for term in self.scene.terms_in((start, reach), "side"):
            return term.id
        for term in self.scene.terms_in((start, reach), "speaker"):
            entry = self.lexicon.institutions.get(term.id)
            if entry is not None and entry.side is not None:
                return entry.side
        for i in range(start, reach):
            place = self.scene.place_at.get(i)
            if place is not None and place.place is not None and place.place.country is not None:
                return place.place.country
        return None

    def _group(self, token: Token, start: int, end: int) -> tuple[Speaker, str] | None:
        office = self._office(token, start, end)
        side = self._side(token, start, end)
        if office is not None:
            entry = self.lexicon.offices[office.id]
            if entry.institution is not None and (side or self._context_side(token)):
                wanted = entry.institution.replace("{side}", (side or self._context_side(token) or "").lower())
                known = self.lexicon.institutions.get(wanted)
                if known is not None:
                    return Speaker(id=known.id, name=known.name, kind=known.kind, side=known.side), "body"
            if side is None:
                side = self._context_side(token) if entry.kind in {"official", "military"} else None
            words = _plain(self.scene, start, min(end, token.i + 8)) or entry.name
            place = self._place_words(start, end, token)
            told = place is None or any(part in words.casefold() for part in place.casefold().split() if len(part) > 3)
            name = words if told or side is not None and self.lexicon.sides.get(side) is not None and (
                self.lexicon.sides[side].name == place) else f"{words} ({place})"  # fmt: skip
            return replace(
                Speaker(id=f"{entry.id}-{slug(place)}" if place else entry.id if entry.kind == "witness" else slug(words),
                        name=name, kind=entry.kind),
                side=side,
            ), "group" if entry.group else "person"  # fmt: skip
        ents = [ent for ent in self.scene.doc.ents if start <= ent.start < end and ent.label_ in {"ORG", "PERSON", "NORP"}]
        if ents or token.tag_ in {"NNP", "NNPS"}:
            words = _plain(self.scene, start, end)
            return Speaker(id=f"speaker-{slug(words)}", name=words, kind="unknown", side=side), "body"
        if token.pos_ == "NOUN":
            words = _plain(self.scene, start, min(end, token.i + 6))
            return Speaker(id=f"speaker-{slug(words)}", name=words, kind="unknown", side=side), "group"
        return None

    def _place_words(self, start: int, end: int, token: Token) -> str | None:
        """The place or demonym that tells one governor, or one city's officials, from another's."""
        reach = end
        for objects in noun_preps(token).values():
            for obj in objects:
                if obj.i in self.scene.place_at:
                    reach = max(reach, obj.i + 1)
        for i in range(start, reach):
            place = self.scene.place_at.get(i)
            if place is not None and not place.demonym:
                return place.place.name if place.place is not None else place.text
        for term in self.scene.terms_in((start, reach), "side"):
            return self.lexicon.sides[term.id].name
        return None


_GROUP_HEADS = frozenset({"officials", "official", "residents", "authorities", "sources", "media", "channels"})


def _span(token: Token) -> tuple[int, int]:
    """The tokens of the phrase, with what follows it as apposition or "of the ministry", without relative clauses."""
    start, end = token.left_edge.i, token.i + 1
    for child in token.rights:
        if child.dep_ in {"prep"} and child.lower_ in {"of", "for", "at", "from", "by", "in"} or child.dep_ == "appos":
            if any(t.dep_ in {"relcl"} for t in child.subtree):
                limit = next(t.left_edge.i for t in child.subtree if t.dep_ == "relcl")
                end = max(end, limit)
            else:
                end = max(end, child.right_edge.i + 1)
        elif child.dep_ in {"compound", "nmod", "poss", "case", "flat"}:
            end = max(end, child.right_edge.i + 1)
    for child in token.lefts:
        if child.dep_ in {"relcl", "advcl", "prep"}:
            start = max(start, child.right_edge.i + 1)
    return start, end


def _names_head(root: Token, token: Token) -> bool:
    """Whether a name is the phrase's own ("governor Yuri Slyusar") and not one inside it ("head of the Orikhiv community")."""
    node = root
    while node.i != token.i:
        if node.dep_ not in {"appos", "compound", "nmod", "flat", "nsubj", "conj"} or node.head.i == node.i:
            return False
        node = node.head
    return True


def _plain(scene: Scene, start: int, end: int) -> str:
    words = scene.words(start, end).strip()
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.I)

"""Parts of a count and the whole of a part: "including three children", "51 of them Shaheds", "50 of 56"."""

import re
from collections.abc import Iterator

from msgspec.structs import replace
from spacy.tokens import Span, Token

from rashomon.extract.conjoined import nominals
from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.frames.listing import listing
from rashomon.extract.knowledge import triggers
from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.numbers import CountMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb, phrase_head, sentence_of
from rashomon.values import Quantity

_SUBSET_WORDS = frozenset({"including", "include", "notably", "incl", "incl."})


_FEW = "one|two|three|four|five|six|seven|eight|nine|ten"
_ONE_AMONG = re.compile(
    rf"[,;:–-]\s*(?:and )?(?:(?P<noun>(?:an?|{_FEW}|\d+) (?:[\w-]+ ){{0,2}}[\w-]+) (?:was |were )?among (?:them|the)\b"
    r"|(?P<after>among (?:them|the (?:dead|injured|wounded|victims)))(?: (?:was|were|is|are))?:? (?=[\w]))",
    re.IGNORECASE,
)


def _one_among(scene: Scene, discourse: Discourse, fact: Fact, counted: Nominal) -> None:
    """ "Five people were injured, a child among them"; "57 people, among them 22 women and a nun"."""
    sentence = sentence_of(scene.doc[fact.trigger])
    if fact.group != "person":
        return
    begun = scene.doc[counted.head.i].idx
    found = _ONE_AMONG.search(scene.text, begun, sentence.end_char)
    if found is None or (
        (found["after"] or not found["noun"].lower().startswith(("a ", "an ", "one ")))
        and any(scene.doc[counted.end - 1].idx < c.start < found.start() for c in scene.counts)
    ):
        return  # nothing, or the wounded that were told later are nearer
    for part in _listed_at(scene, found.end()) if found["after"] else _named_in(scene, sentence, found):
        item = _own_item(scene, part, fact)
        if (
            part.group != "person"
            or item is None
            or part.quantity is None
            or part.form not in {"numeral", "singular", "all"}
        ):
            continue
        discourse.add(replace(
            fact, head=part.head.i, end=max(fact.end, part.head.idx + len(part.head)), quantity=part.quantity,
            item=item, subset_of=fact.item, form="numeral", rest_of=None, less=(), total=False, partitive=True,
        ))  # fmt: skip


def _listed_at(scene: Scene, at: int) -> Iterator[Nominal]:
    """The phrases of a list that begins at code point ``at``."""
    first = next((token for token in scene.doc if token.idx <= at < token.idx + len(token)), None)
    return iter(()) if first is None else listing(scene, first.i)


def _own_item(scene: Scene, part: Nominal, fact: Fact) -> str | None:
    """What a part counts; its own word where the lexicon has one name for it and its whole ("soldiers, among them an officer")."""
    if part.item != fact.item or part.item is None:
        return part.item
    if part.item == "people" or part.head.lemma_.lower() == scene.doc[fact.head].lemma_.lower():
        return None
    word = part.head.lower_ if part.head.tag_ in {"NNS", "NNPS"} else part.head.lower_ + "s"
    return word if part.head.pos_ in {"NOUN", "PROPN"} else None


def _named_in(scene: Scene, sentence: Span, match: re.Match[str]) -> Iterator[Nominal]:
    """The one person that "a child among them" names."""
    inside = [t for t in sentence if match.start("noun") <= t.idx < match.end("noun") + 30 and _is_noun(t)]
    people = [each for each in (nominal(scene, t) for t in inside) if each.group == "person"]
    if people and people[0].form == "numeral":
        yield people[0]
    elif people and match["noun"].lower().startswith(("a", "one")):
        yield replace(people[0], form="singular", quantity=Quantity(low=1, high=1, said=match["noun"]))


_COMMAS = frozenset({",", ";", "and", "plus", "also"})
_DESCRIBED = 10  # tokens that may describe one noun of a list


def listed_after(scene: Scene, at: int, group: str | None) -> Iterator[Nominal]:
    """The counted phrases of one kind that a list goes on with from token ``at``: ", one Y and 87 Z"."""
    if at >= len(scene.doc) or at == 0:
        return
    stop = sentence_of(scene.doc[at - 1]).end
    while (at := _past_phrase(scene, at, stop)) < stop and scene.doc[at].text in _COMMAS:
        while at < stop and scene.doc[at].text in _COMMAS:
            at += 1
        count = scene.count_at.get(at) if at < stop else None
        if count is None or scene.tokens(count).start != at or count.unit is not None:
            return
        after = scene.tokens(count).stop
        noun = next((token for token in scene.doc[after : min(after + 6, stop)] if _is_noun(token)), None)
        if noun is None or any(is_verb(token) and token.tag_ != "VBN" for token in scene.doc[after : noun.i]):
            return
        found = nominal(scene, noun)
        things = {"object", "aircraft", "unknown"} if group in {"object", "aircraft"} else {group}
        if found.count is None or found.count.start != count.start or found.group not in things:
            return
        yield found
        at = found.end


_MADE = frozenset({"made", "supplied", "produced", "built", "donated", "provided"})


def _past_phrase(scene: Scene, at: int, stop: int) -> int:
    """Past what still describes the noun before ``at``: "38 members of the guard and its branches, seven civilians"."""
    begun = at
    if at + 2 < stop and scene.doc[at].lower_ == "and" and scene.doc[at + 1].lower_ == "other":
        at += 2  # "1,200 tanks and other armoured vehicles, 17 lorries"
    elif at >= stop or (scene.doc[at].dep_ != "prep" and scene.doc[at].lower_ not in _MADE):
        return at
    while at < min(stop, begun + _DESCRIBED):
        token = scene.doc[at]
        if token.text in {",", ";"}:
            return at
        if (is_verb(token) and token.lower_ not in _MADE) or token.i in scene.count_at:
            return begun
        at += 1
    return begun


def _is_noun(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "nmod", "amod"}


_MARKS = frozenset({":", "—", "–", "-", "(", ","})
_TWO = 2


def _spelt_out(scene: Scene, discourse: Discourse, fact: Fact, counted: Nominal) -> None:
    """What is spelt out are parts: "30 of the 38 missiles: one Kinzhal, 11 Kh-101", "nine people (six civilians and …)"."""
    near = range(counted.end, min(counted.end + 5, len(scene.doc)))
    marks = sorted((scene.doc[i].text != ":", i) for i in near if scene.doc[i].text in _MARKS)
    mark = marks[0][1] if marks else None
    if (
        mark is None
        or fact.group not in {"munition", "person"}
        or (fact.quantity.exact or 0) < _TWO
        or mark + 1 >= len(scene.doc)
    ):
        return
    if scene.count_at.get(mark + 1) is None and scene.doc[mark + 1].lower_ not in {"a", "an", "one"}:
        return
    parts = list(listing(scene, mark + 1))
    sizes = [part.quantity.exact or 0 for part in parts if part.quantity is not None]
    if scene.doc[mark].text != ":" and (len(parts) < _TWO or sum(sizes) != fact.quantity.exact):
        return  # behind a comma or dash only what makes up the number is its parts
    for part in parts:
        if part.group == fact.group and part.quantity is not None and part.item is not None:
            if any(old.head == part.head.i and old.question == fact.question for old in discourse.facts):
                continue
            end = scene.doc[part.end - 1]
            discourse.add(replace(
                fact, head=part.head.i, start=scene.doc[part.start].idx, end=end.idx + len(end), quantity=part.quantity,
                item=part.item, equipment=part.equipment, subset_of=fact.item, form="numeral", rest_of=None, less=(),
                total=False, partitive=True,
            ))  # fmt: skip


def whole_of(scene: Scene, discourse: Discourse, fact: Fact, counted: Nominal) -> None:
    """The launched count of "shot down 50 of 56 drones"."""
    count: CountMention | None = counted.count
    whole = count.whole if count is not None and count.kind not in {"all", "each"} else None
    if whole is None or fact.group != "munition" or fact.question == "launched":
        return
    discourse.add(replace(fact, question="launched", quantity=whole, by=None, partitive=False, form="numeral",
                          frame="whole", rest_of=None, less=()))  # fmt: skip


def subsets(scene: Scene, discourse: Discourse, fact: Fact, counted: Nominal) -> None:
    """ "Twelve people, including three children": the children are a part of the twelve."""
    if fact.group not in {"person", "munition", "object"} or fact.subset_of is not None:
        return
    sentence = sentence_of(scene.doc[fact.trigger])
    _of_them(scene, discourse, fact, counted)
    _spelt_out(scene, discourse, fact, counted)
    _one_among(scene, discourse, fact, counted)
    last = scene.doc[max(counted.end - 1, counted.head.i)]
    for i in range(counted.head.i + 1, sentence.end):
        word = scene.doc[i]
        if i > max(counted.end, fact.trigger) + 12:
            return
        if word.lower_ in _SUBSET_WORDS or (word.lemma_ == "include" and word.i - last.i < 12):
            if word.lemma_ == "include" and word.lower_ != "including" and fact.form == "zero":
                return
            between = scene.doc[counted.end : i]
            if any(t.i in scene.count_at for t in between if t.i != fact.trigger) or any(
                t.lemma_.lower() in triggers().by_verb for t in between if t.i != fact.trigger and is_verb(t)
            ):
                return
            for head in _included(word):
                for part in nominals(scene, head):
                    if part.quantity is None or part.group not in {fact.group, None}:
                        continue
                    item = _own_item(scene, part, fact)
                    if part.form not in {"numeral", "plural", "singular", "all"} or (
                        part.item is not None and item is None
                    ):
                        continue
                    if _is_harmed(scene, part):
                        continue
                    start = scene.doc[part.start].idx
                    stop = scene.doc[part.end - 1]
                    discourse.add(replace(
                        fact, head=part.head.i, start=min(fact.start, start), end=max(fact.end, stop.idx + len(stop)),
                        quantity=part.quantity, item=item or fact.item, equipment=part.equipment,
                        subset_of=fact.item, form=part.form, rest_of=None, less=(), total=False, partitive=True,
                    ))  # fmt: skip
            return


def _is_harmed(scene: Scene, part: Nominal) -> bool:
    """ "Eight dead, including two guards, and ten injured": the ten are no part of the dead."""
    after = scene.doc[part.end] if part.end < len(scene.doc) else None
    return part.head.lower_ in triggers().state_of or (after is not None and after.lower_ in triggers().state_of)


def _of_them(scene: Scene, discourse: Discourse, fact: Fact, counted: Nominal) -> None:
    """ "64 drones, 51 of them Shaheds", "eight killed; two of the dead were rescuers", "14 lives, of whom five were soldiers"."""
    sentence = sentence_of(scene.doc[fact.trigger])
    stop = scene.doc[sentence.end - 1].idx + len(scene.doc[sentence.end - 1])
    after = scene.doc[max(counted.end - 1, counted.head.i)].idx
    for match in _PARTS.finditer(scene.text, after, min(stop, after + 160)):
        count = next((c for c in scene.counts if match.start() <= c.core_start < match.end()), None)
        if count is None or count.quantity.exact is None:
            continue
        if fact.quantity.exact is not None and count.quantity.exact >= fact.quantity.exact:
            continue
        between = [
            c for c in scene.counts
            if after < c.start < match.start() and not c.partitive and c.unit is None and c is not counted.count
        ]  # fmt: skip
        if between:
            return
        follow = scene.tokens(count).stop
        at = next((t.i for t in scene.doc[follow : sentence.end] if t.idx >= match.end()), sentence.end)
        noun = next(
            (
                scene.doc[i]
                for i in range(at, min(at + 4, sentence.end))
                if scene.doc[i].pos_ in {"NOUN", "PROPN", "ADV"}
            ),
            None,
        )
        if noun is None:
            continue
        if noun.dep_ == "compound":
            noun = phrase_head(noun)  # "three of them water vendors"
        part = nominal(scene, noun)
        if scene.doc[at].lower_ in {"by", "with"} and fact.question in {"intercepted", "diverted"}:
            _by_these(scene, discourse, fact, count, noun)
            continue
        described = (
            noun.pos_ == "ADV" or scene.doc[at].pos_ == "ADP"
        )  # "one of them severely", "four of them from one family"
        item = fact.item if described else _own_item(scene, part, fact)
        if not described and (part.group != fact.group or item is None):
            continue
        discourse.add(replace(
            fact, head=scene.tokens(count).start, start=min(fact.start, match.start()), end=max(fact.end, noun.idx + len(noun)),
            quantity=count.quantity, item=item, equipment=part.equipment, subset_of=fact.item, form="numeral", rest_of=None,
            less=(), total=False, partitive=True,
        ))  # fmt: skip
        if fact.group == "person" and not described:
            for other in further_parts(scene, fact, noun.i + 1, count.quantity.exact):
                discourse.add(other)


_BEING = frozenset({"were", "was", "are", "is", "a", "an", "other", "others"})


def further_parts(scene: Scene, fact: Fact, at: int, told: int) -> Iterator[Fact]:
    """ "Nine of them guards and three railway employees", "five were drivers and two were dockers": the second part of a whole.

    ``at`` is the token behind the first part's noun, of whom there are ``told``.
    """
    stop = sentence_of(scene.doc[at - 1]).end
    joined = at
    while joined < min(at + 3, stop) and scene.doc[joined].text in _COMMAS:
        joined += 1
    if joined == at or joined >= stop:
        return
    count = scene.count_at.get(joined)
    one = scene.doc[joined].lower_ in {"one", "a", "an"}
    size = count.quantity.exact if count is not None else 1 if one else None
    if (
        size is None
        or size == 0
        or (count is not None and (count.unit is not None or scene.tokens(count).start != joined))
    ):
        return
    if fact.quantity.exact is not None and told + size > fact.quantity.exact:
        return
    begun = scene.tokens(count).stop if count is not None else joined + 1
    while begun < stop and scene.doc[begun].lower_ in _BEING:
        begun += 1
    window = scene.doc[begun : min(begun + 4, stop)]
    noun = next((t for t in window if _is_noun(t)), None)
    if noun is None or any(t.is_punct or is_verb(t) for t in scene.doc[begun : noun.i]):
        return
    part = nominal(scene, noun)
    after = scene.doc[noun.i + 1] if noun.i + 1 < stop else None
    item = _own_item(scene, part, fact)
    if (
        part.group != "person"
        or item is None
        or item == "people"
        or _is_harmed(scene, part)
        or (after is not None and is_verb(after))
    ):
        return
    yield replace(
        fact, head=noun.i, start=scene.doc[joined].idx, end=noun.idx + len(noun), equipment=None,
        quantity=count.quantity if count is not None else Quantity(low=1, high=1, said=scene.words(joined, noun.i + 1)),
        item=item, subset_of=fact.item, form="numeral", rest_of=None, less=(), total=False, partitive=True,
    )  # fmt: skip


def _by_these(scene: Scene, discourse: Discourse, fact: Fact, count: CountMention, noun: Token) -> None:
    """ "81 missiles were shot down, 11 of them by F-16s": a part that is told by its means."""
    named = scene.terms_in((noun.left_edge.i, noun.i + 1), "equipment")
    if not named:
        return
    by = scene.tools.lexicon.equipment[max(named, key=lambda term: scene.tools.depth(term.id)).id].name
    discourse.add(replace(
        fact, head=scene.tokens(count).start, end=max(fact.end, noun.idx + len(noun)), quantity=count.quantity, by=by,
        subset_of=fact.item, form="numeral", rest_of=None, less=(), total=False, partitive=True,
    ))  # fmt: skip


_PARTS = re.compile(
    r"[,;(–—-]\s*(?:and |with )?(?P<n>[\w-]+(?: [\w-]+)?) of (?:them|whom|these|the (?:dead|killed|victims|wounded|injured|fatalities))\b"
    r"(?:,? (?:were|was|are|is|being|a|an))*|\bof whom (?P<m>[\w-]+)(?:, [^,.;]{3,30},)?(?: (?:were|was|are|is))*",
    re.I,
)


def _included(word: Token) -> list[Token]:
    """The nouns that "including" introduces; the noun right behind it where the tree has none."""
    found = [child for child in word.children if child.dep_ in {"pobj", "dobj", "attr"}]
    if found:
        return found
    for i in range(word.i + 1, min(word.i + 7, sentence_of(word).end)):
        if word.doc[i].pos_ in {"NOUN", "PROPN"} and word.doc[i].dep_ != "compound":
            return [word.doc[i]]
    return []

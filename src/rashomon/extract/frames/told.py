"""Counts that no verb frames: "ten dead", "ten of them are children", "Killed: 6"."""

import re

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.frames.evidence import evidence
from rashomon.extract.frames.parts import further_parts, subsets
from rashomon.extract.knowledge import triggers
from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb, lost_object, not_quite, own_subject, phrase_head, sentence_of
from rashomon.values import Quantity

_LABEL_QUESTIONS = {
    "killed": "killed",
    "dead": "killed",
    "injured": "injured",
    "wounded": "injured",
    "missing": "missing",
    "launched": "launched",
    "intercepted": "intercepted",
    "shot down": "intercepted",
    "captured": "captured",
    "lost": "diverted",
    "jammed": "diverted",
    "diverted": "diverted",
}
_LABELS = re.compile(
    rf"(?:^|[.;,(\n]\s*)({'|'.join(_LABEL_QUESTIONS)})(?: (?:from|on|to|in|through|by)\b[^.:;\n]{{0,60}})?\s*[:=-]\s*(?=\d|[a-z]+\b)",
    re.IGNORECASE | re.MULTILINE,
)


def labels(scene: Scene, discourse: Discourse) -> None:
    """ "Killed: 6 (incl. 2 children). Injured: 19.": a label, a colon and a count."""
    for match in _LABELS.finditer(scene.text):
        question = _LABEL_QUESTIONS.get(match.group(1).lower())
        count = next((c for c in scene.counts if c.start == match.end()), None)
        if question is None or count is None:
            continue
        counted = nominal(scene, scene.head(count))
        people = question in {"killed", "injured", "missing", "captured"}
        if counted.group not in ({None, "person"} if people else {None, "munition"}):
            continue
        known = None if people or counted.item else discourse.antecedent(counted, ("munition",))
        if not people and counted.item is None and known is None:
            continue
        fact = Fact(
            question=question, frame="label", trigger=scene.tokens(count).start, head=counted.head.i, start=match.start(1),
            end=count.end, quantity=count.quantity, group="person" if people else "munition",
            item=counted.item or (known.item if known is not None else "people"),
            equipment=counted.equipment or (known.equipment if known is not None else None),
        )  # fmt: skip
        if not discourse.has(fact):
            discourse.add(fact)
            subsets(scene, discourse, fact, counted)


def state(scene: Scene, discourse: Discourse, word: Token) -> None:
    """ "Ten dead", "left 12 people wounded", "eight are missing"."""
    question = triggers().state_of.get(word.lower_)
    if question is None or _is_shot_dead(word) or not_quite(word):
        return
    holder = word.head if word.dep_ == "attr" else word
    before = scene.count_at.get(word.i - 1)
    if any(child.dep_ == "expl" for child in holder.children) and (before is None or before.quantity.exact == 0):
        _existential(scene, discourse, word, question)
        return
    if question == "injured" and word.dep_ == "amod" and dies(word.head):
        return  # "six seriously injured people succumbed"
    if word.tag_ == "VBD" and scene.doc[word.i + 1 : word.i + 2] and _does_it(word):
        return
    counted = _state_subject(scene, word)
    if counted is None or (counted.count is None and counted.form == "definite" and word.dep_ == "oprd"):
        return
    if counted.group not in {None, "person", "life"} or counted.quantity is None:
        return
    if counted.form == "name":
        return  # "was found dead": people also die in bed
    told = word.dep_ in {"amod", "acl"} and counted.form in {"definite", "pronoun", "singular", "plural", "mass"}
    if told and not is_told_of(counted):
        return
    start, end = evidence(scene, word, counted)
    item = (
        counted.item
        or _of_whom(discourse, counted)
        or of_sufferers(scene, word)
        or _kin(discourse, counted)
        or (discourse.kin(counted.head) if question == "missing" and counted.item is None else None)
        or item_beside(scene, discourse, counted)
    )
    both = _both_harms(scene, word, question)
    if both is not None:
        question, end = "casualties", both.idx + len(both)
    fact = Fact(
        question=question, frame="state", trigger=word.i, head=counted.head.i, start=start, end=end,
        quantity=counted.quantity, group="person", item=item, form=counted.form,
        partitive=counted.partitive,
    )  # fmt: skip
    if not discourse.has(fact):
        discourse.add(fact)
        subsets(scene, discourse, fact, counted)


_TELLING = frozenset({"write", "speak", "tell", "know", "report", "confirm", "acknowledge", "admit", "announce", "count", "record",
                      "register", "mention", "include"})  # fmt: skip


def is_told_of(counted: Nominal) -> bool:
    """ "The mayor wrote of a woman killed in Orsa", "two wounded nurses and a wounded patient": one who is told of here."""
    noun = counted.head
    if counted.form != "singular" or not any(t.lower_ in {"a", "an"} for t in noun.lefts):
        return False
    if noun.dep_ == "conj":
        return any(child.tag_ == "CD" for child in noun.head.lefts)
    if counted.group != "person":
        return False
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun.head
    behind = any(child.dep_ == "acl" for child in noun.rights)  # "a wounded man" may only be spoken of
    return behind and noun.dep_ in {"pobj", "dobj"} and above.lemma_.lower() in _TELLING


def _both_harms(scene: Scene, word: Token, question: str) -> Token | None:
    """ "Up to ten killed and wounded": the last word of one number of both."""
    doc, states = scene.doc, triggers().state_of
    last, said, joint = word, {question}, ""
    while last.i + 2 < len(doc) and doc[last.i + 1].text in {",", "and", "or"} and doc[last.i + 2].lower_ in states:
        joint, last = doc[last.i + 1].text, doc[last.i + 2]
        said.add(states[last.lower_])
    behind = doc[last.i + 1] if last.i + 1 < len(doc) else None
    counted = behind is not None and behind.pos_ in {"NOUN", "PROPN", "NUM", "ADJ"}
    return last if said >= {"killed", "injured"} and joint != "," and not counted else None


def _does_it(word: Token) -> bool:
    """ "As troops killed 13 fighters and planes bombed a dump": the parser loses the object of the first verb."""
    return any(child.dep_ == "nsubj" for child in word.children) and lost_object(word) is not None


def dies(noun: Token) -> bool:
    """Whether a verb of dying is said of a noun: "six seriously injured people succumbed"."""
    return noun.dep_ == "nsubj" and noun.head.lemma_.lower() in {"die", "succumb", "perish"}


def _of_whom(discourse: Discourse, counted: Nominal) -> str | None:
    """ "Six workers were abducted and five of them were found dead": five workers."""
    known = discourse.antecedent(counted, ("person",)) if counted.partitive and counted.head.pos_ == "PRON" else None
    return known.item if known is not None else None


_SUFFERING = frozenset({"suffer", "sustain", "lose", "incur"})
_FORCES = frozenset(
    {"army", "military", "navy", "division", "brigade", "regiment", "battalion", "company", "unit", "forces", "troops"}
)


def of_sufferers(scene: Scene, word: Token) -> str | None:
    """ "The rebels suffered five killed and nine wounded": rebels."""
    verb = next((each for each in word.ancestors if is_verb(each) and each.tag_ != "VBN"), None)
    who = own_subject(verb) if verb is not None and verb.i < word.i and verb.lemma_.lower() in _SUFFERING else None
    if who is None:
        return None
    if who.lower_ in _FORCES:
        return "military personnel"
    sufferers = nominal(scene, who)
    known = sufferers.group == "person" and who.tag_ == "NNS" and sufferers.item not in {None, "people"}
    return sufferers.item if known else None


def _kin(discourse: Discourse, counted: Nominal) -> str | None:
    """ "Six officers died and three more were left injured": three of the same."""
    one = counted.quantity is not None and counted.quantity.exact == 1
    return discourse.kin(counted.head, one=one) if counted.count is not None and counted.count.additional else None


def item_beside(scene: Scene, discourse: Discourse, counted: Nominal) -> str:
    """ "120 civilians killed and 340 injured": who those are that have a number only, right behind a count of people."""
    last = discourse.facts[-1] if discourse.facts else None
    if (
        last is None
        or last.group != "person"
        or last.subset_of is not None
        or last.form not in {"numeral", "singular"}
        or last.item is None
        or counted.start == 0
    ):
        return "people"
    between = scene.text[last.end : scene.doc[counted.start].idx].strip()
    return last.item if between in {"and", ", and"} and counted.head.tag_ == "CD" else "people"


def _is_shot_dead(word: Token) -> bool:
    """ "Two gunmen shot dead a judge": the verb's own word, which counts nobody before it."""
    verb = word.head
    return word.i == verb.i + 1 and verb.lemma_.lower() == "shoot" and any(c.dep_ == "dobj" for c in verb.children)


def _existential(scene: Scene, discourse: Discourse, word: Token, question: str) -> None:
    """ "There are injured among the personnel": some, and nobody says how many."""
    determiners = [child for child in (*word.children, *word.head.children) if child.dep_ in {"neg", "det"}]
    if any(child.lower_ == "no" for child in determiners):
        _no_one(scene, discourse, word, question)
    if determiners:
        return
    places = [obj for prep in (*word.children, *word.head.children) if prep.lower_ == "among" for obj in prep.children]
    people = nominal(scene, places[0]) if places else None
    last = places[0] if places else word
    start = word.head.left_edge.i if word.head.i < word.i else word.i
    discourse.add(Fact(
        question=question, frame="state", trigger=word.i, head=word.i, start=scene.doc[start].idx, end=last.idx + len(last),
        quantity=Quantity(low=1, high=None, approx=True, said=word.text), group="person",
        item=people.item if people is not None and people.item else "people", form="plural",
    ))  # fmt: skip


def _no_one(scene: Scene, discourse: Discourse, word: Token, question: str) -> None:
    """ "There are no dead", and "no dead or injured": nobody came to any harm."""
    states = triggers().state_of
    other = next((child for child in word.children if child.dep_ == "conj" and child.lower_ in states), None)
    last = word if other is None else other
    first = next((child for child in word.children if child.lower_ == "no"), word)
    discourse.add(Fact(
        question="casualties" if other is not None and states[other.lower_] != question else question,
        frame="state", trigger=word.i, head=word.i, start=first.idx, end=last.idx + len(last),
        quantity=Quantity(low=0, high=0, said=scene.words(first.i, last.i + 1)), group="person", item="people", form="zero",
    ))  # fmt: skip


_HELD = frozenset({"say", "report", "believe", "fear", "list", "presume", "declare", "think"})
_STILL = frozenset({"still", "now", "also", "reportedly", "reported"})


def _state_subject(scene: Scene, word: Token) -> Nominal | None:
    before = word.i - 1
    while before > 0 and scene.doc[before].lower_ in _STILL:
        before -= 1
    count = scene.count_at.get(before) if before >= 0 else None
    if count is not None and word.dep_ == "amod" and word.head.pos_ == "NOUN" and word.head.i > word.i:
        found = nominal(scene, word.head)
        if found.count is not None and found.group == "person":
            return found  # "60 dead rebels"
    if count is not None and count.unit is None and sentence_of(scene.doc[before]) == sentence_of(word):
        head = scene.head(count)
        found = nominal(scene, head)
        return found if found.quantity is not None else None
    if word.dep_ in {"amod", "acl"} and word.head.pos_ in {"NOUN", "NUM", "PROPN"}:
        return nominal(scene, word.head)
    for child in word.children:
        if child.dep_ in {"nsubj", "nummod", "nsubjpass"}:
            return nominal(scene, child)
    if word.dep_ == "conj" and (own := own_subject(word)) is not None:
        return nominal(scene, own)  # "ten died and six are missing": the number hangs on the auxiliary
    if word.dep_ == "xcomp" and word.head.lemma_.lower() in _HELD and (who := own_subject(word.head)) is not None:
        return nominal(scene, who)  # "one was said to be missing"
    if word.dep_ in {"acomp", "oprd", "attr"}:
        before_word = [child for child in word.head.children if child.i < word.i][::-1]
        for wanted in ({"dobj"}, {"nsubj", "nsubjpass"}):
            for child in before_word:
                if child.dep_ in wanted:
                    return nominal(scene, child)
    if before >= 0 and scene.doc[before].pos_ == "NOUN" and sentence_of(scene.doc[before]) == sentence_of(word):
        found = nominal(scene, scene.doc[before])
        return found if found.count is not None else None
    return None


_COPULAR = re.compile(
    r"\s+(?:(?:of|among) (?:(?P<them>them|these)|(?:the|those|its|their) (?P<state>dead|killed|victims|injured|wounded|missing))\s+)?"
    r"(?:are|were|is|was)\s+(?:(?:a|an|the|also|reported to be|said to be)\s+)*",
    re.IGNORECASE,
)
_STATE_QUESTIONS = {
    "dead": "killed",
    "killed": "killed",
    "victims": "killed",
    "injured": "injured",
    "wounded": "injured",
}


def copular_parts(scene: Scene, discourse: Discourse) -> None:
    """ "Ten of them are children", "one of the dead is a rescuer": a part of the people counted before."""
    for count in scene.counts:
        match = _COPULAR.match(scene.text, count.end) or _COPULAR.match(scene.text, count.core_end)
        if match is None or not (match["them"] or match["state"]) or count.quantity.exact is None:
            continue
        noun = next((t for t in scene.doc if t.idx >= match.end()), None)
        before = [fact for fact in discourse.facts if fact.end <= count.start and fact.group == "person"]
        if noun is None or not before:
            continue
        counted = nominal(scene, phrase_head(noun))
        if counted.group != "person" or counted.item is None:
            continue
        question = _STATE_QUESTIONS.get(
            (match["state"] or "").lower(), max(before, key=lambda fact: fact.start).question
        )
        whole = [fact for fact in before if fact.question == question and fact.subset_of is None]
        tokens = scene.tokens(count)
        if (
            not whole
            or scene.sentence_number(scene.doc[tokens.start]) - scene.sentence_number(scene.doc[whole[-1].trigger]) > 3
        ):
            continue
        fact = Fact(
            question=question, frame="part", trigger=tokens.start, head=tokens.start, start=count.start,
            end=counted.head.idx + len(counted.head), quantity=count.quantity, group="person", item=counted.item,
            subset_of=whole[-1].item, partitive=True,
        )  # fmt: skip
        if not discourse.has(fact):
            discourse.add(fact)
            base = replace(whole[-1], frame="part", trigger=tokens.start)
            for other in further_parts(scene, base, counted.head.i + 1, count.quantity.exact):
                discourse.add(other)


_ELLIPTIC = re.compile(
    r"(?:, (?:including|among them|incl\.) [^.;:\n]{1,60},)?\s+(?:of (?:them|these|which)\s+)?"
    r"(?:were |was |being |had been |have been |got )?"
    r"(?P<verb>shot down|downed|intercepted|destroyed|jammed|suppressed|neutralised|neutralized|killed|wounded|injured)\b",
    re.IGNORECASE,
)
_ELLIPTIC_FRAMES = {
    "killed": ("killed", "person"),
    "wounded": ("injured", "person"),
    "injured": ("injured", "person"),
    "jammed": ("diverted", "munition"),
    "suppressed": ("diverted", "munition"),
}


def participles(scene: Scene, discourse: Discourse) -> None:
    """ "Seven were counted and seven shot down": a bare number before a participle, whatever the parser made of the two."""
    for count in scene.counts:
        match = _ELLIPTIC.match(scene.text, count.end)
        if (
            match is None
            or count.unit is not None
            or count.quantity.exact is None
            or count.kind not in {"exact", "all"}
        ):
            continue
        if any(fact.start <= count.start < fact.end for fact in discourse.facts):
            continue
        question, group = _ELLIPTIC_FRAMES.get(match["verb"].lower(), ("intercepted", "munition"))
        tokens = scene.tokens(count)
        before = scene.doc[tokens.start - 1] if tokens.start else None
        if before is not None and before.dep_ == "prep" and before.lower_ != "with":
            continue  # "debris from one of them destroyed a barn": the debris did
        counted = nominal(scene, scene.doc[tokens.start])
        known = discourse.antecedent(counted, (group,)) if group == "munition" else None
        if group == "munition" and known is None:
            continue
        fact = Fact(
            question=question, frame="participle", trigger=tokens.stop if tokens.stop < len(scene.doc) else tokens.start,
            head=tokens.start, start=count.start, end=match.end(), quantity=count.quantity, group=group,
            item=known.item if known is not None else "people", equipment=known.equipment if known is not None else None,
        )  # fmt: skip
        if not discourse.has(fact):
            discourse.add(fact)
            subsets(scene, discourse, fact, counted)

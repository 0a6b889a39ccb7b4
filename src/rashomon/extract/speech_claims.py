"""Acts of speech -> Reports and Claims."""

import re

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.attribution import Voice
from rashomon.extract.builder import Builder
from rashomon.extract.denials import denied_doer, is_deed
from rashomon.extract.speech import SpeechAct
from rashomon.extract.syntax import is_verb, sentence_of
from rashomon.extract.times import TimeMention
from rashomon.model import Report, derived_id
from rashomon.values import Name

# What is denied is that it happened: "that any attack took place", "there was no strike", "nothing of the kind happened".
_DEED = r"(?P<deed>attack|(?:air ?)?strike|raid|shelling|bombing|bombardment|explosion|blast|incident)s?"
_HAPPENED = r"(?:(?:had|has|have) )?(?:ever )?(?:took place|taken place|happened|occurred|been carried out)"
_OCCURRENCE = re.compile(
    rf"\b(?:any|an?|the|such an?|such) (?:\w+ )?{_DEED}(?: [^.;]{{0,60}}?)? (?:{_HAPPENED}|was carried out)\b"
    rf"|\b(?:that )?there (?:was|were|had been|has been) (?:any|an?|no) (?:such )?(?:\w+ )?{_DEED.replace('deed', 'told')}\b"
    rf"|\bno (?:such )?(?:\w+ )?{_DEED.replace('deed', 'none')} {_HAPPENED}\b"
    rf"|\bnothing of the (?:kind|sort) {_HAPPENED}\b",
    re.I,
)


def add_speech(builder: Builder, act: SpeechAct) -> None:
    """The Report and Claims of an act of speech."""
    document = builder.scene.document.id
    verb = builder.scene.doc[act.verb]
    anchor = builder.span(verb.idx, verb.idx + len(verb))
    report = Report(
        id=derived_id("rep", document, act.type, anchor.start, "event"), document=document, type=act.type, anchor=anchor
    )
    builder.reports.append(report)
    publisher = builder.attribution.cast.publisher
    outer = builder.attribution.voice(verb)
    chain = (act.speaker, *(s for s in outer.speakers if s.id not in {act.speaker.id, publisher.id}), publisher)
    voice = Voice(chain, "explicit", "CT+", act.verb)
    sentence = [(act.start, act.end)]
    speaker = Name(name=act.speaker.name, id=act.speaker.id, said=act.speaker.name)
    builder.add(report, "actor", speaker, voice, sentence)
    if act.addressee is not None and act.addressee_span is not None:
        builder.add(report, "recipient", act.addressee, voice, [act.addressee_span])
    if act.about is not None and act.about_span is not None:
        builder.add(report, "about", act.about, voice, [act.about_span])
    if act.condition is not None and act.condition_span is not None:
        builder.add(report, "condition", act.condition, replace(voice, factuality="Uu"), [act.condition_span])
    if act.deadline is not None:
        by = builder.calendar.resolve(replace(act.deadline, future=True), None, None)
        if by is not None:
            builder.add(report, "deadline", by, voice, [(act.deadline.start, act.deadline.end)])
    _denial(builder, act, voice)
    for mention in builder.scene.times:
        if (
            sentence_of(verb).start_char <= mention.start < sentence_of(verb).end_char
            and _is_of(builder, mention, verb)
            and mention.kind == "point"
            and not mention.is_clock_only
        ):
            when = builder.calendar.resolve(mention, None, None)
            if when is not None:
                builder.add(report, "when", when, voice, [(mention.start, mention.end)])
            break


def _is_of(builder: Builder, mention: TimeMention, verb: Token) -> bool:
    """Whether a time is the act's own, and not that of what it speaks of: "vowed revenge for a raid last week"."""
    node = builder.scene.head(mention)
    first = node
    inside = set(builder.scene.tokens(mention))
    while node.i != verb.i and node.head.i != node.i:
        node = node.head
        if node.i != verb.i and node.i not in inside and (is_verb(node) or node.pos_ in {"NOUN", "PROPN"}):
            return node.lemma_ == "be" and verb.head.i == node.i  # "it was only in May that the army warned"
    return node.i == verb.i and not any(t.pos_ == "NOUN" and is_deed(t) for t in builder.scene.doc[verb.i : first.i])


def _denial(builder: Builder, act: SpeechAct, voice: Voice) -> None:
    """Who denies responsibility denies having done it, not that it happened; who denies that it happened denies just that."""
    if act.type != "REJECT" or act.about is None:
        return
    told = [r for r in builder.reports if r.type == "ASSAULT" and r.level == "event"]
    before = [r for r in told if r.anchor.start < act.start]
    if not told:
        return
    occurrence = _OCCURRENCE.search(act.about.said)
    if occurrence is not None:
        deed = next((word for word in occurrence.groupdict().values() if word), "attack").lower()
        denied = replace(voice, factuality="CT-")
        builder.add(
            (before or told)[-1],
            "type",
            Name(name=deed, said=occurrence[0]),
            denied,
            [(act.start, act.end)],
            denies="type",
        )
        return
    name = denied_doer(builder.scene, builder.scene.doc[act.verb], act.speaker, act.about.said)
    if name is None:
        return
    denied = replace(voice, factuality="CT-")
    builder.add(_denied(builder, act, name, told), "actor", name, denied, [(act.start, act.end)], denies="actor")


def _denied(builder: Builder, act: SpeechAct, name: Name, told: list[Report]) -> Report:
    """The deed that somebody denies: told in the denial itself, laid to the same side before, or told last before."""
    start, end = act.about_span or (act.start, act.end)
    inside = [report for report in told if start <= report.anchor.start < end]
    if inside:
        return inside[0]
    laid = [
        (claim.evidence[0].start, claim.report)
        for claim in builder.claims.values()
        if claim.question == "actor"
        and isinstance(claim.value, Name)
        and (claim.value.id or claim.value.name) == (name.id or name.name)
        and claim.factuality.endswith("+")
        and claim.speakers[0].id != act.speaker.id
        and claim.evidence[0].start < act.end
        and not claim.factuality.startswith("PS")
    ]
    by_id = {report.id: report for report in told}
    for _, report in sorted(laid, reverse=True):
        if report in by_id:
            return by_id[report]
    verb = builder.scene.doc[act.verb].idx
    before = [report for report in told if report.anchor.start < verb]
    return before[-1] if before else told[0]

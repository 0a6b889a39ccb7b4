"""Acts of speech -> Reports and Claims."""

import re

from msgspec.structs import replace

from rashomon.extract.attribution import Voice
from rashomon.extract.builder import Builder
from rashomon.extract.speech import SpeechAct
from rashomon.model import Report, derived_id
from rashomon.values import Name

_RESPONSIBILITY = re.compile(
    r"\b(?:responsib|involve|behind|carr(?:y|ied|ying) out|role|blame|fir(?:ed|ing)|attack|strike|shell)", re.I
)
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
            verb.sent.start_char <= mention.start < verb.sent.end_char
            and mention.kind == "point"
            and not mention.is_clock_only
        ):
            when = builder.calendar.resolve(mention, None, None)
            if when is not None:
                builder.add(report, "when", when, voice, [(mention.start, mention.end)])
            break


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
    side = builder.scene.tools.lexicon.sides.get(act.speaker.side or "")
    if side is None or not _RESPONSIBILITY.search(act.about.said):
        return
    name = Name(name=side.name, id=side.id, said=act.speaker.name)
    builder.add(
        (before or told)[-1], "actor", name, replace(voice, factuality="CT-"), [(act.start, act.end)], denies="actor"
    )

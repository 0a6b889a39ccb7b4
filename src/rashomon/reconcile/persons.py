"""One person under two ids: an office holder whom one document names with the region and another without."""

from collections.abc import Iterable

from msgspec.structs import replace

from rashomon.model import Claim, Speaker


def one_person_each(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The Claims with every origin of one personal name as one Speaker; Claim ids stay as they are.

    Two origins are one person where their names before the comma are the same full name and their sides do not
    differ. The one identified by an office stands for both.
    """
    claims = tuple(claims)
    named: dict[str, dict[str, Speaker]] = {}
    for claim in claims:
        name = claim.origin.name.split(",")[0]
        if " " in name and "," in claim.origin.name:
            named.setdefault(name, {})[claim.origin.id] = claim.origin
    chosen: dict[str, Speaker] = {}
    for speakers in named.values():
        if len(speakers) > 1 and len({speaker.side for speaker in speakers.values()} - {None}) <= 1:
            best = min(speakers.values(), key=lambda speaker: (speaker.id.startswith("person-"), speaker.id))
            chosen.update(dict.fromkeys(speakers, best))
    return tuple(
        replace(claim, speakers=(chosen[claim.origin.id], *claim.speakers[1:])) if claim.origin.id in chosen else claim
        for claim in claims
    )

"""Which mentions of places only say where a neighbour is: "X in Y region", "X, Texas", "X (Y)", "Y's X"."""

import re
from collections.abc import Sequence

from rashomon.places.accept import Mention
from rashomon.places.found import Lists

_WIDE = ("country", "region")
_PROVINCES = frozenset({"province", "department", "region", "oblast", "governorate"})


def link(text: str, mentions: Sequence[Mention], lists: Lists, *, aside: bool = False) -> None:
    """Mark the mentions that only say where a neighbour is: "X in Y region", "X, Texas", "X (Y)", "Y's X".

    ``aside`` finds the neighbours of the mentions that are set aside, and changes no other mention.
    """
    directions = "|".join(sorted(lists.directions, key=len, reverse=True))
    wide = ("country", "region")
    between_right = re.compile(
        rf"(?:\s+(?:district|municipality|jurisdiction|canton|township))?(?:,|\s*\(|,?\s+in|,?\s+of|,?\s+(?:a|the)\s[^.;:,()]{{0,50}}?\sin|,\s+in|\s+is\s+a\s[^.;:,()]{{0,50}}?\sin)?\s*"
        rf"(?:the\s+)?(?:(?:occupied|annexed|(?:{directions}))\s+)*",
        re.IGNORECASE,
    )
    between_left = re.compile(
        rf"(?:['’]s)?\s+(?:(?:{directions}|border|capital|port|coastal|the|of|occupied|besieged|"
        rf"{'|'.join(sorted(lists.settlement_nouns))}|,)\s+)*",
        re.IGNORECASE,
    )
    for at, mention in enumerate(mentions):
        if mention.aside != aside:
            continue
        if mention.demonym or (kind_of(mention) in wide and not mention.noun and kind_of(mention) == "country"):
            continue
        end = mention.end
        for other in mentions[at + 1 : at + 5]:
            gap = text[end : other.start]
            if (
                other.demonym
                or kind_of(other) not in wide
                or not (between_right.fullmatch(gap) or gap in ("'s ", "’s "))
            ):
                break
            listed = gap.strip() == "," and kind_of(mention) in wide and kind_of(other) != "country"
            if not gap.strip() or (listed and not (_is_district(mention) and _is_province(other))):
                break
            mention.qualifiers.append(other)
            if aside:
                end = other.end
                continue
            other.role = "qualifier" if not gap.strip().startswith("is ") else other.role
            end = other.end
        if at > 0:
            left = mentions[at - 1]
            gap = text[left.end : mention.start]
            possessive = gap.startswith(("'s", "’s"))
            if (left.demonym or (kind_of(left) in wide and possessive)) and between_left.fullmatch(gap):
                mention.qualifiers.append(left)
                if not left.demonym and kind_of(mention) != "country" and not aside:
                    left.role = "qualifier"


def kind_of(mention: Mention) -> str:
    """The kind that a mention most likely has before it is settled."""
    if mention.noun and mention.noun != "airfield" and any(match.entry.kind == "region" for match in mention.matches):
        return "region"
    for match in mention.matches:
        if match.entry.kind == "country" or (match.entry.kind == "region" and not match.stem):
            return match.entry.kind
    return mention.matches[0].entry.kind if mention.matches else "unknown"


def _is_district(mention: Mention) -> bool:
    """Whether a second-level area is meant where an area is."""
    return (
        mention.noun != "state"
        and any(match.entry.precision == 3 for match in mention.matches)
        and not _is_province(mention)
    )


def _is_province(mention: Mention) -> bool:
    """Whether a first-level area is named as such, not by its stem alone ("Kunduz" may be the town)."""
    named = mention.noun in _PROVINCES
    return any(
        match.entry.kind == "region" and match.entry.code and match.entry.precision == 4 and (named or not match.stem)
        for match in mention.matches
    )


def is_put_elsewhere(mention: Mention) -> bool:
    """ "Alpine district, Jura province": the text puts the place in an area in which none of its name is known.

    So it does where all of that name lie in other countries than the area: "the town of Toul in the Nabatieh district".
    """
    after = [each for each in mention.qualifiers if not each.demonym and each.start > mention.start]
    small = all(match.entry.kind in ("city", "village", "region") for match in mention.matches)
    countries = {match.entry.country for each in after for match in each.matches if match.entry.kind in _WIDE}
    abroad = len(countries) == 1 and all(match.entry.country not in countries for match in mention.matches)
    return small and (any(map(_is_province, after)) or abroad)

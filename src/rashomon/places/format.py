"""The gazetteer file: fixed-size entries, a blob of names, and a hash table of folded names, all read in place.

::

    magic (8 bytes) | length of the head (u32) | head (MessagePack) | sections

The head holds the tables that entries point into (countries, first-level areas, zones, gazetteers), the offset and
length of each section, and what was built from what. Sections:

``entries``   ENTRY records, in the order of their id in this file
``names``     UTF-8, each entry's name at (offset, length)
``buckets``   u32 offsets into ``keys``, one per bucket and one more
``keys``      per key: u8 length, u8 number of postings, the UTF-8 key, u32 postings
``cells``     u32 offsets into ``members``, one per one-degree cell and one more
``members``   u32 numbers of the inhabited places in each cell

A posting is an entry's number with two flag bits: an alternative name, or a stem ("kursk" for "Kursk Oblast").
All integers are little-endian. The same inputs give the same bytes.
"""

import struct
import zlib

MAGIC = b"RSHGAZ02"
FILE_NAME = "gazetteer.bin"

# name offset, id, latitude and longitude in 1e-5 degrees, population, second-level area's number,
# country, first-level area, zone, radius in 0.1 km, name length, kind, gazetteer
ENTRY = struct.Struct("<IIiiIIHHHHBBBx")
NONE = 0xFFFFFFFF
ALTERNATIVE = 1 << 31
STEM = 1 << 30
NUMBER = STEM - 1
POSTING = struct.Struct("<I")
BUCKET = struct.Struct("<II")

KINDS = ("city", "airfield", "region", "country", "sea", "village", "site")
GAZETTEERS = ("geonames", "ourairports", "rashomon")


def bucket_of(key: bytes, buckets: int) -> int:
    """The bucket of a UTF-8 key."""
    return zlib.crc32(key) % buckets


def cell_of(latitude: float, longitude: float) -> int:
    """The one-degree cell of a point, 0 to 64,799."""
    row = min(179, max(0, int(latitude + 90)))
    column = int(longitude + 180) % 360
    return row * 360 + column

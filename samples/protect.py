#!/usr/bin/env python3
"""Writes samples/co-sai-lech/tp02-co-mat-khau.xlsx: a submission that opens in Excel with the password "mau".

The crate that writes the other samples cannot encrypt, so this one is made by msoffcrypto-tool
(pip install msoffcrypto-tool) from a clean submission. Its salts are drawn from a counter instead of the system
and its times are blank, so that the same bytes come out every time; nothing here is secret.
"""

import hashlib
import itertools
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method import ecma376_agile
from msoffcrypto.method.container import ecma376_encrypted

SAMPLES = Path(__file__).resolve().parent
CLEAR = SAMPLES / "lai-chau-2021-2025" / "2021" / "Phong Thổ.xlsx"
PROTECTED = SAMPLES / "co-sai-lech" / "tp02-co-mat-khau.xlsx"


def counted_bytes():
    """A stand-in for the system's random bytes."""
    counter = itertools.count()
    return lambda size: hashlib.shake_256(str(next(counter)).encode()).digest(size)


def main():
    ecma376_agile._random_buffer = counted_bytes()
    ecma376_encrypted.datetime2filetime = lambda _: 0
    with CLEAR.open("rb") as clear, PROTECTED.open("wb") as protected:
        OOXMLFile(clear).encrypt("mau", protected)


if __name__ == "__main__":
    main()

"""Vietnamese text as the fonts before Unicode keep it: what a cell holds, its font name aside."""

import subprocess
import unicodedata

# VNI keeps the letter and writes its accent as a character behind it; some letters are one character of their own.
_MARKS = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_HAT = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_OWN = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def tcvn3(text):
    """What a font like .VnTime shows as this text: iconv knows the bytes, the capitals' accents aside."""
    encoded = subprocess.run(["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"], input=text.encode(), check=True,
                             capture_output=True).stdout
    assert all(byte >= 0x20 and not 0x80 <= byte < 0xA0 for byte in encoded), "no letter of TCVN3"
    return encoded.decode("latin-1")


def tcvn3_capitals(text):
    """What a capitals' font like .VnTimeH shows as this text in capitals."""
    return tcvn3(text.lower())


def vni(text):
    """What a font like VNI-Times shows as this text."""
    return "".join(_vni(letter) for letter in unicodedata.normalize("NFC", text))


def _vni(letter):
    low = letter.lower()
    if low in _OWN:
        written = _OWN[low]
    else:
        base, marks = unicodedata.normalize("NFD", low)[0], set(unicodedata.normalize("NFD", low)[1:])
        tone = next((mark for mark in marks if mark in _MARKS), "")
        if "\u0302" in marks:
            written = base + _HAT[tone]
        elif "\u0306" in marks:
            written = base + _BREVE[tone]
        elif "\u031b" in marks:
            written = {"o": "ô", "u": "ö"}[base] + (_MARKS[tone] if tone else "")
        else:
            written = base + (_MARKS[tone] if tone else "")
    return written.upper() if letter != low else written

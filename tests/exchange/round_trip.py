#!/usr/bin/env python3
"""Takes what `liberate translate export` wrote through another program's library, and gives it back translated.

    round_trip.py FILE

translate-toolkit reads the XLIFF, finds every text, puts Polish letters into its words, and writes the file its own way.
Fails if that library finds no texts or loses one.
"""

import sys

from lxml import etree
from translate.storage import xliff2

XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"


POLISH = str.maketrans("aeo", "ąęó")


def translate(node, target):
    """Copies a source into a target: codes stay, words change."""
    target.text = (node.text or "").translate(POLISH) or None
    for child in node:
        copy = etree.SubElement(target, child.tag, dict(child.attrib))
        translate(child, copy)
        copy.tail = (child.tail or "").translate(POLISH) or None


def main(path):
    with open(path, "rb") as file:
        store = xliff2.Xliff2File.parsestring(file.read())
    assert store.sourcelanguage == "en", store.sourcelanguage
    assert store.targetlanguage == "pl", store.targetlanguage
    units = [unit for unit in store.units if unit.istranslatable()]
    assert units, "the library finds no text to translate"
    written = 0
    for segment in store.document.getroot().iter(XLIFF + "segment"):
        translate(segment.find(XLIFF + "source"), etree.SubElement(segment, XLIFF + "target"))
        written += 1
    assert written == len(units), f"{written} segments, {len(units)} texts"
    with open(path, "wb") as file:
        store.serialize(file)
    print(f"{written} texts")


main(sys.argv[1])

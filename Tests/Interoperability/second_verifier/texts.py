"""Detached texts: disclosures against the statement that names them. Format §12, stage F of §8"""
import re

from second_verifier import forms
from second_verifier.encoding import FAULTS, canonical, digest, parse, require

SALT = "[0-9a-f]{32}"


class Disclosure:
    """Words with their salt, as bytes that somebody handed over."""

    def __init__(self, data):
        self.data, self.digest = data, digest(data)
        self.salt = self.text = None
        try:
            value = parse(data)
            require(value.keys() == {"salt", "text"} and re.fullmatch(SALT, value["salt"]), "no disclosure")
            require(canonical(value) == data, "not canonical")
            self.salt, self.text = value["salt"], value["text"]
        except FAULTS:
            pass  # a disclosure without a salt has no form

    def has_form(self, place):
        """Whether its words are those that a place asks for."""
        return self.salt is not None and forms.meets(place.words, self.text)


def findings(disclosures, statement, removed, is_own_store):
    """The codes of stage F for the texts of one entry. Format §8

    `disclosures` are what is there; `removed` are the digests that a removal names; only in the keeper's own store
    words that should be gone are a finding.
    """
    codes, seen, salts = [], set(), set()
    for disclosure in sorted(disclosures, key=lambda disclosure: disclosure.digest):
        if disclosure.digest not in statement.texts or disclosure.digest in seen:
            codes.append("text.digest")
        elif disclosure.digest in removed:
            codes += ["text.present"] if is_own_store else []
        elif statement.is_known:
            if not disclosure.has_form(statement.texts[disclosure.digest]) or disclosure.salt in salts:
                codes.append("text.form")
        seen.add(disclosure.digest)
        salts |= {disclosure.salt} - {None}
    return codes, late(disclosures, removed)


def late(disclosures, removed):
    """Digests of words that should be gone, in a copy that is behind. Format §8"""
    return sorted({disclosure.digest for disclosure in disclosures} & set(removed))


def absent(disclosures, statement, removed):
    """The digests of words that are not there and that no removal explains, in order."""
    if not statement.is_known:
        return []
    there = {disclosure.digest for disclosure in disclosures}
    return sorted(digest for digest in statement.texts if digest not in there and digest not in removed)

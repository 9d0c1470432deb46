"""The parts that predicates and accord documents are made of: checks of types, patterns and lengths. Format §2, §9

A form is a function of a value and a list, the *texts*, to which it adds the digest and place of every detached text
that it meets; it raises `Malformed` for anything else than it asks for.
"""
import re
from dataclasses import dataclass

from second_verifier import encoding
from second_verifier.encoding import LARGEST, Malformed, require
from second_verifier.publickeys import is_key_name, public_key

ID = r"[a-z][a-z0-9-]{0,63}"
COMMITMENT = r"[A-Za-z_][A-Za-z0-9._-]{0,63}"
PERIOD = r"[a-z0-9][a-z0-9-]{0,63}"
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
DIGEST = r"[0-9a-f]{64}"
MEDIA = r"[A-Za-z0-9+._-]+"
MEDIA_TYPE = rf"{MEDIA}/{MEDIA}(; ?charset=[A-Za-z0-9+._-]{{1,40}})?"


@dataclass(frozen=True)
class Place:
    """Where a detached text stands in a statement, and the form that its words have to have."""

    words: object


def pattern(expression, most=255):
    """A text that matches as a whole."""
    compiled = re.compile(expression)

    def form(value, texts):
        require(isinstance(value, str) and len(value) <= most and compiled.fullmatch(value), f"not {expression}")

    return form


def text(most=10_000):
    """A text of 1 to `most` characters. Format §2"""

    def form(value, texts):
        require(isinstance(value, str) and 1 <= len(value) <= most, "no text of an allowed length")

    return form


def textmap(most=10_000):
    """A text for each of one or more languages. Format §9"""
    inner = text(most)

    def form(value, texts):
        require(isinstance(value, dict) and value, "no text map")
        for language, words in value.items():
            language_tag(language, texts)
            inner(words, texts)

    return form


def either(most=10_000):
    """A text map, or a text in no stated language. Format §3"""
    plain, languages = text(most), textmap(most)

    def form(value, texts):
        (plain if isinstance(value, str) else languages)(value, texts)

    return form


def integer(least=0, most=LARGEST):
    """An integer within bounds; `true` is none."""

    def form(value, texts):
        require(type(value) is int and least <= value <= most, "no integer within bounds")

    return form


def boolean(value, texts):
    """`true` or `false`."""
    require(type(value) is bool, "no boolean")


def choice(*values):
    """One of some texts."""

    def form(value, texts):
        require(isinstance(value, str) and value in values, "none of the values")

    return form


def listof(form, least=0, most=None, key=lambda value: value, unique=False):
    """A list with its bounds; `unique` where no element, or what `key` takes of it, may stand twice."""

    def check(values, texts):
        require(isinstance(values, list) and least <= len(values), "no list, or too short")
        require(most is None or len(values) <= most, "too long a list")
        for value in values:
            form(value, texts)
        if unique:
            keys = [key(value) for value in values]
            require(len(set(keys)) == len(keys), "something stands twice in a list")

    return check


def record(members, check=None):
    """An object of exactly these members; a name that ends in `?` may be absent. `check` sees the whole. Format §3"""
    forms = {name.rstrip("?"): form for name, form in members.items()}
    needed = {name for name in members if not name.endswith("?")}

    def form(value, texts):
        require(isinstance(value, dict), "no object")
        require(needed <= value.keys() <= forms.keys(), "a member too many or too few")
        for name in value:
            forms[name](value[name], texts)
        if check:
            check(value)

    return form


def detached(words):
    """The digest of words that travel beside the envelope. Format §3"""
    inner = record({"sha256": pattern(DIGEST)})

    def form(value, texts):
        inner(value, texts)
        texts.append((value["sha256"], Place(words)))

    return form


def nullable(form):
    """A value of that form, or null."""

    def check(value, texts):
        if value is not None:
            form(value, texts)

    return check


def time(value, texts):
    """A time. Format §2"""
    require(isinstance(value, str), "no text")
    encoding.time(value)


def date(value, texts):
    """A day that exists. Format §2"""
    require(isinstance(value, str), "no text")
    encoding.date(value)


def uri(value, texts):
    """Scheme, colon, and more; printable ASCII without space, `<` and `>`. Format §9"""
    require(isinstance(value, str) and len(value) <= 2_048, "no text, or too long")
    require(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x3b\x3d\x3f-\x7e]+", value), "no uri")


def origin(value, texts):
    """The name of a ledger. Format §2"""
    require(isinstance(value, str) and is_key_name(value), "no origin")


def key(value, texts):
    """A public key as PEM. Format §2"""
    public_key(value)


def key_id(value):
    """The id of a PEM text, for lists in which no key stands twice."""
    return public_key(value).id


id = pattern(ID)
commitment = pattern(COMMITMENT)
period = pattern(PERIOD)
sha = pattern(DIGEST)
language_tag = pattern(LANGUAGE, 35)
country = pattern("[A-Z]{2}")
traits = listof(id, 0, 200, unique=True)
commitments = listof(commitment, 1, 500, unique=True)
scope = listof(commitment, 0, 500, unique=True)
index = integer()
reference = record({"index": index, "header": sha})


def meets(form, value):
    """Whether a value has a form."""
    try:
        form(value, [])
        return True
    except (Malformed, ValueError):
        return False

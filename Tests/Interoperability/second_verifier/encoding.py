"""Bytes, JSON, base64 and time. Format §2"""
import base64
import binascii
import hashlib
import json
import re

DAY = 86_400
LARGEST = 2**53 - 1
DEEPEST = 32
#: Errors of Python that mean: these bytes are not what they should be.
FAULTS = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


class Malformed(ValueError):
    """Bytes or values that this format does not allow; the text says which."""


def require(fact, reason="malformed"):
    """Goes on only with what is true."""
    if not fact:
        raise Malformed(reason)


def sha256(data):
    """SHA-256, 32 bytes."""
    return hashlib.sha256(data).digest()


def digest(data):
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


# MARK: JSON


def _members(pairs):
    members = dict(pairs)
    require(len(members) == len(pairs), "a member name stands twice")
    return members


def _integer(text):
    require(text != "-0" and len(text) <= 17 and abs(int(text)) <= LARGEST, "a number outside of the profile")
    return int(text)


def _refused(text):
    raise Malformed(f"no number of the profile: {text[:40]}")


def parse(data):
    """The value of a JSON text of the profile: I-JSON, integers only, at most 32 containers deep. Format §2"""
    require(data[:3] != b"\xef\xbb\xbf", "a byte order mark")
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_members, parse_int=_integer, parse_float=_refused,
            parse_constant=_refused,
        )  # fmt: skip
    except FAULTS as fault:
        raise Malformed(str(fault)) from None
    _inspect(value, 1)
    return value


def _inspect(value, depth):
    """Depth, and lone surrogates, which Python's own reader lets through."""
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise Malformed("a lone surrogate") from None
    elif isinstance(value, (dict, list)):
        require(depth <= DEEPEST, "too deep")
        for element in value if isinstance(value, list) else [part for pair in value.items() for part in pair]:
            _inspect(element, depth + 1)


def canonical(value):
    """Canonical JSON of a value of the profile. RFC 8785, Format §2"""
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return b"{" + b",".join(canonical(name) + b":" + canonical(value[name]) for name in names) + b"}"
    return json.dumps(value, ensure_ascii=False).encode("utf-8")


def unbase64(text):
    """The bytes behind base64 in its one spelling. Format §2"""
    require(isinstance(text, str), "no text")
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        raise Malformed("no base64") from None
    require(base64.b64encode(data).decode("ascii") == text, "base64 in another spelling")
    return data


def base64text(data):
    """Base64, standard and padded."""
    return base64.b64encode(data).decode("ascii")


# MARK: Time


def _days(year, month, day):
    """Days since 1970-01-01 in the proleptic Gregorian calendar, which has a year 0."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def _length(year, month):
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def date(text):
    """A day that exists, as days since 1970-01-01. Format §2"""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    require(found, "no date")
    year, month, day = map(int, found.groups())
    require(1 <= month <= 12 and 1 <= day <= _length(year, month), "no such day")
    return _days(year, month, day)


def time(text):
    """An instant, as seconds since 1970-01-01T00:00:00Z. Format §2"""
    found = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z", text)
    require(found, "no time")
    hour, minute, second = map(int, found.groups()[1:])
    require(hour <= 23 and minute <= 59 and second <= 59, "no such time of day")
    return date(found[1]) * DAY + hour * 3600 + minute * 60 + second


def timetext(seconds):
    """An instant as Format §2 writes it. A close behind the year 9999 has more digits, and is shown all the same."""
    days, rest = divmod(seconds, DAY)
    # The reverse of `_days`: eras of 400 years that begin on 1 March.
    era, of_era = divmod(days + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month += 3 if month < 10 else -9
    year += era * 400 + (month <= 2)
    return f"{year:04}-{month:02}-{day:02}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}Z"

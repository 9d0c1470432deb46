"""Forged ledgers by subject. Each attack says in one sentence what somebody tries."""
from dataclasses import dataclass, field

from forger import Forger


@dataclass
class Case:
    """A forged ledger, and what must be said of it."""

    ledger: Forger
    findings: list = field(default_factory=list)  # "index code"
    cells: dict = field(default_factory=dict)  # (instant, signatory, period, commitment) to members
    standings: dict = field(default_factory=dict)  # "instant signatory" to standing
    not_understood: list = field(default_factory=list)  # indices
    late: int = 0  # words that should be gone, told where the carrier is not the keeper's own
    not_offered: bool = False  # what is text.missing in a file is not offered by a published copy
    exports: bool = True  # whether an export can hold it
    unlisted: bool = False  # the genesis took no effect, so no log key is listed, and no checkpoint counts


@dataclass(frozen=True)
class Attack:
    """Something that somebody tries."""

    name: str
    about: str
    make: object


def collection():
    """A list of attacks, and the decorator that adds to it."""
    attacks = []

    def attack(make):
        attacks.append(Attack(make.__name__.replace("_", "-"), make.__doc__, make))
        return make

    return attacks, attack


def refusals():
    """The same for ledgers whose last entry is refused: the decorator takes the code, the function makes the ledger."""
    attacks = []

    def refused(code):
        def wrap(make):
            def case():
                ledger = make()
                return Case(ledger, [f"{ledger.size - 1} {code}"], unlisted=ledger.size == 1)

            attacks.append(Attack(make.__name__.replace("_", "-"), make.__doc__, case))
            return make

        return wrap

    return attacks, refused


def begun(*members):
    """A ledger with genesis (0), accord (1) and members (2 …), quillonia with the key q1 where nobody is named."""
    return Forger().begin(*members)


def reporting(*members):
    """The same, at 1 February 2032, when the period 2031 is open."""
    return begun(*members).at("2032-02-01T00:00:00Z")


def offices():
    """A ledger with a reviewer (3), a challenger (4), a panel (5) and a checker (6) besides, in February 2032."""
    f = begun()
    for role in ("reviewer", "challenger", "panel", "checker"):
        f.admit(f"{role}-office", [role], [role])
    return f.at("2032-02-01T00:00:00Z")

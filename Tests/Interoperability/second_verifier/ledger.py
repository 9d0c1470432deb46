"""What the admitted entries add up to: acts, and a book that finds them again. Format §11"""
from dataclasses import dataclass, field

from second_verifier import accord, encoding
from second_verifier.keys import KeyBook
from second_verifier.publickeys import VerifierKey

MEMBERSHIP = tuple(
    "signatory." + name
    for name in ("join", "update", "subscribe", "unsubscribe", "suspend", "reinstate", "delist", "withdraw")
)


@dataclass(frozen=True)
class Act:
    """An entry that took effect, with what was found out about it when it did."""

    index: int
    recorded: int
    kind: str
    predicate: dict
    leaf: str = ""
    signers: tuple = ()
    keys: tuple = ()  # ids of the keys that the statement names
    actor: str | None = None  # the party whose act it is
    own: tuple = ()  # the actor's keys among the signers
    threshold: int = 1  # the actor's, just before
    recovery: int | None = None  # the recovery on which it rests
    by_registrar: bool = False  # of a revocation
    rests_on: tuple = ()  # of a recovery: the registrar's revocations

    @property
    def rests(self):
        """Whether it rests on recovery. Format §11"""
        return self.recovery is not None

    @property
    def effective(self):
        """The instant from which a membership act holds. Status rules §1"""
        return encoding.time(self.predicate["effective"])

    @property
    def claims(self):
        """Commitment to claim, of an attestation."""
        return {claim["commitment"]: claim for claim in self.predicate.get("claims", [])}

    @property
    def is_strike(self):
        """A delisting that takes back a listing made in error. Format §11"""
        return self.kind == "signatory.delist" and self.predicate["reason"] == "entered-in-error"


@dataclass
class Version:
    """A published version of the accord."""

    entry: int
    recorded: int
    document: dict
    since: int = 0  # the later of effectiveFrom and recorded
    digest: str = ""
    periods: dict = field(default_factory=dict)
    commitments: dict = field(default_factory=dict)

    def __post_init__(self):
        self.since = max(self.recorded, encoding.time(self.document["effectiveFrom"]))
        self.digest = self.digest or accord.sha256(self.document)
        self.periods, self.commitments = accord.periods(self.document), accord.commitments(self.document)


@dataclass
class Challenge:
    """An opening entry, and what followed it."""

    opened: Act
    responses: list = field(default_factory=list)
    resolutions: list = field(default_factory=list)
    withdrawals: list = field(default_factory=list)

    @property
    def is_withdrawn(self):
        """Whether it was withdrawn, by an act that does not rest on recovery. Format §11"""
        return any(not act.rests for act in self.withdrawals)

    @property
    def takes_out(self):
        """The withdrawal that came before any resolution, in a list, which takes the challenge out. Status rules §8"""
        before = self.resolutions[0].index if self.resolutions else None
        return [act for act in self.withdrawals if not act.rests and (before is None or act.index < before)][:1]


@dataclass
class Review:
    """A published review, and its withdrawals."""

    published: Act
    withdrawals: list = field(default_factory=list)

    @property
    def is_standing(self):
        """Whether no withdrawal of it counts."""
        return all(act.rests for act in self.withdrawals)


class Book:
    """Acts in ledger order, to be found by what they are about."""

    def __init__(self, acts=()):
        self.acts, self.versions, self.extensions = [], [], []
        self.about, self.filings, self.revocations, self.checks = {}, {}, {}, {}
        self.challenges, self.reviews, self.parties, self.by_index, self.objections = {}, {}, {}, {}, {}
        for act in acts:
            self.add(act)

    def add(self, act):
        """Takes in the next act."""
        self.acts.append(act)
        self.by_index[act.index] = act
        said, kind = act.predicate, act.kind
        if kind == "accord.publish":
            self.versions.append(Version(act.index, act.recorded, said["accord"]))
        elif kind in MEMBERSHIP:
            self.about.setdefault(said["signatory"], []).append(act)
        elif kind.startswith("attestation."):
            self.filings.setdefault((said["signatory"], said["period"]), []).append(act)
        elif kind == "deadline.extend":
            self.extensions.append(act)
        elif kind == "key.revoke" and "invalidSince" in said:
            self.revocations.setdefault(said["key"], []).append(act)
        elif kind == "key.object":
            self.objections.setdefault(said["of"], []).append(act)
        elif kind == "party.admit":
            self.parties[said["party"]] = said["roles"]
        elif kind == "evidence.check":
            self.checks.setdefault(said["evidence"], []).append(act)
        elif kind == "review.publish":
            self.reviews[act.index] = Review(act)
        elif kind == "review.withdraw":
            review = self.reviews.get(said["of"]["index"])  # a clock that went back can hide what an entry names
            if review:
                review.withdrawals.append(act)
        elif kind.startswith("challenge."):
            self._challenge(act, said)

    def _challenge(self, act, said):
        if act.kind == "challenge.open":
            self.challenges[act.index] = Challenge(act)
            return
        found = self.challenges.get(said["challenge"], Challenge(act))
        {"respond": found.responses, "resolve": found.resolutions, "withdraw": found.withdrawals}[
            act.kind.split(".")[1]
        ].append(act)

    @property
    def signatories(self):
        """The ids of all signatories, in the order of their first entry."""
        return list(self.about)

    def standing(self, signatory):
        """The acts on a membership. What was entered in error is left out, with all that followed it up to the
        delisting that says so, which stays. Status rules §3"""
        standing = []
        for act in self.about.get(signatory, []):
            joins = [at for at, earlier in enumerate(standing) if earlier.kind == "signatory.join"]
            if act.is_strike and joins and standing[joins[-1]].predicate["basis"] == "public-source":
                del standing[joins[-1] :]
            standing.append(act)
        return standing

    def joins(self, signatory):
        """The joins of a signatory in ledger order, those entered in error left out."""
        return [act for act in self.standing(signatory) if act.kind == "signatory.join"]

    def basis(self, signatory):
        """The basis of the last join in ledger order, effective or not; None without one. Format §11"""
        joins = [act for act in self.about.get(signatory, []) if act.kind == "signatory.join"]
        return joins[-1].predicate["basis"] if joins else None

    def voiding(self, key):
        """The revocation of a key whose `invalidSince` counts; None without one. Status rules §1"""
        return next((act for act in reversed(self.revocations.get(key, [])) if not act.rests), None)


class State:
    """A ledger as replay knows it: the book, the keys, and what else later entries are held against."""

    def __init__(self):
        self.book, self.keys = Book(), KeyBook()
        self.environment = self.continues = None
        self.log_history = []  # (entry, log keys) from that entry on
        self.removed = {}  # digest to the entries that removed it
        self.texts = {}  # entry to the detached texts of its statement, whatever became of the entry
        self.statements = set()
        self.public_keys = {}  # id to key, of all that an entry brought in
        self.log_points = set()  # of all log keys that ever were

    def apply(self, act, keys):
        """Lets an admitted act take effect; `keys` are those that its statement names."""
        said = act.predicate
        if act.kind == "ledger.genesis":
            self.environment, self.continues = said["environment"], said.get("continues")
        if "logKeys" in said:
            self.log_history.append((act.index, said["logKeys"]))
            self.log_points |= {VerifierKey(text).raw for text in said["logKeys"]}
        if act.kind == "text.redact":
            for digest in said["texts"]:
                self.removed.setdefault(digest, []).append(act.index)
        for id, key in keys.items():
            self.public_keys.setdefault(id, key)
        self.keys.apply(act)
        self.book.add(act)

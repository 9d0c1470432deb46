"""What every rule asks with: the entry in question, its signers, and the state before it. Format §11"""
from second_verifier import accord, membership, periods
from second_verifier.encoding import digest
from second_verifier.statements import Refused


class Question:
    """One statement, asked of the state just before its entry and at its `recorded`."""

    def __init__(self, state, statement, signers, index, recorded):
        self.state, self.book, self.keys = state, state.book, state.keys
        self.statement, self.said, self.kind = statement, statement.predicate, statement.kind
        self.signers, self.index, self.at = signers, index, recorded
        self.family = self.kind.split(".")[0]
        self.actor = None  # the party whose act it is, once the rules know
        self.by_registrar = False
        self.alone = None  # the one key that acts for itself, in its revocation or an objection
        self.owners = []  # the parties whose owners were asked

    # MARK: Refusing

    def refuse(self, reason):
        """Ends the entry with a reason of its family."""
        raise Refused(f"rule.{self.family}.{reason}")

    def refuse_if(self, fact, reason):
        """Ends the entry if something is so."""
        if fact:
            self.refuse(reason)

    def must_sign(self, fact):
        """Ends the entry if a signature is missing."""
        if not fact:
            raise Refused("signature.missing")

    # MARK: Signers

    def by_the_registrar(self):
        """The registrar's threshold."""
        self.must_sign(self.keys.signed(self.keys.registrar, self.signers, self.at))

    def is_by_owner(self, party):
        """Whether the threshold of a party's keys signed."""
        return self.keys.signed(party, self.signers, self.at)

    def by_owner(self, party):
        """The threshold of a party that must have had keys. Format §3"""
        self.must_sign(self.keys.had_keys(party) and self.is_by_owner(party))
        self.actor = party
        self.owners.append(party)

    def by_owner_if_it_has_keys(self, party):
        """The threshold of a party that ever had a key; nobody's, if it never had one."""
        if self.keys.had_keys(party):
            self.by_owner(party)

    def by_one_party(self):
        """The one party whose keys are on the envelope, with its threshold. Format §11"""
        owners = {self.keys.keys[key].party for key in self.signers if key in self.keys.keys}
        owners.discard(self.keys.registrar)
        self.must_sign(len(owners) == 1)
        self.by_owner(*owners)
        return self.actor

    def new_keys(self, only_new=False):
        """Every key that the statement names has signed it."""
        named = [key for key in self.statement.keys if not only_new or key not in self.keys.keys]
        self.must_sign(all(key in self.signers for key in named))

    def recovery(self):
        """The recovery on which the act rests, or None. Format §13"""
        if self.alone is not None:
            return self.alone.recovery
        found = [self.keys.recovery_of(party, self.signers, self.at) for party in self.owners]
        return max((entry for entry in found if entry is not None), default=None)

    # MARK: Keys

    def key_in_use(self, own=None):
        """A key brought in was in this ledger already; `own` is the party that may name keys of its own."""
        for id, key in self.statement.keys.items():
            known = self.keys.keys.get(id)
            self.refuse_if(known and (own is None or known.party != own), "key-in-use")
            self.refuse_if(key.algorithm == "ed25519" and key.raw in self.state.log_points, "key-in-use")

    def ended_key(self, party):
        """A key named again ended before."""
        self.refuse_if(any(key.ended is not None for key in self._named_again(party)), "ended-key")

    def waiting_key(self, party):
        """A key named again waits to come into force."""
        self.refuse_if(any(key.waiting(self.at) for key in self._named_again(party)), "waiting-key")

    def _named_again(self, party):
        return [key for key in self.keys.of(party) if key.id in self.statement.keys]

    def brought_in(self):
        """The ids of keys that no earlier entry brought in."""
        return [id for id in self.statement.keys if id not in self.keys.keys]

    def identifications(self):
        """Each says whose a key is that this statement brings in."""
        named = [said["key"] for said in self.said.get("identifications", [])]
        self.refuse_if(any(key not in self.brought_in() for key in named), "identification")

    # MARK: Accord

    def in_force(self):
        """The version of the accord in force at `recorded`."""
        return periods.in_force(self.book.versions, self.at)

    def needs_accord(self):
        """The version in force; a ledger without one refuses."""
        self.refuse_if(not self.book.versions, "no-accord")
        return self.in_force()

    def is_known(self, signatory):
        """Whether an entry brought such a signatory."""
        return signatory in self.book.about

    def needs_signatory(self, signatory):
        """Refuses a signatory that no entry brought."""
        self.refuse_if(not self.is_known(signatory), "unknown-signatory")

    def is_listed(self, signatory):
        """Whether it is a member, or will be one by its last join, on the basis of a public source."""
        joins = self.book.joins(signatory)
        if not joins or joins[-1].predicate["basis"] != "public-source":
            return False
        return membership.at(self.book, signatory, max(self.at, joins[-1].effective)).member

    def needs_period(self, period):
        """The version that governs a period; unknown are those that no version has, and those dropped."""
        known = periods.containing(self.book.versions, period)
        self.refuse_if(not known or periods.dropped_by(self.book.versions, period), "unknown-period")
        return periods.governing(self.book.versions, period)

    def needs_commitments(self, version, commitments):
        """Refuses a commitment that a version does not have."""
        self.refuse_if(any(c not in version.commitments for c in commitments), "unknown-commitment")


def ask_subjects(question, origin):
    """The first subject ties the statement to its accord, the others to its evidence. Format §3"""
    said, subjects = question.said, question.statement.subjects
    version = question.in_force() if question.book.versions else None
    if question.kind == "accord.publish":
        document, sha = said["accord"], accord.sha256(said["accord"])
        first = (f"accord:{document['id']}@{document['version']}", sha)
    elif version is None or question.kind == "ledger.genesis":
        first = ("origin:" + origin, digest(origin.encode()))
    else:
        first = (f"accord:{version.document['id']}@{version.document['version']}", version.digest)
    question.refuse_if(subjects[0] != first, "accord-version")
    items = said.get("evidence", []) if question.kind in WITH_EVIDENCE else []
    further = [("evidence:" + item["id"], item["sha256"]) for item in items]
    question.refuse_if(subjects[1:] != further, "subject")


WITH_EVIDENCE = ("attestation.submit", "attestation.supersede", "challenge.open", "challenge.respond")


def ask_removed(question):
    """Words that are gone do not come back under their digest. Format §12"""
    if any(digest in question.state.removed for digest in question.statement.texts):
        raise Refused("rule.text.removed")

"""Attacks on bytes, signatures, chain and tree. Format §2–§8"""
import json
from base64 import b64encode

from corpus import Case, begun, collection, reporting
from forger import Forger, Key, document
from second_verifier.encoding import canonical, digest, sha256
from second_verifier.publickeys import ED25519, SMALL_ORDER, pem

ATTACKS, attack = collection()
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the group of Ed25519


def _filing(f):
    """A statement of a filing, and its words."""
    words = []
    wrapped = f._wrap(f.attestation("quillonia", {"c-1": "not-met"}), words)
    return f.statement("attestation.submit", wrapped), words


def _signed(f, by, change=lambda payload: payload):
    """A filing, signed by these keys after its bytes were changed."""
    statement, words = _filing(f)
    return f.raw("attestation.submit", f.envelope(change(canonical(statement)), by), words)


def _with_signature(f, change, by="q1"):
    """A filing whose one signature is changed."""
    statement, words = _filing(f)
    envelope = json.loads(f.envelope(canonical(statement), [by]))
    envelope["signatures"][0] = change(envelope["signatures"][0])
    return f.raw("attestation.submit", canonical(envelope), words)


def _raw(signature):
    from base64 import b64decode

    return b64decode(signature["sig"])


@attack
def signed_by_nobody():
    """An entry without any signature."""
    f = reporting()
    return Case(f, [f"{_signed(f, [])} envelope.signatures"])


@attack
def signed_by_a_stranger():
    """A filing signed by a key that no entry brought in."""
    f = reporting()
    return Case(f, [f"{_signed(f, ['stranger'])} signature.unknown-key"])


@attack
def signed_by_the_registrar():
    """The registrar files for a signatory."""
    f = reporting()
    return Case(f, [f"{f.attest('quillonia', {'c-1': 'met'}, ['registrar'])} signature.missing"])


@attack
def signed_by_another_member():
    """A member files for another."""
    f = reporting(("quillonia", ["q1"]), ("saltmere", ["s1"]))
    return Case(f, [f"{f.attest('quillonia', {'c-1': 'met'}, ['s1'])} signature.missing"])


@attack
def signature_of_something_else():
    """A good signature, of another payload."""
    f = reporting()
    other = json.loads(f.envelope(b"{}", ["q1"]))["signatures"][0]
    return Case(f, [f"{_with_signature(f, lambda _: other)} signature.invalid"])


@attack
def signature_with_s_plus_order():
    """S + L in place of S: the same equation, another signature."""
    f = reporting()

    def change(signature):
        raw = _raw(signature)
        larger = int.from_bytes(raw[32:], "little") + ORDER
        return signature | {"sig": b64encode(raw[:32] + larger.to_bytes(32, "little")).decode()}

    return Case(f, [f"{_with_signature(f, change)} signature.invalid"])


@attack
def signature_with_weak_r():
    """A signature whose R is of small order."""
    f = reporting()
    weak = sorted(SMALL_ORDER)[0]

    def change(signature):
        return signature | {"sig": b64encode(weak + _raw(signature)[32:]).decode()}

    return Case(f, [f"{_with_signature(f, change)} signature.invalid"])


@attack
def ecdsa_with_trailing_bytes():
    """An ECDSA signature with a byte behind its DER."""
    f = reporting(("quillonia", ["p256-q"]))

    def change(signature):
        return signature | {"sig": b64encode(_raw(signature) + b"\0").decode()}

    return Case(f, [f"{_with_signature(f, change, 'p256-q')} signature.invalid"])


def _join_with(f, key):
    said = {"signatory": "quillonia", "name": {"en": "q"}, "kind": "state", "traits": [], "keys": [key]}
    return f.add("signatory.join", said | {"effective": "2030-11-12T00:00:00Z", "basis": "signed"}, ["registrar"])


@attack
def weak_key():
    """A key under which one signature fits many messages."""
    f = Forger()
    f.genesis().publish(document())
    weak = pem(ED25519 + sorted(SMALL_ORDER)[2])
    made = _join_with(f, weak)
    return Case(f, [f"{made} statement.malformed"])


@attack
def keys_of_another_algorithm():
    """A key whose algorithm this format does not have."""
    f = Forger()
    f.genesis().publish(document())
    x25519 = pem(bytes.fromhex("302a300506032b656e032100") + Key("x").raw)
    made = _join_with(f, x25519)
    return Case(f, [f"{made} statement.malformed"])


@attack
def base64_in_another_spelling():
    """Unused bits of base64 that are not zero."""
    f = reporting()

    def change(signature):
        return signature | {"sig": signature["sig"][:-3] + chr(ord(signature["sig"][-3]) + 1) + "=="}

    return Case(f, [f"{_with_signature(f, change)} envelope.malformed"])


@attack
def a_member_twice():
    """A document that two parsers read differently."""
    f = reporting()

    def change(payload):
        return payload.replace(b'"claim":"not-met"', b'"claim":"met","claim":"not-met"')

    return Case(f, [f"{_signed(f, ['q1'], change)} statement.malformed"])


@attack
def a_member_nobody_reads():
    """A member that this format does not have."""
    f = reporting()
    made = f.attest("quillonia", {"c-1": "not-met"}, ["q1"], remark="hidden")
    return Case(f, [f"{made} statement.malformed"])


@attack
def a_statement_of_another_ledger():
    """A statement made for another ledger."""
    f = reporting()
    said = f.attestation("quillonia", {"c-1": "not-met"}) | {"ledger": {"origin": f.origin, "genesis": "0" * 64}}
    return Case(f, [f"{f.add('attestation.submit', said, ['q1'])} statement.ledger"])


@attack
def a_statement_twice():
    """A statement replayed on its own ledger."""
    f = reporting()
    made = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    entry = f.entries[made]
    again = f.raw("attestation.submit", entry.envelope, entry.texts)
    return Case(f, [f"{again} statement.duplicate"])


@attack
def of_another_kind():
    """A header that says another kind than the statement."""
    f = reporting()
    made = f.attest("quillonia", {"c-1": "not-met"}, ["q1"], )
    entry = f.entries.pop()
    f.leaves.pop()
    f.raw("review.publish", entry.envelope, entry.texts)
    return Case(f, [f"{made} statement.kind"])


@attack
def of_another_version():
    """A statement that names a version of the accord that is not in force."""
    f = reporting()

    def change(payload):
        return payload.replace(b"accord:forged-accord@1.0.0", b"accord:forged-accord@9.0.0")

    return Case(f, [f"{_signed(f, ['q1'], change)} rule.attestation.accord-version"])


@attack
def a_name_that_looks_the_same():
    """The Kelvin sign in place of K in the name of a subject: two names, though Unicode takes them for one."""
    f = Forger()
    f.genesis().publish(document(id="k-accord"))
    f.at("2030-11-12T00:00:00Z")
    said = {"party": "panel-office", "name": "Panel", "roles": ["panel"], "keys": [f.key("panel").pem]}
    statement = f.statement("party.admit", said)
    statement["subject"][0]["name"] = "accord:\u212a-accord@1.0.0".lower().replace("k", "\u212a")
    made = f.add("party.admit", {}, ["panel", "registrar"], statement=statement)
    return Case(f, [f"{made} rule.party.accord-version"])


@attack
def the_largest_index():
    """A header with the index 2^63 − 1."""
    f = begun()
    made = f.admit("panel-office", ["panel"], ["panel"])
    entry = f.entries.pop()
    f.leaves.pop()
    f.raw("party.admit", entry.envelope, index=2**63 - 1)
    return Case(f, [f"{made} header.index"])


@attack
def an_index_out_of_bounds():
    """A header with the index 2^63."""
    f = begun()
    made = f.admit("panel-office", ["panel"], ["panel"])
    entry = f.entries.pop()
    f.leaves.pop()
    f.raw("party.admit", entry.envelope, index=2**63)
    return Case(f, [f"{made} header.malformed"])


@attack
def a_length_out_of_proportion():
    """A header that claims an envelope of 2^63 − 1 bytes."""
    f = begun()
    made = f.admit("panel-office", ["panel"], ["panel"])
    entry = f.entries.pop()
    f.leaves.pop()
    f.raw("party.admit", entry.envelope, envelope=f"{digest(entry.envelope)} {2**63 - 1}")
    return Case(f, [f"{made} envelope.digest"])


@attack
def the_clock_set_back():
    """An entry that says it was recorded before the one before it."""
    f = begun()
    made = f.at("2030-11-01T00:00:00Z").admit("panel-office", ["panel"], ["panel"])
    return Case(f, [f"{made} header.time"])


@attack
def an_entry_cut_out():
    """An entry cut out of the middle, and nothing chained anew."""
    f = begun(("quillonia", ["q1"]), ("saltmere", ["s1"]))
    del f.entries[2], f.leaves[2]
    return Case(f, ["2 header.index", "2 header.previous"])


@attack
def a_body_removed():
    """A body taken away."""
    f = begun()
    f.entries[2].envelope = None
    return Case(f, ["2 envelope.missing"])


@attack
def a_second_genesis():
    """A genesis in the middle, with keys of the forger's own."""
    f = begun()
    made = f.size
    f.genesis(by=["forger"])
    # Its statement names the genesis of the ledger, as every later one does, which a genesis cannot.
    return Case(f, [f"{made} statement.malformed"])


@attack
def another_beginning():
    """A ledger that does not begin with a genesis."""
    f = Forger()
    said = {"party": "panel-office", "name": "Panel", "roles": ["panel"], "keys": [f.key("panel").pem]}
    f.add("party.admit", said | {"ledger": {"origin": f.origin, "genesis": "0" * 64}}, ["panel"])
    return Case(f, ["0 statement.kind"], unlisted=True)


@attack
def an_unknown_kind_by_a_stranger():
    """An entry of a kind that nobody knows, by a key that nobody knows."""
    f = begun()
    made = f.add("future.kind", {"anything": 1}, ["stranger"])
    return Case(f, [f"{made} signature.unknown-key"])


@attack
def an_unknown_kind_brings_in_a_key():
    """An entry of an unknown kind that would bring in the key that signed it."""
    f = begun()
    made = f.add("future.kind", {"key": f.key("thief").pem, "keys": [f.key("thief").pem]}, ["thief"])
    return Case(f, [f"{made} signature.unknown-key"])


@attack
def an_unknown_kind_by_an_ended_key():
    """An entry of a kind that nobody knows, by a key that ended: intact, and not understood."""
    f = begun()
    f.revoke("quillonia", "q1", ["registrar"])
    made = f.add("future.kind", {"anything": 1}, ["q1"])
    return Case(f, not_understood=[made])


@attack
def a_tree_of_its_own():
    """A published tile that is not what the entries give."""
    f = begun()
    honest = f.files

    def files():
        found = honest()
        found[f"tile/0/000.p/{f.size}"] = sha256(b"another") + found[f"tile/0/000.p/{f.size}"][32:]
        return found

    f.files = files
    return Case(f, ["None tree.tile"], exports=False)


@attack
def a_checkpoint_by_another():
    """A checkpoint that another key signed."""
    f = begun()
    f.checkpoint = lambda: Forger.checkpoint(f, signer=Key("another"))
    return Case(f, ["None checkpoint.signature"], exports=False)

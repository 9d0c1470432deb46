"""The rules of genesis, registrar, log, parties and keys. Format §11"""
from second_verifier import encoding
from second_verifier.keys import MOST_KEYS, spells
from second_verifier.publickeys import VerifierKey
from second_verifier.statements import Refused


def _log_keys(q, origin):
    """Each log key bears the origin as its name, is Ed25519, stands once, and is nobody's key."""
    texts, ids = set(), set()
    parties = {key.raw for key in q.state.public_keys.values()} | {key.raw for key in q.statement.keys.values()}
    for key in map(VerifierKey, q.said["logKeys"]):
        q.refuse_if(key.name != origin, "log-key-name")
        q.refuse_if(key.type != 1, "log-key-type")
        q.refuse_if(key.raw in texts, "log-key-twice")
        q.refuse_if(key.id in ids, "log-key-id")
        q.refuse_if(key.raw in parties, "key-in-use")
        texts.add(key.raw)
        ids.add(key.id)


def genesis(q):
    """The first entry: the registrar's keys all sign. A continued ledger is another one than that it continues."""
    q.new_keys()
    _log_keys(q, q.said["ledger"]["origin"])
    q.refuse_if(q.said.get("continues", {}).get("origin") == q.said["ledger"]["origin"], "continues")


def registrar_update(q):
    """The registrar as before, and every new key."""
    q.by_the_registrar()
    q.refuse_if(q.said["registrar"]["id"] != q.keys.registrar, "id")
    q.key_in_use(own=q.keys.registrar)
    q.ended_key(q.keys.registrar)
    q.new_keys(only_new=True)


def log_rotate(q):
    """The whole new list of log keys."""
    q.by_the_registrar()
    _log_keys(q, q.said["ledger"]["origin"])


def _too_many(q, party):
    q.refuse_if(q.keys.present(party, q.at) + len(q.brought_in()) > MOST_KEYS, "too-many-keys")


def named_keys(q, party):
    """The keys and the threshold of a join or an admission, from `key-in-use` on."""
    q.key_in_use(own=party)
    _too_many(q, party)
    threshold = q.said.get("threshold")
    after = len(q.keys.in_force(party, q.at)) + len(q.brought_in())
    q.refuse_if(threshold is not None and threshold > after, "threshold")
    q.identifications()
    q.new_keys()


def admit(q):
    """A party with roles. Who had a key in this ledger signs for itself."""
    party = q.said["party"]
    q.by_the_registrar()
    q.refuse_if(party == q.keys.registrar, "registrar")
    q.refuse_if(party in q.book.parties, "known-party")
    q.refuse_if(q.is_listed(party), "public-source")
    q.by_owner_if_it_has_keys(party)
    q.ended_key(party)
    q.waiting_key(party)
    named_keys(q, party)


def _needs_party(q):
    party = q.said["party"]
    q.refuse_if(party not in q.book.parties and not q.is_known(party), "unknown-party")
    return party


def _speaks_for_itself(q, party):
    q.refuse_if(party not in q.book.parties and q.book.basis(party) == "public-source", "public-source")


def register(q):
    """A further key: the owner, and the new key."""
    party = _needs_party(q)
    _speaks_for_itself(q, party)
    q.by_owner(party)
    q.key_in_use()
    _too_many(q, party)
    q.new_keys()


def rotate(q):
    """A key in place of another: the owner, the old key among it, and the new key."""
    party = _needs_party(q)
    _speaks_for_itself(q, party)
    old = q.keys.keys.get(q.said["oldKey"])
    q.refuse_if(old is None or old.party != party, "unknown-key")
    if not old.in_force(q.at):
        raise Refused("key.not-in-force")
    q.must_sign(old.id in q.signers)
    q.by_owner(party)
    q.key_in_use()
    q.new_keys()


def threshold(q):
    """Another number of keys that sign for the owner."""
    party = _needs_party(q)
    q.by_owner(party)
    q.refuse_if(q.said["threshold"] > len(q.keys.in_force(party, q.at)), "threshold")


def recover(q):
    """New keys for a party that has too few, after a wait. The registrar and each new key."""
    q.by_the_registrar()
    party = _needs_party(q)
    q.refuse_if(not any(key.came_in(q.at) for key in q.keys.of(party)), "never-had-key")
    present = q.keys.present(party, q.at)
    q.refuse_if(present >= q.keys.threshold(party, q.at), "not-open")
    q.key_in_use()
    _too_many(q, party)
    q.refuse_if(q.said["threshold"] > present + len(q.brought_in()), "threshold")
    q.identifications()
    q.new_keys()


def revoke(q):
    """The owner with any reason; a key itself; the registrar from now on, for a key lost or compromised."""
    party, key = q.said["party"], q.keys.keys.get(q.said["key"])
    owner = q.keys.had_keys(party) and q.is_by_owner(party)
    itself = key is not None and key.party == party and key.id in q.signers
    q.by_registrar = not owner and not itself
    if q.by_registrar:
        q.by_the_registrar()
    else:
        q.actor, q.alone, q.owners = party, None if owner else key, [party] if owner else []
    q.refuse_if(key is None or key.party != party, "unknown-key")
    since = q.said.get("invalidSince")
    q.refuse_if(key.ended is not None and since is None, "ended-key")
    q.refuse_if(q.by_registrar and q.said["reason"] == "superseded", "reason")
    if since is not None:
        q.refuse_if(not owner or encoding.time(since) < key.since, "invalid-since")


def object_(q):
    """An earlier key's objection: one signature, by a key that was in force for the party before the act it names."""
    party = _needs_party(q)
    act = q.book.by_index.get(q.said["of"])
    raised = q.keys.raises.get(q.said["of"]) == party
    contestable = act and (act.kind == "key.recover" or act.by_registrar) and act.predicate["party"] == party
    q.refuse_if(not raised and not contestable, "unknown-act")
    key = q.keys.keys.get(q.signers[0])
    q.must_sign(len(q.signers) == 1 and key.party == party)
    q.must_sign(key.entry < act.index and key.came_in(act.recorded))
    q.refuse_if(any(o.signers == q.signers for o in q.book.objections.get(act.index, [])), "objected")
    q.actor, q.alone = party, key


def rests_on(q):
    """The registrar's revocations on which a recovery rests: those since the party last had enough keys. Format §11"""
    found = spells(q.book.acts, q.said["party"], q.at)
    return tuple(act.index for act in found[-1].revocations) if found else ()


RULES = {
    "ledger.genesis": genesis, "registrar.update": registrar_update, "log.rotate": log_rotate, "party.admit": admit,
    "key.register": register, "key.rotate": rotate, "key.threshold": threshold, "key.recover": recover,
    "key.revoke": revoke, "key.object": object_,
}  # fmt: skip

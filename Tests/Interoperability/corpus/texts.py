"""Attacks on words and their removal. Format §12"""
import json

from corpus import Case, begun, collection, offices, reporting
from forger import Words
from second_verifier.encoding import canonical, digest

ATTACKS, attack = collection()
JUNE = "2032-06-01T00:00:00Z"


@attack
def invented_filing():
    """A header without a body, and a removal that would have to be believed for what it says of it."""
    f = reporting()
    made = f.raw("attestation.submit", None)
    by = f.redact(made, texts=["0" * 64])
    missing = {"claim": None, "submission": "missing"}
    cells = {(JUNE, "quillonia", "2031", "c-1"): missing}
    return Case(f, [f"{made} envelope.missing", f"{by} rule.text.unknown"], cells)


@attack
def invented_decision():
    """A challenge and a panel's decision without bodies."""
    f = offices()
    a, b = f.raw("challenge.open", None), f.raw("challenge.resolve", None)
    none = {"dispute": "none"}
    return Case(f, [f"{a} envelope.missing", f"{b} envelope.missing"], {(JUNE, "quillonia", "2031", "c-1"): none})


@attack
def old_redaction():
    """A removal of the old form, by a kind that this format does not know."""
    f = reporting()
    made = f.raw("attestation.submit", None)
    summary = {"party": "quillonia", "signedBy": [f.key("q1").id], "period": "2031", "commitments": ["c-1"]}
    by = f.add("payload.redact", {"entry": made, "legalBasis": "Order", "summary": summary}, ["registrar"])
    return Case(f, [f"{made} envelope.missing"], not_understood=[by])


@attack
def removed_words_keep_the_claim():
    """A removal, to make a claim go away."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    f.redact(filed)
    f.forget()
    expected = {"claim": "not-met", "submission": "on-time", "flags": [], "because": [2, filed]}
    return Case(f, [], {(JUNE, "quillonia", "2031", "c-1"): expected})


@attack
def words_deleted():
    """Words deleted without an entry that says so."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    f.entries[filed].texts = f.entries[filed].texts[1:]
    return Case(f, [f"{filed} text.missing"], not_offered=True)


@attack
def words_exchanged():
    """Other words in the place of those that were signed."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    changed = json.loads(f.entries[filed].texts[0]) | {"text": {"en": "All is well."}}
    f.entries[filed].texts[0] = canonical(changed)
    return Case(f, [f"{filed} text.digest", f"{filed} text.missing"], not_offered=True)


@attack
def words_added():
    """Words beside a statement that names none such."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    f.entries[filed].texts.append(canonical({"salt": "0" * 32, "text": "And more."}))
    return Case(f, [f"{filed} text.digest"])


@attack
def words_twice():
    """The same words given twice."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    f.entries[filed].texts.append(f.entries[filed].texts[0])
    return Case(f, [f"{filed} text.digest"])


@attack
def words_moved():
    """The words of one filing laid beside another."""
    f = reporting(("quillonia", ["q1"]), ("saltmere", ["s1"]))
    one = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    other = f.attest("saltmere", {"c-1": "not-met"}, ["s1"])
    f.entries[other].texts.append(f.entries[one].texts.pop())
    return Case(f, [f"{one} text.missing", f"{other} text.digest"], not_offered=True)


@attack
def words_of_another_form():
    """A title where an explanation belongs: the digest is right, the form is not."""
    f = reporting()
    said = f.attestation("quillonia", {"c-1": "not-met"})
    said["claims"][0]["explanation"] = Words("no text map")
    filed = f.add("attestation.submit", said, ["q1"])
    return Case(f, [f"{filed} text.form"])


@attack
def salts_shared():
    """One salt for two texts, so that who knows one can guess at the other."""
    f = reporting()
    said = f.attestation("quillonia", {"c-1": "not-met"})
    said["claims"][0]["explanation"] = Words({"en": "Why."}, "1" * 32)
    said["affirmation"] = {"words": Words({"text": "We affirm.", "office": "Ministry"}, "1" * 32)}
    filed = f.add("attestation.submit", said, ["q1"])
    return Case(f, [f"{filed} text.form"])


@attack
def salt_in_capitals():
    """A second spelling of a salt."""
    f = reporting()
    said = f.attestation("quillonia", {"c-1": "not-met"})
    said["claims"][0]["explanation"] = Words({"en": "Why."}, "ABCDEF" + "0" * 26)
    filed = f.add("attestation.submit", said, ["q1"])
    return Case(f, [f"{filed} text.form"])


@attack
def removed_words_kept():
    """Words that a removal names stay in the keeper's store."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    f.redact(filed)
    return Case(f, [f"{filed} text.present"] * 2, late=2)


@attack
def removed_words_filed_again():
    """Words that are gone come back under their digest."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    f.redact(filed)
    f.salts -= 2
    again = f.attest("quillonia", {"c-2": "not-met"}, ["q1"])
    f.entries[again].texts = f.entries[filed].texts = []
    return Case(f, [f"{again} rule.text.removed"])


@attack
def removal_by_another():
    """Somebody else than the registrar removes words."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    by = f.redact(filed, by=["q1"])
    return Case(f, [f"{by} signature.missing"])


@attack
def refused_removal_explains_nothing():
    """Words are gone, and the removal that names them was refused."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    by = f.redact(filed, by=["q1"])
    f.forget()
    return Case(f, [f"{filed} text.missing", f"{filed} text.missing", f"{by} signature.missing"], not_offered=True)


@attack
def removal_twice():
    """Words are removed again, with another reason."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    f.redact(filed)
    again = f.redact(filed, legalBasis={"basis": "other", "reference": "Displeasing"})
    f.forget()
    return Case(f, [f"{again} rule.text.redacted"])


@attack
def removal_of_what_is_not_there():
    """A removal names words of another entry."""
    f = reporting()
    one = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    other = f.attest("quillonia", {"c-2": "not-met"}, ["q1"])
    by = f.redact(one, texts=sorted(digest(data) for data in f.entries[other].texts))
    return Case(f, [f"{by} rule.text.unknown"])


@attack
def removal_of_later_words():
    """A removal of an entry that is still to come."""
    f = reporting()
    by = f.redact(f.size + 1, texts=["0" * 64])
    return Case(f, [f"{by} rule.text.unknown"])


@attack
def removal_of_a_fact():
    """A removal names the digest of evidence, which is a fact."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "met"}, ["q1"])
    by = f.redact(filed, texts=[digest(b"report")])
    return Case(f, [f"{by} rule.text.unknown"])


@attack
def removal_half_right():
    """Of two digests one is there: all or nothing."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    by = f.redact(filed, texts=sorted([digest(f.entries[filed].texts[0]), "0" * 64]))
    return Case(f, [f"{by} rule.text.unknown"])


@attack
def removal_in_disorder():
    """A removal whose digests are not in ascending order."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    texts = sorted((digest(data) for data in f.entries[filed].texts), reverse=True)
    return Case(f, [f"{f.redact(filed, texts=texts)} statement.malformed"])


@attack
def removal_with_a_summary():
    """A removal that says what was there."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    return Case(f, [f"{f.redact(filed, summary={'party': 'quillonia'})} statement.malformed"])


@attack
def one_digest_twice():
    """One digest of words in two places of a statement."""
    f = reporting()
    said = f.attestation("quillonia", {"c-1": "not-met", "c-2": "not-met"})
    for claim in said["claims"]:
        claim["explanation"] = {"sha256": "a" * 64}
    return Case(f, [f"{f.add('attestation.submit', said, ['q1'], texts=[])} statement.malformed"])


@attack
def words_in_the_statement():
    """An explanation signed in the statement itself, where no removal reaches it."""
    f = reporting()
    said = f.attestation("quillonia", {"c-1": "not-met"})
    said["claims"][0]["explanation"] = {"en": "In the open."}
    return Case(f, [f"{f.add('attestation.submit', said, ['q1'])} statement.malformed"])


@attack
def words_in_a_subject():
    """Free words in the name of a subject of evidence."""
    f = reporting()
    said = f.attestation("quillonia", {"c-1": "met"})
    disclosures = []
    wrapped = f._wrap(said, disclosures)
    statement = f.statement("attestation.submit", wrapped)
    statement["subject"][1]["name"] = "evidence: what we always wanted to say"
    filed = f.add("attestation.submit", {}, ["q1"], texts=disclosures, statement=statement)
    return Case(f, [f"{filed} rule.attestation.subject"])


@attack
def words_in_a_media_type():
    """Free words in a parameter of a media type."""
    f = reporting()
    said = f.attestation("quillonia", {"c-1": "met"})
    said["evidence"][0]["mediaType"] = "text/plain; title=words"
    return Case(f, [f"{f.add('attestation.submit', said, ['q1'])} statement.malformed"])


@attack
def words_of_an_unknown_kind_removed():
    """An entry that nobody understands, whose words are removed and stay."""
    f = begun()
    strange = f.add("future.kind", {"inner": [{"deep": Words("strange")}]}, ["q1"])
    f.redact(strange)
    return Case(f, [f"{strange} text.present"], not_understood=[strange], late=1)

"""Published vectors of the status rules, run against this reading of them. Status rules §14"""
import json

from second_verifier import encoding, status
from second_verifier.ledger import Act

NAMES = {"days_late": "daysLate", "retroactive_extension": "retroactiveExtension"}


def _document(file, with_periods):
    """The small accord of a file as a document; only what status rules read is in it."""
    accord = file["accord"]
    kinds = sorted({kind for c in accord["commitments"] for kind in c["kinds"]})
    commitments = [
        {"id": c["id"], "appliesTo": {"kinds": c["kinds"], "traitsAny": c.get("traits_any", [])},
         "obligation": c.get("obligation", "required")}
        for c in accord["commitments"]
    ]  # fmt: skip
    times = ("id", "start", "end", "opens", "due")
    periods = [{k: p[k] for k in times} | {"graceDays": p["grace_days"]} for p in accord["periods"]]
    reporting = {"firstReportAfterDays": accord["first_report_after_days"], "periods": periods}
    return {
        "id": accord["id"], "version": "1.0.0", "effectiveFrom": "2000-01-01T00:00:00Z", "commitments": commitments,
        "signatoryKinds": [{"id": kind} for kind in kinds], "reporting": reporting if with_periods else None,
        "membership": {"withdrawalNoticeDays": 0}, "challenge": None,
    }  # fmt: skip


def _claims(entry):
    return [{"commitment": c, "claim": value, "evidence": []} for c, value in entry.get("claims", {}).items()]


def _act(entry, index, places, first, keys):
    """An admitted act out of the short form of a vector; a join brings in all keys of which the vector speaks."""
    kind, said = entry["kind"], {}
    named = [name for name in ("supersedes", "withdraws", "of") if name in entry]
    reference = {name: {"index": places[entry[name]], "header": ""} for name in named}
    if kind.startswith("signatory."):
        said = {"signatory": entry["sig"], "effective": entry.get("effective", entry["at"])}
        if kind == "signatory.join":
            said |= {"kind": entry["sig_kind"], "traits": entry.get("traits", []), "basis": "signed"}
            said |= {"subscribed": entry["subscribed"]} if "subscribed" in entry else {}
        said |= {"reason": "other"} if kind in ("signatory.delist", "signatory.suspend", "signatory.reinstate") else {}
        said |= {"commitments": entry["commitments"]} if "commitments" in entry else {}
    elif kind.startswith("attestation."):
        said = {"signatory": entry["sig"], "period": entry["period"], "claims": _claims(entry), "evidence": []}
        said |= reference
    elif kind == "deadline.extend":
        said = {"period": entry["period"], "signatories": entry["signatories"], "newDue": entry["new_due"]}
        said |= {"commitments": entry["commitments"]} if "commitments" in entry else {}
    elif kind == "review.publish":
        said = {"commitments": entry.get("commitments", first), "level": entry["level"], "conclusion": "supports"}
        said |= reference
    elif kind == "challenge.open":
        said = {"signatory": entry["sig"], "period": entry["period"], "commitments": entry["commitments"]}
    elif kind == "key.revoke":
        said = {"party": entry.get("sig", "acme"), "key": entry["key"]}
        said |= {"invalidSince": entry["invalid_since"]} if "invalid_since" in entry else {}
    own = (entry["key"],) if "key" in entry and kind.startswith("attestation.") else ()
    own = own or (("k",) if kind.startswith("attestation.") else ())
    brought = keys if kind == "signatory.join" else ()
    return Act(index, encoding.time(entry["at"]), kind, said, own=own, keys=brought)


def cell(file, vector):
    """The cell that a vector asks for. The accord is published before any entry, as entry −1."""
    document = _document(file, vector["accord"] == "demo")
    acts = [Act(-1, encoding.time("2000-01-01T00:00:00Z"), "accord.publish", {"accord": document})]
    places = {entry["id"]: index for index, entry in enumerate(vector["entries"])}
    commitments = [c["id"] for c in document["commitments"]]
    keys = tuple(sorted({entry["key"] for entry in vector["entries"] if "key" in entry} | {"k"}))
    for index, entry in enumerate(vector["entries"]):
        if entry["kind"] == "challenge.open" and "commitments" not in entry:
            entry = entry | {"commitments": commitments}
        acts.append(_act(entry, index, places, commitments, keys))
    view = status.View(acts, encoding.time(vector["as_of"]))
    return status.cell(view, file["signatory"], file["period"], vector["commitment"])


def run(path):
    """Prints each vector that does not come out as expected; exit status 1 if there is one."""
    with open(path, "rb") as opened:
        file = json.load(opened)
    differing = []
    for vector in file["vectors"]:
        found = cell(file, vector)
        for name, expected in vector["expect"].items():
            if found[NAMES.get(name, name)] != expected:
                got = found[NAMES.get(name, name)]
                differing.append({"name": vector["name"], "member": name, "expected": expected, "found": got})
    print(json.dumps({"vectors": len(file["vectors"]), "differing": differing}, indent=1))
    return 1 if differing else 0

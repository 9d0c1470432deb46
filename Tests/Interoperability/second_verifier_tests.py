"""Tests of the second verifier: forged ledgers, honest ones, and its parts. python3 second_verifier_tests.py"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

import attacks
import histories
from forger import Forger, Words, document
from second_verifier import accord, carriers, encoding, standing, status, vectors
from second_verifier.__main__ import answer, exit_status, verify
from second_verifier.publickeys import VerifierKey
from second_verifier.replay import Version0, replay

HERE = os.path.dirname(os.path.abspath(__file__))
VECTORS = os.path.join(HERE, "../../../shared/vectors")


def told(verified):
    """Findings as the attacks write them."""
    return sorted(f"{finding['index']} {finding['code']}" for finding in verified.findings)


class Attacks(unittest.TestCase):
    """Every forged ledger, in every carrier."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        self.folder.cleanup()

    def carried(self, case):
        """The carriers of a ledger, by name."""
        home = self.folder.name
        yield "folder", carriers.read(case.ledger.write_folder(os.path.join(home, "public")))
        if case.exports:
            yield "file", carriers.read(case.ledger.write_database(os.path.join(home, "ledger.db")))
            yield "export", carriers.read(case.ledger.write_export(os.path.join(home, "ledger.jsonl")))

    def expected(self, case, carrier):
        """What a carrier can show of a case: what is late or missing is a finding in some only."""
        gone = {"text.present"} if carrier != "file" else set()
        gone |= {"text.missing"} if carrier == "folder" else set()
        findings = attacks.published(case) if carrier == "folder" else case.findings
        if case.unlisted and carrier != "export":
            findings = [*findings, "None checkpoint.signature"]
        return sorted(finding for finding in findings if finding.split()[1] not in gone)

    def check(self, attack):
        case = attack.make()
        for carrier, opened in self.carried(case):
            verified = verify(opened, keys=[VerifierKey(case.ledger.log.vkey())])
            self.assertEqual(told(verified), self.expected(case, carrier), carrier)
            self.assertEqual([strange["index"] for strange in verified.not_understood], case.not_understood, carrier)
            self.assertEqual(bool(verified.not_offered), case.not_offered and carrier == "folder", carrier)
            self.assertEqual(len(verified.late), 0 if carrier == "file" else case.late, carrier)
        acts = verified.state.book.acts
        for expected, found in attacks.cells(case, acts):
            self.assertEqual({name: found[name] for name in expected}, expected)
        for place, expected in case.standings.items():
            at, signatory = place.split()
            view = status.View(acts, encoding.time(at))
            rows = {p: standing.cells(view, signatory, p) for p in ("2031", "2032")}
            self.assertEqual(standing.standing(view, signatory, rows), expected)


for one in attacks.all_attacks():
    setattr(Attacks, f"test_{one.name.replace('-', '_')}", lambda self, one=one: self.check(one))


class Honest(unittest.TestCase):
    """A ledger with every kind of entry is intact, whatever it came in."""

    def ledger(self):
        """Every kind that there is."""
        f = Forger().begin(("quillonia", ["q1", "q2"]), ("saltmere", ["p256-s"]), ("paperland", []))
        for role in ("reviewer", "challenger", "panel", "checker"):
            f.admit(f"{role}-office", [role], [role])
        f.add("log.rotate", {"logKeys": [f.log.vkey()], "reason": Words("A drill.")}, ["registrar"])
        keys = [f.key("registrar").pem, f.key("r2").pem]
        registrar = {"id": "office", "name": "Office", "threshold": 1, "keys": keys}
        f.add("registrar.update", {"registrar": registrar}, ["registrar", "r2"])
        f.publish(document("1.1.0", previous=f.versions[-1].document))
        f.act("signatory.unsubscribe", "saltmere", ["p256-s"], commitments=["c-2"])
        f.act("signatory.subscribe", "saltmere", ["p256-s"], commitments=["c-2"])
        f.act("signatory.update", "quillonia", ["registrar", "q1"], reason="renamed", name={"en": "Q"})
        f.add("key.register", {"party": "saltmere", "key": f.key("s2").pem}, ["p256-s", "s2"])
        f.add("key.threshold", {"party": "saltmere", "threshold": 2}, ["p256-s"])
        rotation = {"party": "quillonia", "oldKey": f.key("q2").id, "key": f.key("q3").pem}
        f.add("key.rotate", rotation, ["q2", "q3"])
        f.act("signatory.suspend", "saltmere", ["registrar"], reason="own-request", note=Words("Asked."))
        f.act("signatory.reinstate", "saltmere", ["registrar"], reason="own-request")
        f.at("2032-02-01T00:00:00Z")
        filed = f.attest("quillonia", {"c-1": "partially-met", "c-2": "met"}, ["q1"])
        f.attest("saltmere", {"c-1": "met"}, ["p256-s", "s2"])
        f.add("deadline.extend", {
            "period": "2031", "signatories": "all", "newDue": "2032-04-30T00:00:00Z", "reason": Words("Flood.")},
            ["registrar"])  # fmt: skip
        f.add("evidence.check", {
            "evidence": f.item()["sha256"], "uri": "https://example/", "result": "match",
            "checkedAt": "2032-02-01T00:00:00Z"}, ["checker"])  # fmt: skip
        review = f.review(filed, ["c-1"], ["reviewer"])
        opened = f.challenge("quillonia", ["c-1"], ["challenger"])
        f.add("challenge.respond", {"challenge": opened, "text": Words({"en": "It is."}), "evidence": []}, ["q1"])
        f.resolve(opened, {"c-1": "partly-upheld"}, ["panel"])
        other = f.challenge("quillonia", ["c-2"], ["challenger"])
        f.add("challenge.withdraw", {"challenge": other, "text": Words("Answered.")}, ["challenger"])
        f.add("review.withdraw", {"of": f.reference(review)}, ["reviewer"])
        again = f.attest("quillonia", {"c-1": "met"}, ["q3"], supersedes=filed)
        f.take_back("quillonia", again, ["q3"])
        f.revoke("saltmere", "s2", ["registrar"])
        f.add("key.object", {"party": "saltmere", "of": f.size - 1, "text": Words("No.")}, ["s2"])
        f.recover("saltmere", ["s3"], threshold=1)
        f.act("signatory.delist", "paperland", ["registrar"], reason="entered-in-error", note=Words("Not they."))
        f.act("signatory.withdraw", "quillonia", ["q1"], text=Words("Farewell."))
        f.redact(filed)
        return f.forget()

    def test_cut_export(self):
        f = self.ledger()
        with tempfile.TemporaryDirectory() as home:
            place = f.write_export(home + "/l.jsonl")
            with open(place, "rb") as file:
                whole = file.read()
            lines = whole.splitlines(keepends=True)
            for cut in (b"", lines[0], b"".join(lines[:-1]), whole + lines[-1], whole.replace(b',"last":true', b"")):
                with open(place, "wb") as file:
                    file.write(cut)
                with self.assertRaises(encoding.Malformed):
                    carriers.read(place)

    def test_every_kind_everywhere(self):
        f = self.ledger()
        kinds = {entry.header.split(b"\nkind ")[1].split(b"\n")[0].decode() for entry in f.entries}
        from second_verifier.statements import KINDS

        self.assertEqual(kinds, set(KINDS))
        results = []
        with tempfile.TemporaryDirectory() as home:
            places = [f.write_folder(home + "/p"), f.write_database(home + "/l.db"), f.write_export(home + "/l.jsonl")]
            for place in places:
                verified = verify(carriers.read(place))
                self.assertEqual(told(verified), [])
                self.assertEqual(exit_status(verified), 0)
                results.append(verified.result())
                script = [sys.executable, os.path.join(HERE, "second_verifier"), place]
                script += ["--status", "2032-06-01T00:00:00Z"]
                run = subprocess.run(script, capture_output=True, text=True, check=False)
                self.assertEqual((run.returncode, run.stderr), (0, ""))
                self.assertEqual(json.loads(run.stdout)["head"], results[0]["head"])
        self.assertEqual(results[0], results[1])
        self.assertEqual(results[0], results[2])

    def test_words_decide_nothing(self):
        f = self.ledger()
        at = encoding.time("2032-06-01T00:00:00Z")
        before = standing.everything(f.replay().state.book.acts, at)
        for entry in f.entries:
            entry.texts = []
        self.assertEqual(standing.everything(f.replay().state.book.acts, at), before)

    def test_one_process_for_many(self):
        f = self.ledger()
        question = {"lines": f.lines(), "status": ["2032-06-01T00:00:00Z", "2031-01-01T00:00:00Z"]}
        script = [sys.executable, os.path.join(HERE, "second_verifier"), "--serve"]
        lines = json.dumps(question) + "\n" + json.dumps({"ledger": "/nowhere"}) + "\n"
        run = subprocess.run(script, input=lines, capture_output=True, text=True, check=True)
        first, second = map(json.loads, run.stdout.splitlines())
        self.assertEqual((first["exit"], first["findings"], len(first["statuses"])), (0, [], 2))
        self.assertEqual(second["exit"], 3)

    def test_an_empty_store(self):
        self.assertEqual(told(replay([])), ["0 header.index"])
        self.assertEqual(told(replay([], origin="pledges.example/x")), ["0 header.index", "0 statement.ledger"])

    def test_another_ledger_than_the_one_named(self):
        f = Forger().begin()
        self.assertEqual(told(f.replay(genesis=f.leaves[0].hex())), [])
        self.assertIn("0 statement.ledger", told(f.replay(genesis="0" * 64)))
        self.assertIn("0 statement.ledger", told(f.replay(origin="pledges.example/other")))

    def test_version_0(self):
        f = Forger()
        f.genesis()
        said = {k: v for k, v in f.predicate(f.entries[0]).items() if k != "format"}
        old = Forger()
        old.add("ledger.genesis", said, ["registrar"])
        with self.assertRaises(Version0):
            old.replay()
        self.assertEqual(answer({"lines": old.lines()})["exit"], 2)
        other = Forger()
        other.genesis(format=2)
        self.assertEqual(told(other.replay()), ["0 statement.malformed"])

    def test_what_is_not_understood_can_be_accepted_one_by_one(self):
        f = Forger().begin()
        f.add("future.kind", {"anything": 1}, ["q1"])
        verified = f.replay()
        strange = verified.not_understood[0]
        self.assertEqual(exit_status(verified), 4)
        self.assertEqual(exit_status(verified, [f"{strange['index']}:{strange['leaf']}"]), 0)
        self.assertEqual(exit_status(verified, [f"{strange['index']}:{'0' * 64}"]), 4)

    def test_a_checkpoint_kept_shows_what_was_cut_off(self):
        f = Forger().begin()
        kept = f.checkpoint()
        whole = carriers.Carrier(f.entries)
        self.assertEqual(told(verify(whole, held=[kept])), [])
        self.assertEqual(told(verify(carriers.Carrier(f.entries[:-1]), held=[kept])), ["None checkpoint.rollback"])
        other = Forger().begin(("saltmere", ["q1"]))
        self.assertEqual(told(verify(carriers.Carrier(other.entries), held=[kept])), ["None checkpoint.fork"])

    def test_what_is_no_file_of_a_ledger_could_not_be_read(self):
        page = b"<!doctype html>\n<title>Sign in</title>\n"
        f = Forger().begin()
        for name in f.files():
            if name == "ledger.json" or name.startswith("tile/texts/"):
                continue
            for junk in (None, b"", page, f.files()[name][:-1]):
                with tempfile.TemporaryDirectory() as home:
                    place = f.write_folder(os.path.join(home, "p"))
                    path = os.path.join(place, *name.split("/"))
                    os.remove(path)
                    if junk is not None:
                        with open(path, "wb") as file:
                            file.write(junk)
                    self.assertEqual(answer({"ledger": place})["exit"], 3, (name, junk))


class Random(unittest.TestCase):
    """Random histories; `histories.py` makes as many as anybody likes."""

    def test_nothing_escapes_and_nothing_is_put_on_backwards(self):
        for seed in range(1, 11):
            found, _ = histories.run(seed)
            self.assertEqual(found, [], f"seed {seed}")


class Parts(unittest.TestCase):
    """The primitives, against published vectors where they are at hand."""

    def test_accords_of_the_project_have_the_form(self):
        folder = os.path.join(HERE, "../../Ledger/Accords")
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), "rb") as file:
                accord.form(encoding.parse(file.read()), [])

    def test_times(self):
        for text in ("0000-02-29T00:00:00Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "9999-12-31T23:59:59Z"):
            self.assertEqual(encoding.timetext(encoding.time(text)), text)
        for text in ("2023-02-29T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:00:60Z", "2024-01-01 00:00:00Z"):
            with self.assertRaises(encoding.Malformed):
                encoding.time(text)

    def test_json_that_two_parsers_read_differently(self):
        for text in (
            b'{"a":1,"a":1}', b"[1,]", b"\xef\xbb\xbf{}", b"1.0", b"1e3", b"-0", b"9007199254740992", b'"\\ud800"',
            b"NaN", b"[" * 33 + b"]" * 33, b"{} {}", b'"\xff"', b'"\x01"', b"01",
        ):  # fmt: skip
            with self.assertRaises(encoding.Malformed, msg=text):
                encoding.parse(text)
        self.assertEqual(encoding.canonical(encoding.parse(b'{ "\\u20ac": [1], "\\r": true, "1": "\\u000f/\\"" }')),
                         '{"\\r":true,"1":"\\u000f/\\"","€":[1]}'.encode())  # fmt: skip

    @unittest.skipUnless(os.path.isdir(VECTORS), "the published vectors are not here")
    def test_published_vectors(self):
        from cryptography.hazmat.primitives.asymmetric import ed25519

        from second_verifier.publickeys import _verifies, is_strong

        with open(os.path.join(VECTORS, "cctv-ed25519/ed25519vectors.json"), "rb") as file:
            accepted = 0
            for vector in json.load(file):
                key = bytes.fromhex(vector["key"])
                if is_strong(key):
                    public = ed25519.Ed25519PublicKey.from_public_bytes(key)
                    accepted += _verifies(public, "ed25519", bytes.fromhex(vector["sig"]), vector["msg"].encode())
        self.assertEqual(accepted, 43)
        with open(os.path.join(VECTORS, "status/pbr-1.json"), "rb") as file:
            published = json.load(file)
        for vector in published["vectors"]:
            cell = vectors.cell(published, vector)
            for name, expected in vector["expect"].items():
                self.assertEqual(cell[vectors.NAMES.get(name, name)], expected, vector["name"])


if __name__ == "__main__":
    unittest.main()

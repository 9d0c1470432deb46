import CanonicalJSON
import Fixtures
import LedgerSamples
import Testing

@Suite("Nobody signs what nobody can read")
struct WordsBeforeSigningTests {
  @Test("sign shows the statement in words, with the titles of the accord where the ledger is at hand")
  func words() throws {
    let workshop = try Workshop()
    try workshop.attestation(to: "a.json", "--explain", "la-7=en=A law is in force.")
    let told = try workshop.run("sign", "a.json", "--key", "quillonia", "--out", "b.json")
    told.expectDone()
    for line in [
      "this is the statement:\n  quillonia reports for 2031: la-7 met\n",
      "explanation (en): \"A law is in force.\"", "title: \"law.txt\"", "office: ", "ledger: pledges.example/lantern",
      "genesis: ", "under: accord:lantern-accord@1.0.0",
    ] { #expect(told.error.contains(line), "\(line): \(told)") }
    #expect(told.error.contains("claim la-7: \"") && told.error.contains("\" is \"Met\" (met)"), "\(told)")
  }

  @Test("away from the ledger ids stand for names, and nothing else is missing")
  func away() throws {
    let workshop = try Workshop()
    try workshop.attestation(to: "a.json")
    let told = try workshop.run(
      ["sign", "a.json", "--key", "quillonia", "--out", "b.json"],
      environment: ["PLEDGEBOOK_LEDGER": workshop.folder.path("none.db")])
    told.expectDone()
    #expect(told.error.contains("claim la-7: met\n"), "\(told)")
  }

  @Test("at a terminal it asks, and without a yes there is no envelope")
  func asks() throws {
    let workshop = try Workshop()
    try workshop.attestation(to: "a.json")
    let told = try workshop.run(atTerminal: "n\n", ["sign", "a.json", "--key", "quillonia", "--out", "b.json"])
    #expect(told.status == 2, "\(told)")
    #expect(told.error.contains("Sign this? [y/N]"), "\(told)")
    #expect(try !workshop.folder.names().contains("b.json"))
  }
}

@Suite("What there is in the place of an undo")
struct UndoTests {
  @Test("says what corrects the entry, changes nothing, and is no success")
  func corrects() throws {
    let workshop = try Workshop()
    try workshop.attestation()
    try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z").expectDone()
    try workshop.refuses("rule.append-only", status: 5, "undo", "4")
    let told = try workshop.run("undo", "4")
    #expect(told.error.contains("pledgebook attest --withdraw --signatory quillonia --period 2031"), "\(told)")
    try workshop.refuses("entry.unknown", status: 2, "undo", "400")
  }
}

@Suite("The beginning of a ledger")
struct BeginningTests {
  @Test("an origin is a name and no address; what can never be changed is said")
  func origin() throws {
    let workshop = try Workshop()
    let words = [
      "init", "--accord", Workshop.accord, "--registrar-key", "registrar", "--log-signing-key", "log", "--environment",
      "demo",
      "--ledger", "other.db", "--at", "2031-01-01T00:00:00Z",
    ]
    let refused = try workshop.run(words + ["--origin", "https://pledges.example/x", "--json"])
    refused.expectRefusal("usage.invalid-origin", status: 2)
    let made = try workshop.run(words + ["--origin", "pledges.example/x"])
    made.expectDone()
    #expect(made.error.contains("for ever: the origin, the environment demo, the rules"), "\(made)")
  }
}

@Suite("What a check says last")
struct LastWordTests {
  @Test("verify: what was required, what is there, and what is missing")
  func require() throws {
    let workshop = try Workshop()
    let bare = try workshop.run("verify", "--require", "witnessed")
    #expect(bare.status == 4)
    #expect(
      bare.output.hasSuffix(
        "not met     witnessed was asked for, and it is chain-only: no checkpoint of its end is signed by a log key that you "
          + "trust (--log-key or --policy)\n"), "\(bare)")
    let vkey = try workshop.resolve("VKEY")
    let signed = try workshop.run("verify", "--require", "witnessed", "--log-key", vkey)
    #expect(
      signed.output.hasSuffix(
        "not met     witnessed was asked for, and it is signed: no policy names witnesses and a quorum (--policy)\n"),
      "\(signed)")
    try workshop.run("witness", "init", "--state", "w.db", "--name", "witness.example/w1", "--key", "stranger")
      .expectDone()
    let witness = try given(workshop.run("witness", "key", "--state", "w.db", "--json").text("vkey"))
    try workshop.folder.write(
      Array("log \(vkey)\nwitness w1 \(witness)\nquorum w1\n".utf8), to: "policy")
    let lacking = try workshop.run("verify", "--require", "witnessed", "--policy", "policy")
    #expect(
      lacking.output.hasSuffix(
        "not met     witnessed was asked for, and it is signed: the quorum lacks the cosignature of w1\n"), "\(lacking)"
    )
  }

  @Test("check-proof: ledger, entry, kind, time, what it says, who signed, log and witnesses")
  func proof() throws {
    let workshop = try Workshop()
    try workshop.run("proof", "2", "--out", ".").expectDone()
    let vkey = try workshop.resolve("VKEY")
    let told = try workshop.run("check-proof", "2.tlog-proof", "--log-key", vkey)
    told.expectDone()
    for line in [
      "2.tlog-proof  accepted\n", "ledger     pledges.example/lantern, which had 4 entries by then",
      "entry      2, signatory.join, recorded 2030-12-02T00:00:00Z", "says       ", "signed by  key ",
      "log        \(vkey)",
      "witnesses  none",
    ] { #expect(told.output.contains(line), "\(line): \(told)") }
    let json = try workshop.run("check-proof", "2.tlog-proof", "--log-key", vkey, "--json")
    json.expectDone()
    let proven = json.json?.member("proofs")?.elements.first { _ in true }?.member("proves")
    #expect(proven?.member("index")?.integer == 2)
    #expect(proven?.member("logKeys")?.elements.compactMap(\.string) == [vkey])
  }
}

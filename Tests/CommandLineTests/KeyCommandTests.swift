import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Testing

/// Whose signature a party's keys need, and what the commands say when it is not there. // Format §13
@Suite("The commands about keys")
struct KeyCommandTests {
  private let workshop: Workshop
  private let registrar = ["--registrar-key", "registrar"]

  init() throws {
    workshop = try Workshop()
    for name in ["second", "third", "fourth"] {
      try workshop.run("key", "generate", name, "--no-passphrase").expectDone()
    }
  }

  private func id(_ key: String) throws -> String { try workshop.key(key).publicKey.keyID.hex }

  @discardableResult
  private func step(
    _ day: String, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Transcript {
    let made = try workshop.run(words + ["--at", "\(day)T00:00:00Z", "--json"])
    return made.expectDone(sourceLocation: sourceLocation)
  }

  private func refuses(
    _ code: String, status: Int32 = 5, _ day: String, _ words: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try workshop.ledgerFiles()
    let refused = try workshop.run(words + ["--at", "\(day)T00:00:00Z", "--json"])
    refused.expectRefusal(code, status: status, sourceLocation: sourceLocation)
    #expect(try workshop.ledgerFiles() == before, "\(refused)", sourceLocation: sourceLocation)
  }

  private func standing(_ party: String, in list: String = "signatories") throws -> JSONNode? {
    let status = try workshop.run("status", "--json").expectDone().json
    return status?.member(list)?.elements.first { $0.member("id")?.string == party }
  }

  /// Quillonia with a second key and a threshold of two.
  private func makeTwoSign() throws {
    try step("2031-01-02", ["key", "register", "quillonia", "--key", "quillonia", "--signing-key", "second"])
    try step("2031-01-03", ["key", "threshold", "quillonia", "2", "--key", "quillonia"])
  }

  /// Quillonia with its two keys ended by the registrar, and a recovery in sight.
  private func recover() throws {
    try makeTwoSign()
    try step("2031-02-01", try ["key", "revoke", "quillonia", id("second"), "--reason", "lost"] + registrar)
    try step(
      "2031-02-02",
      ["key", "recover", "quillonia", "--signing-key", "third", "--threshold", "1", "--identified"]
        + ["in-person;2031-01-30;register of visits; page 14"] + registrar)
  }

  @Test("a key is registered by the owner, and by nobody else")
  func register() throws {
    try refuses(
      "usage.wrong-key", status: 2, "2031-01-02",
      ["key", "register", "quillonia", "--signing-key", "second"] + ["--key", "brindlemark"])
    try refuses(
      "usage.unknown-option", status: 2, "2031-01-02",
      ["key", "register", "quillonia", "--signing-key", "second"] + registrar)
    try refuses(
      "usage.missing-option", status: 2, "2031-01-02", ["key", "register", "quillonia", "--key", "quillonia"])
    try makeTwoSign()
    let standing = try #require(try standing("quillonia"))
    #expect(standing.member("threshold")?.member("signatures")?.integer == 2)
    let words = standing.member("keys")?.elements.map { $0.member("broughtInBy")?.string } ?? []
    #expect(words == ["registrar", "owner"])
  }

  @Test("where two sign, one signature is told to be one too few, and whose are missing")
  func missing() throws {
    try makeTwoSign()
    let words = ["withdraw", "quillonia", "--effective", "2033-01-01", "--at", "2031-02-01T00:00:00Z"]
    let refused = try workshop.run(words + ["--key", "quillonia"])
    #expect(refused.status == 5)
    #expect(
      try refused.error.contains("missing: 1 signature of quillonia, 2 needed, by \(id("second"))"), "\(refused)")
    let drafted = try workshop.run(words + ["--key", "quillonia", "--out", "one.json"]).expectDone()
    #expect(drafted.error.contains("missing: 1 signature of quillonia"), "\(drafted)")
    let alone = try workshop.run("submit", "one.json", "--at", "2031-02-01T00:00:00Z")
    #expect(alone.status == 5 && alone.error.contains("missing: 1 signature of quillonia"), "\(alone)")
    // What no command but the first takes is not what the second is told to give.
    #expect(alone.error.contains("; have it signed: pledgebook sign ENVELOPE --key KEY --out SIGNED\n"), "\(alone)")
    #expect(!alone.error.contains("--signing-key"), "\(alone)")
    #expect(
      refused.error.contains("; give --key or --registrar-key once for each, or write it with --out"), "\(refused)")
    try workshop.run("sign", "one.json", "--key", "second", "--out", "two.json").expectDone()
    try workshop.run("submit", "two.json", "--at", "2031-02-01T00:00:00Z").expectDone()
    // Both at once are as good.
    try step("2031-02-02", ["unsubscribe", "quillonia", "la-7", "--key", "quillonia", "--key", "second"])
  }

  @Test("a threshold is between one and the keys that there are", arguments: ["0", "17", "two", "02"])
  func thresholds(_ number: String) throws {
    try refuses(
      "usage.invalid-value", status: 2, "2031-01-02", ["key", "threshold", "quillonia", number, "--key", "quillonia"])
  }

  @Test("and not above the keys in force")
  func thresholdAboveKeys() throws {
    try refuses("rule.key.threshold", "2031-01-02", ["key", "threshold", "quillonia", "2", "--key", "quillonia"])
    try makeTwoSign()
    try refuses("signature.missing", "2031-01-04", ["key", "threshold", "quillonia", "1", "--key", "quillonia"])
    try step("2031-01-04", ["key", "threshold", "quillonia", "1", "--key", "quillonia", "--key", "second"])
  }

  @Test("the registrar ends a key from now on, and takes back nothing that it signed")
  func registrarRevokes() throws {
    let words = try ["key", "revoke", "quillonia", id("quillonia")]
    try refuses("rule.key.reason", "2031-01-02", words + ["--reason", "superseded"] + registrar)
    try refuses(
      "rule.key.invalid-since", "2031-01-02",
      words + ["--reason", "compromised", "--invalid-since", "2031-01-01"] + registrar)
    try refuses(
      "usage.conflicting-options", status: 2, "2031-01-02",
      words + ["--reason", "lost", "--key", "quillonia"] + registrar)
    try refuses("usage.missing-option", status: 2, "2031-01-02", words + ["--reason", "lost"])
    try step("2031-01-02", words + ["--reason", "lost"] + registrar)
    let shown = try workshop.run("key", "show", try id("quillonia"), "--json").expectDone()
    #expect(shown.json?.member("standing")?.member("state")?.string == "ended")
  }

  @Test("the key of the registrar in the environment signs no revocation of the owner's beside it")
  func environment() throws {
    try step("2031-01-02", ["key", "register", "quillonia", "--key", "quillonia", "--signing-key", "second"])
    try workshop.run(
      "key", "revoke", "quillonia", id("second"), "--reason", "superseded", "--key", "quillonia", "--at",
      "2031-01-03T00:00:00Z", environment: ["PLEDGEBOOK_REGISTRAR_KEY": "registrar"]
    ).expectDone()
    let shown = try workshop.run("show", "5", "--json").expectDone()
    #expect(shown.json?.member("signedBy")?.elements.map(\.string).count == 1)
  }

  @Test("recovered keys wait, are told with the entry they go back to, and sign under a mark")
  func recovery() throws {
    try refuses(
      "rule.key.not-open", "2031-01-02",
      ["key", "recover", "quillonia", "--signing-key", "third", "--threshold", "1"] + registrar)
    try recover()
    let waiting = try #require(try standing("quillonia"))
    #expect(waiting.member("keyids")?.elements.map(\.string).count == 1)
    let recovery = try #require(waiting.member("recoveries")?.elements.first { _ in true })
    #expect(recovery.member("comesIn")?.string == "2031-02-16T00:00:00Z")
    #expect(recovery.member("restsOn")?.elements.compactMap(\.integer) == [6])
    let text = try workshop.run("status").expectDone().output
    #expect(text.contains("  waiting   \(try id("third"))  from 2031-02-16T00:00:00Z on"), "\(text)")
    #expect(text.contains("identified in person on 2031-01-30"), "\(text)")

    try refuses(
      "key.not-in-force", "2031-02-15", ["key", "register", "quillonia", "--key", "third", "--signing-key", "fourth"])
    try step("2031-02-16", ["key", "register", "quillonia", "--key", "third", "--signing-key", "fourth"])
    let log = try workshop.run("log", "--reverse", "--limit", "1").expectDone()
    #expect(log.output.contains("key.register  quillonia gets one more key, "), "\(log)")
    #expect(log.output.hasSuffix("  signed by quillonia  rests on recovery 7\n"), "\(log)")
    let shown = try workshop.run("show", "8").expectDone()
    #expect(shown.output.contains("\nmark rests on recovery 7\n"), "\(shown)")
    #expect(shown.output.contains("quillonia, by the owner's own signature, rests on recovery 7"), "\(shown)")
    #expect(try workshop.run("verify").status == 0)
  }

  @Test("an earlier key objects, once, and whatever rests on the recovery says so")
  func objection() throws {
    try recover()
    let object = ["key", "object", "quillonia"]
    try refuses("rule.key.unknown-act", "2031-02-03", object + ["2", "--key", "second"])
    try refuses("rule.key.unknown-act", "2031-02-03", object + ["99", "--key", "second"])
    try refuses("signature.missing", "2031-02-03", object + ["7", "--key", "brindlemark"])
    try refuses(
      "usage.conflicting-options", status: 2, "2031-02-03", object + ["7", "--key", "second", "--key", "quillonia"])
    let drafted = try workshop.run(
      object + ["7", "--key", "second", "--out", "o.json", "--at", "2031-02-03T00:00:00Z"]
    ).expectDone()
    #expect(
      try drafted.error.contains(
        "this objects to entry 7 of 2031-02-02T00:00:00Z: recovery by the registrar: key \(id("third"))"), "\(drafted)")
    // The key has ended, and that is the point.
    try step("2031-02-03", object + ["7", "--key", "second", "--text", "en=We never lost it."])
    try refuses("rule.key.objected", "2031-02-04", object + ["7", "--key", "second"])
    let shown = try workshop.run("show", "7").expectDone()
    #expect(shown.output.contains("mark contested by an earlier key, entry 8\n"), "\(shown)")
    let status = try workshop.run("status").expectDone().output
    #expect(status.contains("contested by an earlier key, entry 8\n"), "\(status)")
    #expect(status.contains("  objection entry 8 to entry 7, by key \(try id("second"))\n"), "\(status)")
  }

  @Test("whoever looks at an objection is told that the registrar removed its words, and whom that concerns")
  func removedObjection() throws {
    try recover()
    try step(
      "2031-02-03", ["key", "object", "quillonia", "7", "--key", "second", "--text", "en=We never lost it."])
    try step("2031-02-04", ["redact", "8", "--basis", "court-order", "--reference", "Order 7."] + registrar)
    let whom = ", by the registrar whom it concerns"
    for (words, line) in [
      (["show", "8"], "  removed by entry 9: court order, Order 7."),
      (["log"], "1 text of entry 8 is removed for good"),
      (["log", "--signatory", "quillonia"], "1 text of entry 8 is removed for good"),
      (["verify"], "removed     entry 9: 1 text(s) of entry 8, court order, Order 7."),
    ] {
      let told = try workshop.run(list: words).expectDone().output
      #expect(told.contains(line + whom), "\(told)")
    }
    let shown = try workshop.run("show", "8", "--json").expectDone().json
    #expect(shown?.member("texts")?.elements.map { $0.member("concernsRegistrar")?.boolean } == [true])
  }

  @Test(
    "how somebody made sure whose a key is stands in a form of its own",
    arguments: [
      ("in-person;2031-05-02", "usage.invalid-value"), ("visit;2031-05-02;page 14", "usage.invalid-value"),
      ("in-person;May;page 14", "usage.invalid-date"), ("brindlemark.pub=domain;2031-05-02;a", "usage.invalid-value"),
    ])
  func identification(_ value: String, _ code: String) throws {
    let words = ["party", "admit", "clerk", "--name", "Clerk", "--role", "panel", "--signing-key", "third"] + registrar
    try refuses(code, status: 2, "2031-01-02", words + ["--identified", value])
  }

  @Test("and where several keys come in, it names its key")
  func identifications() throws {
    let words =
      ["party", "admit", "clerk", "--name", "Clerk", "--role", "panel", "--threshold", "2"]
      + ["--signing-key", "third", "--signing-key", "fourth"] + registrar
    try refuses(
      "usage.invalid-value", status: 2, "2031-01-02", words + ["--identified", "domain;2031-01-01;example"])
    try step(
      "2031-01-02",
      words + ["--identified", "third.pub=domain;2031-01-01;example"]
        + ["--identified", "\(id("fourth"))=known-key;2031-01-01;another"])
    let clerk = try #require(try standing("clerk", in: "parties"))
    #expect(clerk.member("threshold")?.member("signatures")?.integer == 2)
    let methods = clerk.member("keys")?.elements.map { $0.member("identification")?.member("method")?.string }
    #expect(Set(methods ?? []) == ["domain", "known-key"])
    // Its reference is words that can go.
    let texts = try workshop.run("show", "4", "--json").expectDone().json?.member("texts")?.elements.map { _ in 1 }
      .count
    #expect(texts == 2)
  }

  @Test("who ever had a key joins, is admitted and is updated by its own signature")
  func nobodySpeaksForAnother() throws {
    try step("2031-01-02", ["withdraw", "quillonia", "--key", "quillonia"])
    let join = ["join", "quillonia", "--name", "en=Quillonia", "--kind", "state"] + registrar
    try refuses("signature.missing", "2031-01-03", join + ["--signing-key", "third"])
    try step("2031-01-03", join + ["--signing-key", "quillonia"])
    let admit = ["party", "admit", "quillonia", "--name", "Quillonia", "--role", "panel"] + registrar
    try refuses("signature.missing", "2031-01-04", admit + ["--signing-key", "third"])
    try step("2031-01-04", admit + ["--signing-key", "quillonia"])
    let update = ["update", "quillonia", "--reason", "succeeded", "--successor", "brindlemark"] + registrar
    let refused = try workshop.run(update + ["--key", "quillonia", "--at", "2031-01-05T00:00:00Z"])
    #expect(refused.status == 5 && refused.error.contains("missing: 1 signature of brindlemark"), "\(refused)")
    try step("2031-01-05", update + ["--key", "quillonia", "--key", "brindlemark"])
  }

  @Test("a listing has neither threshold nor identification")
  func listed() throws {
    let words =
      ["join", "osselund", "--name", "en=O", "--kind", "state", "--public-source", "https://o.example/"]
      + ["--as-of", "2030-01-01"] + registrar
    try refuses("usage.conflicting-options", status: 2, "2031-01-02", words + ["--threshold", "1"])
    try refuses(
      "usage.conflicting-options", status: 2, "2031-01-02", words + ["--identified", "domain;2031-01-01;example"])
    try step("2031-01-02", words)
    let delist = ["delist", "osselund", "--reason", "entered-in-error"] + registrar
    try refuses(
      "usage.conflicting-options", status: 2, "2031-01-03", delist + ["--effective", "2031-01-01"])
    try step("2031-01-03", delist)
    try refuses("rule.signatory.entered-in-error", "2031-01-04", delist)
    try refuses(
      "usage.invalid-choice", status: 2, "2031-01-04",
      ["suspend", "osselund", "--reason", "entered-in-error"] + registrar)
  }

  @Test("a monitor tells a party of every act on its keys, once")
  func monitor() throws {
    try workshop.run("publish", "site").expectDone()
    let words =
      ["monitor", "site", "--watch", "quillonia", "--state", "seen", "--log-key"] + [try workshop.resolve("VKEY")]
    let first = try workshop.run(words).expectDone()
    #expect(first.output.contains("\nkeys        quillonia  entry 2  "), "\(first)")
    try recover()
    try workshop.run("publish", "site").expectDone()
    let second = try workshop.run(words).expectDone()
    for line in ["entry 4", "entry 5", "entry 6", "entry 7"] {
      #expect(second.output.contains("\nkeys        quillonia  \(line)  "), "\(second)")
    }
    let logKey = try workshop.resolve("VKEY")
    let advice =
      "to object: pledgebook key object quillonia 7 --key KEY --from site --log-key \(logKey) --out FILE, "
      + "then send FILE to the keeper\n"
    #expect(second.output.contains(advice), "\(second)")
    try workshop.run(
      ["key", "object", "quillonia", "7", "--key", "second", "--from", "site", "--log-key"]
        + [workshop.resolve("VKEY"), "--out", "objection.json", "--at", "2031-02-03T00:00:00Z", "--ledger", "nowhere"]
    ).expectDone()
    let third = try workshop.run(words + ["--json"]).expectDone()
    #expect(third.json?.member("keyActs")?.elements.contains { _ in true } == false)
  }
}

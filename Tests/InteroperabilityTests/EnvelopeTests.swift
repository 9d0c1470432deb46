import CanonicalJSON
import Fixtures
import Testing

@Suite("Envelopes, between pledgebook and other programs")
struct EnvelopeTests {
  private static let digests = ["ed25519": [], "ecdsa-p256": ["-digest", "sha256"]]

  private func succeeds(_ result: SubprocessResult, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try #require(
      result.status == 0, "\(text(result.error))\(text(result.output))", sourceLocation: sourceLocation)
  }

  /// An envelope with an attestation of a member, made here.
  private func made(by member: String, in folder: TemporaryFolder) throws -> String {
    try Program.succeed(
      JudgedLedger.attestation(by: member)
        + ["--key", member, "--out", "made.dsse.json", "--at", "2032-02-01T09:00:00Z"], in: folder)
    return folder.path("made.dsse.json")
  }

  /// A statement to be signed elsewhere.
  private func draft(for member: String, in folder: TemporaryFolder) throws -> String {
    try Program.succeed(
      JudgedLedger.attestation(by: member) + ["--draft", "draft.json", "--at", "2032-02-01T09:00:00Z"], in: folder)
    return folder.path("draft.json")
  }

  private func submits(_ file: String, in folder: TemporaryFolder) throws {
    try Program.succeed(["submit", file, "--at", "2032-02-01T09:00:00Z"], in: folder)
    let log = try json(Program.succeed(["log", "--json", "--limit", "1", "--reverse"], in: folder))
    #expect(log.member("entries")?.elements.first { _ in true }?.member("kind")?.string == "attestation.submit")
    try Program.succeed(["verify"], in: folder)
  }

  // MARK: Made here, judged elsewhere

  @Test(
    "securesystemslib verifies what we signed, and not after a change",
    .enabled(if: Judges.areAvailable, Judges.needed),
    arguments: JudgedLedger.keys)
  func judged(_ member: String, _ algorithm: String) throws {
    let folder = try JudgedLedger.young.get().unpacked()
    let path = try made(by: member, in: folder)
    try succeeds(Judges.run("judges.py", ["verify", path, "1", folder.path(member + ".pub")]))
    #expect(try Judges.run("judges.py", ["verify", path, "1", folder.path("registrar.pub")]).status == 1)

    let envelope = try json(folder.read("made.dsse.json"))
    let payload = try #require(envelope.member("payload")?.string)
    let signatures = try #require(envelope.member("signatures"))
    let changes: [JSONValue] = [
      ["payload": .string(payload), "payloadType": "text/plain", "signatures": JSONValue(signatures)],
      [
        "payload": .string(Base64.encode((Base64.decode(payload) ?? []) + [0x20])),
        "payloadType": "application/vnd.in-toto+json", "signatures": JSONValue(signatures),
      ],
    ]
    for change in changes {
      try folder.write(change.canonicalBytes(), to: "changed.json")
      let verdict = try Judges.run(
        "judges.py", ["verify", folder.path("changed.json"), "1", folder.path(member + ".pub")])
      #expect(verdict.status == 1)
    }
  }

  @Test(
    "securesystemslib counts registrar and member as two of two on a join",
    .enabled(if: Judges.areAvailable, Judges.needed), arguments: JudgedLedger.keys)
  func threshold(_ member: String, _ algorithm: String) throws {
    let folder = try JudgedLedger.young.get().unpacked()
    let index = try #require(JudgedLedger.keys.firstIndex { $0.0 == member }) + 2
    try folder.write(Program.body(of: Int64(index), "--envelope", in: folder), to: "join.dsse.json")
    let path = folder.path("join.dsse.json")
    let keys = [folder.path(member + ".pub"), folder.path("registrar.pub")]
    let judged = try Judges.run("judges.py", ["verify", path, "2"] + keys)
    #expect(text(judged.output) == "2\n")
    #expect(try Judges.run("judges.py", ["verify", path, "2", keys[0]]).status == 1)
  }

  @Test(
    "what is signed is the same bytes for securesystemslib and for us",
    .enabled(if: Judges.areAvailable, Judges.needed), arguments: JudgedLedger.keys)
  func encoding(_ member: String, _ algorithm: String) throws {
    let folder = try JudgedLedger.young.get().unpacked()
    let path = try made(by: member, in: folder)
    try Program.succeed(["sign", path, "--prepare", "statement.pae"], in: folder)
    #expect(try Judges.run("judges.py", ["pae", path]).output == folder.read("statement.pae"))
  }

  @Test("openssl verifies what we signed, and not after a change", arguments: JudgedLedger.keys)
  func openssl(_ member: String, _ algorithm: String) throws {
    let folder = try JudgedLedger.young.get().unpacked()
    let path = try made(by: member, in: folder)
    try Program.succeed(["sign", path, "--prepare", "statement.pae"], in: folder)
    let signature = try json(folder.read("made.dsse.json")).member("signatures")?.elements.first { _ in true }?
      .member("sig")?.string
    try folder.write(Base64.decode(signature ?? "") ?? [], to: "statement.sig")
    let verify =
      [
        "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", member + ".pub", "-in", "statement.pae", "-sigfile",
        "statement.sig",
      ] + (Self.digests[algorithm] ?? [])
    try succeeds(run("openssl", verify, in: folder.path))
    try folder.write(folder.read("statement.pae") + [0x20], to: "statement.pae")
    #expect(try run("openssl", verify, in: folder.path).status != 0)
  }

  // MARK: Made elsewhere, accepted here

  @Test(
    "we accept an envelope that another program made and signed", .enabled(if: Judges.areAvailable, Judges.needed),
    arguments: ["securesystemslib", "own-ids", "as-cosign", "cryptography"], JudgedLedger.keys)
  func accepted(_ maker: String, _ member: (String, String)) throws {
    let folder = try JudgedLedger.young.get().unpacked()
    // The payload is the statement laid out for reading: it is signed byte for byte and need not be canonical.
    let foreign = try Judges.run(
      "judges.py", ["sign-" + maker, draft(for: member.0, in: folder), folder.path(member.0)])
    try succeeds(foreign)
    try folder.write(foreign.output, to: "foreign.json")
    try submits("foreign.json", in: folder)
  }

  @Test(
    "we refuse one that another program signed with a key nobody registered, and the ledger stays as it was",
    .enabled(if: Judges.areAvailable, Judges.needed))
  func unknownKey() throws {
    let folder = try JudgedLedger.young.get().unpacked()
    let foreign = try Judges.run(
      "judges.py", ["sign-securesystemslib", draft(for: "quillonia", in: folder), folder.path("next")])
    try succeeds(foreign)
    try folder.write(foreign.output, to: "foreign.json")
    let before = try folder.read("ledger.db")
    let refused = try Program.run(
      ["submit", "foreign.json", "--json", "--at", "2032-02-01T09:00:00Z"], in: folder)
    #expect(refused.status == 5)
    #expect(try json(refused.output).member("error")?.member("code")?.string == "signature.unknown-key")
    #expect(try folder.read("ledger.db") == before)
  }

  @Test("we accept a signature that openssl made away from the ledger", arguments: JudgedLedger.keys)
  func airGapped(_ member: String, _ algorithm: String) throws {
    let folder = try JudgedLedger.young.get().unpacked()
    let draft = try draft(for: member, in: folder)
    try Program.succeed(["sign", draft, "--prepare", "statement.pae"], in: folder)
    let sign =
      ["pkeyutl", "-sign", "-rawin", "-inkey", member, "-in", "statement.pae", "-out", "statement.sig"]
      + (Self.digests[algorithm] ?? [])
    try succeeds(run("openssl", sign, in: folder.path))
    try Program.succeed(
      ["sign", draft, "--attach", "statement.sig", "--public-key", member + ".pub", "--out", "signed.dsse.json"],
      in: folder)
    try submits("signed.dsse.json", in: folder)
  }
}

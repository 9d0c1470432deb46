import CanonicalJSON
import Cryptography
import Fixtures
import Testing
import TransparencyLog

@Suite(
  "Proofs, checkpoints and tiles, judged by aics-tlog and pymerkle",
  .enabled(if: Judges.ofLogsAreAvailable, Judges.needed))
struct TransparencyTests {
  private func hex(_ hashes: [Digest]) -> JSONValue { .array(hashes.map { .string($0.hex) }) }

  /// A hash with one bit changed.
  private func altered(_ hash: Digest) throws -> Digest {
    try #require(Digest([hash.bytes[0] ^ 1] + hash.bytes.dropFirst()))
  }

  @Test("every inclusion proof of every tree of up to 40 leaves; none with one bit of one hash changed")
  func inclusion() throws {
    let tree = try JudgedTree(size: 40)
    var judges = LogJudges()
    var expected: [String] = []
    for size in 1...40 {
      for index in 0..<size {
        let path = try tree.inclusion(index, size)
        func ask(_ path: [Digest], _ isRight: Bool) throws {
          judges.ask(
            "inclusion",
            [
              "leaf": .string(try tree.leaf(index).hex), "index": .integer(Int64(index)), "size": .integer(Int64(size)),
              "path": hex(path), "root": .string(try tree.root(size).hex),
            ])
          expected.append(isRight ? "accepted" : "refused: both refuse")
        }
        try ask(path, true)
        guard !path.isEmpty else { continue }
        var wrong = path
        wrong[index % path.count] = try altered(path[index % path.count])
        try ask(wrong, false)
        try ask(path + [path[0]], false)
        try ask(Array(path.dropLast()), false)
      }
    }
    #expect(try judges.answers() == expected)
  }

  @Test("every consistency proof between trees of up to 32 leaves; none between trees of other entries")
  func consistency() throws {
    let tree = try JudgedTree(size: 32)
    var judges = LogJudges()
    var expected: [Bool] = []
    for new in 0...32 {
      for old in 0...new {
        let path = try tree.consistency(old, new)
        func ask(_ path: [Digest], _ oldRoot: Digest, _ isRight: Bool) throws {
          judges.ask(
            "consistency",
            [
              "old": .integer(Int64(old)), "new": .integer(Int64(new)), "oldRoot": .string(oldRoot.hex),
              "newRoot": .string(try tree.root(new).hex), "path": hex(path),
            ])
          expected.append(isRight)
        }
        try ask(path, tree.root(old), true)
        try ask(path, altered(tree.root(old)), false)
        guard !path.isEmpty else { continue }
        var wrong = path
        wrong[old % path.count] = try altered(path[old % path.count])
        try ask(wrong, tree.root(old), false)
      }
    }
    #expect(try judges.answers().map { $0 == "accepted" } == expected)
  }

  @Test("roots of trees of other sizes than powers of two", arguments: [0, 1, 2, 3, 5, 64, 100, 257])
  func roots(size: Int) throws {
    let tree = try JudgedTree(size: size)
    var judges = LogJudges()
    let entries = JSONValue.array(
      tree.entries.map { .string($0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()) })
    judges.ask("root", ["entries": entries, "root": .string(try tree.root(size).hex)])
    judges.ask("root", ["entries": entries, "root": .string(try altered(tree.root(size)).hex)])
    #expect(try judges.answers() == ["accepted", "refused: both refuse"])
  }

  // MARK: - Signed by keys made here

  private func checkpoint(
    cosignedBy times: [UInt64]
  ) throws -> (note: SignedCheckpoint, log: String, witnesses: [String]) {
    let origin = try #require(Origin("pledges.example/judged"))
    let signer = try NoteSigner(name: origin.text, privateKey: PrivateKey.generate(.ed25519))
    var note = try SignedCheckpoint(
      Checkpoint(origin: origin, size: 40, root: JudgedTree(size: 40).root(40)), signedBy: signer)
    var witnesses: [String] = []
    for (number, time) in times.enumerated() {
      let witness = try NoteSigner(
        name: "witness.example/\(number)", privateKey: PrivateKey.generate(.ed25519), type: .cosignatureEd25519)
      note = try note.adding([witness.cosign(note, at: time)])
      witnesses.append(witness.verifierKey.text)
    }
    return (note, signer.verifierKey.text, witnesses)
  }

  private func question(
    _ note: [UInt8], _ log: String, _ witnesses: [String], quorum: Int64, maxAge: Int64? = nil
  ) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "note": .string(text(note)), "log": .string(log), "witnesses": .array(witnesses.map { .string($0) }),
      "quorum": .integer(quorum),
    ]
    if let maxAge {
      members["maxAge"] = .integer(maxAge)
      members["now"] = .integer(1_000_000)
    }
    return members
  }

  @Test("a checkpoint and its cosignatures; a quorum that is met, and one that is not; times that are too old")
  func cosignatures() throws {
    let (note, log, witnesses) = try checkpoint(cosignedBy: [999_000, 1_000_000])
    var judges = LogJudges()
    judges.ask("checkpoint", question(note.bytes, log, [], quorum: 0))
    judges.ask("checkpoint", question(note.bytes, log, witnesses, quorum: 2))
    judges.ask("checkpoint", question(note.bytes, log, witnesses, quorum: 3))
    judges.ask("checkpoint", question(note.bytes, log, witnesses, quorum: 1, maxAge: 500))
    judges.ask("checkpoint", question(note.bytes, log, witnesses, quorum: 2, maxAge: 500))
    let answers = try judges.answers()
    #expect(answers.map { $0 == "accepted" } == [true, true, false, true, false])
    #expect(answers[2].contains("quorum not met"))
    #expect(answers[4].contains("stale"))
  }

  @Test("nothing of a checkpoint can be changed: not its size, root or origin, nor a cosignature's time")
  func alteredCheckpoint() throws {
    let (note, log, witnesses) = try checkpoint(cosignedBy: [1_000_000])
    let whole = text(note.bytes)
    var judges = LogJudges()
    // The last line is the witness's: name, then four bytes for the key, eight for the time, the signature.
    let cosignature = try #require(whole.split(separator: " ").last).dropLast()
    var bytes = try #require(Base64.decode(cosignature.utf8))
    bytes[11] ^= 1
    for changed in [
      whole.replacing("\n40\n", with: "\n41\n"), whole.replacing("/judged\n", with: "/fudged\n"),
      whole.replacing(Base64.encode(note.checkpoint.root.bytes), with: Base64.encode([UInt8](repeating: 7, count: 32))),
      whole.replacing(cosignature, with: Base64.encode(bytes)),
    ] {
      #expect(changed != whole)
      judges.ask("checkpoint", question(Array(changed.utf8), log, witnesses, quorum: 1))
    }
    #expect(try judges.answers().allSatisfy { $0.hasPrefix("refused") })
  }

  // MARK: - Made by the program

  private func logKey(_ folder: TemporaryFolder) throws -> String {
    let status = try json(Program.succeed(["status", "--json"], in: folder))
    return try #require(status.member("logKeys")?.elements.map { $0.string }.last ?? nil)
  }

  /// The headers of a ledger in their order.
  private func headers(_ folder: TemporaryFolder) throws -> [String] {
    let lines = try Program.succeed(["export", "-"], in: folder).split(separator: 0x0A)
    return try lines.map { try #require(json(Array($0)).member("header")?.string) }
  }

  @Test("the receipt of each entry; not beside another header")
  func receipts() throws {
    let folder = try JudgedLedger.full.get().unpacked()
    let log = try logKey(folder)
    let headers = try headers(folder)
    var judges = LogJudges()
    for (index, header) in headers.enumerated() {
      try Program.succeed(["proof", "\(index)", "--out", "."], in: folder)
      let proof = JSONValue.string(text(try folder.read("\(index).tlog-proof")))
      for header in [header, headers[(index + 1) % headers.count]] {
        judges.ask("receipt", ["proof": proof, "header": .string(header), "log": .string(log)])
      }
    }
    #expect(try judges.answers() == headers.flatMap { _ in ["accepted", "refused: both refuse"] })
  }

  @Test(
    "a published folder is, file for file, what aics-tlog makes of the same entries, at sizes around a full tile",
    arguments: [30, 256, 300])
  func publication(size: Int) throws {
    let folder = try TemporaryFolder()
    try Program.build(
      ["bench", "build", "--entries", "\(size)", "--signatories", "3", "--algorithm", "ed25519"], in: folder)
    let log = try logKey(folder)
    try Program.succeed(["publish", "public"], in: folder)
    let headers = try headers(folder).map { JSONValue.string($0) }
    #expect(headers.count == size)
    let published: [String: JSONValue] = ["folder": .string(folder.path("public")), "log": .string(log)]
    var judges = LogJudges()
    judges.ask("publication", published.merging(["headers": .array(headers)]) { $1 })
    judges.ask("publication", published.merging(["headers": .array(headers.reversed())]) { $1 })
    #expect(try judges.answers() == ["accepted", "refused: an entry differs"])
  }

  @Test("a checkpoint kept from before is a beginning of what is published later; that of another log is not")
  func growth() throws {
    let folder = try JudgedLedger.young.get().unpacked()
    let kept = text(try Program.succeed(["checkpoint"], in: folder))
    try Program.succeed(
      JudgedLedger.attestation(by: "quillonia") + ["--key", "quillonia", "--at", "2032-02-01T09:00:00Z"], in: folder)
    try Program.succeed(["publish", "public"], in: folder)
    let foreign = text(try Program.succeed(["checkpoint"], in: JudgedLedger.full.get().unpacked()))
    let log = JSONValue.string(try logKey(folder))
    var judges = LogJudges()
    for held in [kept, foreign] {
      judges.ask("growth", ["folder": .string(folder.path("public")), "log": log, "held": .string(held)])
    }
    let answers = try judges.answers()
    #expect(answers[0] == "accepted")
    #expect(answers[1].hasPrefix("refused"))
  }
}

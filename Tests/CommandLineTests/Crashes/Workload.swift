import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Storage
import Testing
import TransparencyLog
import Verification

/// A command that writes, what is there before it, and what has to be true whenever it ended.
struct Workload: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// Brings a fresh workshop to where the command begins.
  let prepare: @Sendable (Workshop) throws -> Void
  let arguments: [String]
  /// What has to be true after a fault, beside that nothing signed is contradicted, and of running it again; it is given
  /// what the run said, and how many entries the ledger has.
  let survives: @Sendable (Workshop, Transcript, UInt64) throws -> Void
}

/// A workshop whose files can be put back to where a workload begins.
///
/// They lie in one and the same folder in every run, since the keeper's note names files by their whole paths.
struct Scene {
  let workshop: Workshop
  let workload: Workload
  private let saved: TemporaryFolder

  init(_ workload: Workload) throws {
    self.workload = workload
    workshop = try Workshop()
    saved = try TemporaryFolder()
    try workload.prepare(workshop)
    _ = try run("cp", ["-a", workshop.folder.path + "/.", saved.path])
  }

  var program: TracedProgram {
    TracedProgram(
      Program.path, workload.arguments, environment: workshop.environment, in: workshop.folder.path)
  }

  func reset() throws {
    let script = "rm -rf \"$1\" && cp -a \"$2\" \"$1\""
    let result = try run("sh", ["-c", script, "sh", workshop.folder.path, saved.path])
    try #require(result.status == 0)
  }

  func transcript(_ result: SubprocessResult) -> Transcript {
    Transcript(
      arguments: workload.arguments, status: result.status, output: String(decoding: result.output, as: UTF8.self),
      error: String(decoding: result.error, as: UTF8.self))
  }
}

extension Workshop {
  /// Whom a reader believes: the log key, from elsewhere.
  func policy() throws -> TrustPolicy {
    let key = try VerifierKey(name: "pledges.example/lantern", publicKey: key("log").publicKey, type: .ed25519)
    return try TrustPolicy(Array("log \(key.text)\nquorum none\n".utf8))
  }

  /// Every checkpoint that left the database: the high-water mark, the published one, those in receipts.
  func givenOut() throws -> [SignedCheckpoint] {
    var held: [SignedCheckpoint] = []
    // Whatever the fault was, one of its two slots is sound.
    if let note = try HighWaterMark(path: folder.path(ledger + ".checkpoint")).read() {
      held.append(try SignedCheckpoint(note))
    }
    // Put in place in one step: there whole, or not at all.
    if let bytes = try? folder.read("public/checkpoint") { held.append(try SignedCheckpoint(bytes)) }
    return try held + receipts().map(\.proof.checkpoint)
  }

  /// The receipts that were written; the proof is written last, so header and envelope lie beside it.
  func receipts() throws -> [(header: [UInt8], proof: ProofFile)] {
    let listed = String(decoding: try Fixtures.run("ls", [folder.path("receipts")]).output, as: UTF8.self)
    return try listed.split(separator: "\n").filter { $0.hasSuffix(".tlog-proof") }.map { name in
      let base = "receipts/" + name.dropLast(".tlog-proof".count)
      let header = try folder.read(base + ".header")
      let envelope = try folder.read(base + ".dsse.json")
      #expect(try EntryHeader(header)?.envelope == Digest.sha256(of: envelope))
      return (header, try ProofFile(folder.read("receipts/\(name)")))
    }
  }

  /// That the ledger is sound and contradicts nothing that anybody holds; gives back how many entries it has.
  @discardableResult
  func expectHonest(_ transcript: Transcript, ledger path: String? = nil, _ comment: Comment) throws -> UInt64 {
    let file = folder.path(path ?? ledger)
    // One core and once: hundreds of ledgers are verified.
    var verification = try LedgerVerification(trust: Trust(held: givenOut(), policy: policy()), cores: 1)
    let reader = try SQLiteLedgerReader.open(file)
    let report = try verification.run(reader, structure: reader.structuralFindings())
    #expect(report.codes() == [], comment)
    #expect(report.assurance == .signed, comment)
    var hasher = try MerkleHasher()
    var verifier = try SignatureVerifier()
    for receipt in try receipts() {
      let leaf = try hasher.leaf(receipt.header)
      let verdict = try receipt.proof.verify(leaf: leaf, policy: policy(), hasher: &hasher, verifier: &verifier)
      guard case .accepted = verdict else {
        Issue.record("a receipt is refused: \(verdict); \(comment)")
        continue
      }
    }
    // What was printed was given out as well.
    for entry in transcript.json?.member("entries")?.elements.map({ $0 }) ?? [] {
      let index = try #require(entry.member("index")?.integer)
      let row = try reader.entry(at: EntryIndex(UInt64(index)))
      #expect(row?.leaf.hex == entry.member("leaf")?.string, comment)
    }
    return report.size
  }
}

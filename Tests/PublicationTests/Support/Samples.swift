import CanonicalJSON
import Cryptography
import Fixtures
import Foundation
import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog
import Verification

/// Ledgers that tests publish, written once.
enum Samples {
  /// 600 entries: the Harbour Light ledger, an attestation, and signatories from public documents.
  static let long: [AdmittedEntry] = {
    do {
      return try fixture(count: 600).entries
    } catch {
      preconditionFailure("the long ledger: \(error)")
    }
  }()

  /// Another ledger with the same genesis and first entries, up to 200, and then other ones.
  static let fork: [AdmittedEntry] = {
    do {
      // The same envelopes: a P-256 signature would differ if it were made again.
      let fixture = try LedgerFixture()
      for entry in long.prefix(200) {
        try fixture.admit(Envelope.readStored(entry.envelopeBytes), at: entry.header.recorded)
      }
      try fill(fixture, upTo: 300, branchingAt: 200)
      return fixture.entries
    } catch {
      preconditionFailure("the forked ledger: \(error)")
    }
  }()

  /// 530 entries. 9 and 10 are attestations that name one text both, besides others; 261 removes the words of 9, 301 those
  /// of the attestation at 300.
  static let redacted: [AdmittedEntry] = {
    do {
      let fixture = try LedgerFixture.harbourLight()
      let shared = [EvidenceItem.sample()]
      for key in [FixedKey.alder, .cedar] {
        try fixture.admit(.attest(fixture.attestation(key, [.met("lamp")], evidence: shared)), [key], at: "2032-02-01")
      }
      try fill(fixture, upTo: 261)
      try fixture.redact(9, at: "2032-03-01")
      try fill(fixture, upTo: 300)
      try fixture.attest(.birch, at: "2032-03-02")
      try fixture.redact(300, at: "2032-03-03")
      try fill(fixture, upTo: 530)
      return fixture.entries
    } catch {
      preconditionFailure("the redacted ledger: \(error)")
    }
  }()

  /// The words that the first `size` of these entries removed.
  static func removed(_ entries: [AdmittedEntry], _ size: Int) -> [Disclosure] {
    var removed: Set<Digest> = []
    for entry in entries.prefix(size) {
      if case .redact(let redaction) = entry.statement.predicate { removed.formUnion(redaction.texts) }
    }
    return entries.flatMap(\.texts).filter { removed.contains($0.digest) }
  }

  static func fixture(count: Int, branchingAt branch: Int = .max) throws -> LedgerFixture {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-02-01")
    try fill(fixture, upTo: count, branchingAt: branch)
    return fixture
  }

  static func fill(_ fixture: LedgerFixture, upTo count: Int, branchingAt branch: Int = .max) throws {
    let now = max("2032-02-10", fixture.chain.recorded ?? "2032-02-10")
    while fixture.entries.count < count {
      let number = fixture.entries.count
      let id = "port-\(number)\(number >= branch ? "-b" : "")"
      guard let party = PartyID(id), let name = TextMap([("en", "Port \(number)")])
      else { preconditionFailure("a signatory") }
      let join = Join(
        signatory: party, name: name, kind: "state", effective: now, basis: .publicSource,
        source: Join.Source(uri: "https://harbour-light.example/list", sha256: nil, asOf: "2031-01-01"))
      try fixture.admit(.join(join), [.registrar], at: now)
    }
  }

  /// Publishes the first entries of a ledger.
  @discardableResult
  static func publish(_ entries: [AdmittedEntry], _ size: Int, into files: any PublishingFiles) throws
    -> Publisher.Outcome
  {
    try Publisher(MemoryLedger(entries, size: size), into: files).publish()
  }

  /// Files of a publication made from scratch.
  static func published(_ entries: [AdmittedEntry], _ size: Int) throws -> [String: [UInt8]] {
    let files = MemoryFiles()
    try publish(entries, size, into: files)
    return files.files
  }

  static func policy(_ keys: FixedKey...) throws -> TrustPolicy {
    let lines = try (keys.isEmpty ? [.log] : keys).map { "log \(try LedgerFixture.logKey($0).text)\n" }
    return try TrustPolicy(Array((lines.joined() + "quorum none\n").utf8))
  }

  /// What verification of published files finds, for somebody who knows the log key.
  static func verify(_ files: [String: [UInt8]], held: [SignedCheckpoint] = []) throws -> VerificationReport {
    try look(at: MemoryFiles(files), held: held).report
  }

  /// The same, with what is to be said of the words.
  static func look(at files: any Fetching, held: [SignedCheckpoint] = []) throws -> PublishedVerification {
    try PublishedVerification(files, trust: Trust(held: held, policy: policy()))
  }
}

extension [String: [UInt8]] {
  /// The files that hold some of these words, whatever they are called.
  func holding(_ texts: [Disclosure]) -> [String] {
    let needles = texts.map { Data($0.bytes) }
    return filter { _, bytes in
      let file = Data(bytes)
      return needles.contains { file.range(of: $0) != nil }
    }.keys.sorted()
  }
}

/// The code of what a body throws; nil when it throws nothing.
func code(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch let error as PublicationError {
    return error.code.rawValue
  } catch let error as StorageError {
    return error.code.rawValue
  } catch {
    return "unexpected: \(error)"
  }
}

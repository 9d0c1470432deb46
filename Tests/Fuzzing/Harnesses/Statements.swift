import CanonicalJSON
import Compliance
import Cryptography
import LedgerFixtures
import Pledges

extension Harness {
  static let statements = [statement, accord, entry]

  /// What is signed. // Format §3
  private static let statement = Harness("statement", largest: 8_192) { bytes in
    let statement = try Statement.read(bytes)
    let texts = statement.textDigests
    try hold(Set(texts).count == texts.count || statement.payload == nil, "a text stands twice")
    // Of a kind of a later version nothing can be written.
    guard let payload = statement.payload else { return }
    let second = try again("the statement written again") { try Statement.read(payload) }
    try same(second.payload ?? [], payload, "the statement has another form")
    let canonical = try again("what was read") { try JSONDocument(bytes).root.canonicalBytes() }
    try same(payload, canonical, "a member was dropped or added")
  }

  /// An accord document. // Format §9
  private static let accord = Harness("accord", largest: 16_384) { bytes in
    let document = try JSONDocument(bytes, profile: .ledger)
    let accord = try AccordDocument.read(document.root)
    for commitment in accord.commitments {
      try hold(accord.commitment(commitment.id)?.id == commitment.id, "a commitment is not found by its name")
    }
    let publication = try again("a publication of it") { try AccordPublication(document.root, changes: nil) }
    let statement = Statement(
      subjects: [.init(name: "accord", sha256: .zero)], ledger: sampleReference, issuedAt: Instant(seconds: 0),
      predicate: .accordPublish(publication))
    let payload = try again("its statement") { try taken(statement.payload) }
    _ = try again("its statement read") { try Statement.read(payload) }
  }

  /// A statement that comes in behind the first entries of a real ledger, and what the rules make of it.
  ///
  /// The first line of the input names how many entries there are before and when the statement is recorded; the signers
  /// are those of the entry that really came there.
  private static let entry = Harness("entry", largest: 32_768) { bytes in
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    let words = try taken(parts.first).split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 2, words.count == 2, let recorded = Instant(words[1]), let place = Int(words[0]),
      RealLedger.kept.entries.indices.contains(place)
    else { throw Refused() }
    let payload = Array(parts[1])
    let real = RealLedger.kept.entries[place]
    let statement = try Statement.read(payload)
    let envelope = try Envelope(payload: payload, signatures: real.envelope.signatures).canonicalBytes
    let header = EntryHeader(
      index: EntryIndex(UInt64(place)), previous: real.header.previous, recorded: recorded, kind: statement.kind,
      envelope: try Digest.sha256(of: envelope), envelopeByteCount: envelope.count)
    let before = RealLedger.kept.archives[place]
    var ledger = try RealLedger.kept.resumed(before)
    var completed: [Digest] = []
    let replayed = try ledger.replay(StoredBytes(header: header.bytes, envelope: envelope), completing: &completed) {
      RealLedger.kept.envelope(of: $0)
    }
    guard replayed.findings.isEmpty else { throw Refused() }
    try judged(ledger.state)
    let archive = MemoryArchive(ledger, after: before)
    let resumed = try again("an archive of what was admitted") {
      try RealLedger.kept.resumed(archive) { index in
        guard index.rawValue == UInt64(place), case .accordPublish(let publication) = statement.predicate else {
          return RealLedger.kept.publication(at: index)
        }
        return publication
      }
    }
    try same(resumed.archivedCore, archive.coreBytes, "an archive says something else after it was read")
  }

  /// Every cell of every signatory has a result, whenever somebody asks.
  private static func judged(_ state: LedgerState) throws {
    for instant in [Instant(seconds: 0), Instant("2033-06-01T00:00:00Z"), .last] {
      let rules = StatusRules(accord: state.accord, asOf: instant)
      for signatory in state.memberOrder {
        guard let history = state.history(of: signatory) else {
          throw Contradiction("\(signatory) has no history")
        }
        _ = rules.standing(of: history)
        for period in rules.periods { _ = rules.cells(of: history, period: period.id) }
        _ = rules.cells(of: history, period: nil)
      }
    }
  }
}

import CanonicalJSON
import Cryptography
import Pledges
import Reports
import Testing
import TransparencyLog

/// A ledger in memory to which statements are admitted like anywhere else, with signatures that verify.
final class SampleLedger {
  private(set) var ledger: Ledger
  private(set) var entries: [AdmittedEntry] = []
  private var redacted: Set<EntryIndex> = []
  /// Size and root after each entry.
  private(set) var roots: [Digest] = []
  /// Who has which keys.
  private var keys: [String: PrivateKey] = [:]

  /// What the ledger is called.
  let origin: Origin

  init(origin: String = "orchard.example/accord") throws {
    self.origin = try #require(Origin(origin))
    ledger = try Ledger(signatures: .check)
  }

  func key(_ name: String) throws -> PrivateKey {
    if let key = keys[name] { return key }
    let key = try SampleKey.named(name)
    keys[name] = key
    return key
  }

  /// Admits a statement at a time, signed by the named keys.
  @discardableResult
  func say(_ predicate: Predicate, at time: String, by signers: String...) throws -> EntryReference {
    let now = try #require(Instant(time))
    let statement: Statement
    if case .genesis(let genesis) = predicate {
      statement = try LedgerState.draft(
        genesis: genesis, origin: origin, at: now)
    } else {
      statement = try ledger.state.draft(predicate, at: now)
    }
    let payload = try #require(statement.payload)
    let message = PreAuthenticationEncoding.bytes(statement: payload)
    let signatures = try signers.map { name in
      let key = try key(name)
      return Envelope.Signature(keyID: key.publicKey.keyID, bytes: try key.sign(message))
    }
    let entry = try ledger.admit(Envelope(payload: payload, signatures: signatures), at: now)
    entries.append(entry)
    roots.append(try ledger.root())
    return EntryReference(index: entry.header.index, header: entry.leaf)
  }

  /// Removes the body of an entry, as a store does after a `payload.redact`.
  func dropBody(of index: EntryIndex) {
    redacted.insert(index)
  }

  /// The ledger as a report as of this time sees it: the entries recorded by then, replayed.
  func view(asOf time: String) throws -> LedgerView {
    let asOf = try #require(Instant(time))
    return try view(asOf: asOf, size: UInt64(entries.count { $0.header.recorded <= asOf }))
  }

  func view(asOf: Instant, size: UInt64) throws -> LedgerView {
    var replayed = try Ledger(signatures: .vouched)
    var completed: [Digest] = []
    for entry in entries.prefix(Int(size)) {
      let result = try replayed.replay(stored(entry), completing: &completed) { index in
        self.stored(self.entries[Int(index.rawValue)])
      }
      #expect(result.findings.isEmpty)
    }
    return try view(of: replayed.state, asOf: asOf, size: size)
  }

  /// The whole state, seen only so far: what is later must not show either.
  func filteredView(asOf time: String) throws -> LedgerView {
    let asOf = try #require(Instant(time))
    return try view(of: ledger.state, asOf: asOf, size: UInt64(entries.count { $0.header.recorded <= asOf }))
  }

  private func view(of state: LedgerState, asOf: Instant, size: UInt64) throws -> LedgerView {
    let last = Int(size) - 1
    let proof = try #require(
      LedgerProof(state, size: size, root: roots[last], head: entries[last].leaf, program: "pledgebook test"))
    return LedgerView(state, proof: proof, asOf: asOf, source: Source(entries: entries, redacted: redacted))
  }

  private func stored(_ entry: AdmittedEntry) -> StoredBytes {
    guard redacted.contains(entry.header.index) else {
      return StoredBytes(header: entry.headerBytes, envelope: entry.envelopeBytes)
    }
    let by = entries.first { later in
      if case .redact(let redaction) = later.statement.predicate {
        redaction.entry == entry.header.index
      } else {
        false
      }
    }
    return StoredBytes(header: entry.headerBytes, envelope: nil, redactedBy: by?.header.index)
  }

  struct Source: StatementSource {
    let entries: [AdmittedEntry]
    let redacted: Set<EntryIndex>

    func statement(at index: EntryIndex) throws(ReportError) -> SignedStatement? {
      guard !redacted.contains(index) else { return nil }
      let entry = entries[Int(index.rawValue)]
      do {
        let envelope = try Envelope.readStored(entry.envelopeBytes)
        return SignedStatement(entry.statement, signingKeys: envelope.signatures.map(\.keyID))
      } catch {
        throw ReportError(.unreadableStatement, "entry \(index) cannot be read")
      }
    }
  }
}

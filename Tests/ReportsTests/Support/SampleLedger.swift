import CanonicalJSON
import Cryptography
import LedgerFixtures
import Pledges
import Reports
import Testing
import TransparencyLog

/// A ledger in memory to which statements are admitted like anywhere else, with signatures that verify.
final class SampleLedger {
  private(set) var ledger: Ledger
  private(set) var entries: [AdmittedEntry] = []
  /// Size and root after each entry.
  private(set) var roots: [Digest] = []
  /// Whose words are handed to reports.
  var words = Words.all
  /// Who has which keys.
  private var keys: [String: PrivateKey] = [:]

  /// What the ledger is called.
  let origin: Origin

  /// What a copy of the ledger has of the words.
  enum Words {
    /// All, also those that an entry removed, as a copy that is late has them.
    case all
    /// Those that no entry removed.
    case kept
    /// None of these entries.
    case without(Set<EntryIndex>)
  }

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
    try say(predicate, at: time, signedBy: signers)
  }

  /// - Parameter issuedAt: what the signer says of the time; nil for when it is recorded.
  @discardableResult
  func say(
    _ predicate: Predicate, at time: String, issued issuedAt: String? = nil, signedBy signers: [String]
  ) throws -> EntryReference {
    let now = try #require(Instant(time))
    var statement: Statement
    if case .genesis(let genesis) = predicate {
      statement = try LedgerState.draft(
        genesis: genesis, origin: origin, at: now)
    } else {
      statement = try ledger.state.draft(predicate, at: now)
    }
    if let issuedAt { statement.issuedAt = try #require(Instant(issuedAt)) }
    let payload = try #require(statement.payload)
    let message = PreAuthenticationEncoding.bytes(statement: payload)
    let signatures = try signers.map { name in
      let key = try key(name)
      return Envelope.Signature(keyID: key.publicKey.keyID, bytes: try key.sign(message))
    }
    let entry = try ledger.admit(
      Envelope(payload: payload, signatures: signatures).submitted, at: now, earlier: envelope(at:))
    entries.append(entry)
    roots.append(try ledger.root())
    return EntryReference(index: entry.header.index, header: entry.leaf)
  }

  /// Removes words of an entry: all of them that are not yet removed, or these.
  func remove(
    _ texts: [Digest]? = nil, of index: EntryIndex, at time: String,
    _ basis: TextRedaction.LegalBasis = TextRedaction.LegalBasis(basis: .courtOrder, reference: "Orchard court, 7/35")
  ) throws {
    let removals = ledger.state.removals
    let all = entries[Int(index.rawValue)].statement.textDigests.filter { removals.removal(of: $0, from: index) == nil }
    try say(
      .redact(TextRedaction(entry: index, texts: texts ?? all, legalBasis: basis)), at: time, by: "registrar")
  }

  private func envelope(at index: EntryIndex) -> [UInt8]? { entries[Int(index.rawValue)].envelopeBytes }

  /// The ledger as a report as of this time sees it: the entries recorded by then, replayed.
  func view(asOf time: String) throws -> LedgerView {
    let asOf = try #require(Instant(time))
    return try view(asOf: asOf, size: UInt64(entries.count { $0.header.recorded <= asOf }))
  }

  func view(asOf: Instant, size: UInt64) throws -> LedgerView {
    var replayed = try Ledger(signatures: .vouched)
    var completed: [Digest] = []
    for entry in entries.prefix(Int(size)) {
      let result = try replayed.replay(
        StoredBytes(header: entry.headerBytes, envelope: entry.envelopeBytes), completing: &completed,
        earlier: envelope(at:))
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
    return LedgerView(
      state, proof: proof, asOf: asOf, removals: ledger.state.removals,
      source: Source(entries: entries, words: words, removals: ledger.state.removals))
  }

  struct Source: StatementSource {
    let entries: [AdmittedEntry]
    let words: Words
    let removals: TextRemovals

    func statement(at index: EntryIndex) throws(ReportError) -> SignedStatement {
      let entry = entries[Int(index.rawValue)]
      do {
        let envelope = try Envelope.readStored(entry.envelopeBytes)
        return SignedStatement(
          entry.statement, signingKeys: envelope.signatures.map(\.keyID), texts: texts(of: entry))
      } catch {
        throw ReportError(.unreadableStatement, "entry \(index) cannot be read")
      }
    }

    private func texts(of entry: AdmittedEntry) -> [Disclosure] {
      switch words {
      case .all: entry.texts
      case .kept: entry.texts.filter { removals.removal(of: $0.digest) == nil }
      case .without(let entries): entries.contains(entry.header.index) ? [] : entry.texts
      }
    }
  }
}

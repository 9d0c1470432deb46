internal import Cryptography

/// The attestation entries of one signatory in a few dozen bytes each, and the head of every cell. // Format §4
///
/// The claims of all entries lie in one array, ids as small numbers, so that state stays small and adding an entry
/// allocates next to nothing.
struct AttestationBook: Sendable {
  var records: [Record] = []
  var claims: [PackedClaim] = []
  var evidence: [AttestationEvent.Evidence] = []
  var periods = IdentifierTable<PeriodID>()
  var commitments = IdentifierTable<CommitmentID>()
  var values = IdentifierTable<PlainID>()
  /// The signatory's keys that stand on entries, in order of first appearance.
  var signingKeys: [KeyID] = []
  /// Signing keys beyond the first, which is rare.
  var furtherKeys: [UInt32: [KeyID]] = [:]
  /// The entries whose body is known to be gone, in replay that is before the redaction itself.
  var redactions: [UInt32: Removal] = [:]
  private var heads: [Cell: UInt32] = [:]

  init() {}

  struct Record: Sendable {
    let entry: EntryStamp
    let leaf: Digest
    let action: Action
    let period: UInt32
    /// The number of the first of the signatory's keys on it, which a redaction keeps in its summary; `noKey` for none.
    let key: UInt32
    let firstClaim: UInt32
    let claimCount: UInt16
    var isRedacted: Bool

    static let noKey = UInt32.max
  }

  enum Action: Sendable, Equatable {
    case submit
    case supersede(EntryIndex)
    case withdraw(EntryIndex)
  }

  struct PackedClaim: Sendable {
    var commitment: UInt32
    var value: UInt32
    var firstEvidence: UInt32
    var evidenceCount: UInt16
  }

  struct Removal: Sendable {
    var by: EntryStamp
    /// Whether the redaction has taken place by now: from then on it acts on the head that there is. // Status rules §5
    var isDone = false
  }

  /// Period and commitment in eight bytes.
  private struct Cell: Hashable, Sendable {
    var period: UInt32
    var commitment: UInt32
  }

  /// The entry whose claim stands in a cell. // Status rules §5
  func head(period: PeriodID, commitment: CommitmentID) -> Record? {
    guard let period = periods.number(of: period), let commitment = commitments.number(of: commitment),
      let ordinal = heads[Cell(period: period, commitment: commitment)]
    else { return nil }
    return records[Int(ordinal)]
  }

  /// The commitments whose head is this entry.
  func commitments(withHead entry: EntryIndex) -> [CommitmentID] {
    guard let ordinal = ordinal(at: entry) else { return [] }
    return cells(of: records[ordinal]).filter { heads[$0] == UInt32(ordinal) }.map { commitments[$0.commitment] }
      .sorted()
  }

  /// The attestation entry at this index.
  func record(at index: EntryIndex) -> Record? {
    ordinal(at: index).map { records[$0] }
  }

  /// The commitments that an attestation entry lists; for a withdrawal, those it was applied to.
  func commitments(of record: Record) -> [CommitmentID] {
    packedClaims(of: record).map { commitments[$0.commitment] }
  }

  func period(of record: Record) -> PeriodID {
    periods[record.period]
  }

  /// Adds an entry and lets it act on the heads of its cells. // Status rules §5
  mutating func append(
    entry: EntryStamp, leaf: Digest, period: PeriodID, action: Action, keys signers: [KeyID],
    claims listed: [AttestationEvent.Claim], redactedBy: EntryStamp? = nil
  ) {
    let ordinal = UInt32(records.count)
    records.append(
      Record(
        entry: entry, leaf: leaf, action: action, period: periods.intern(period),
        key: signers.first.map { number(of: $0) } ?? Record.noKey, firstClaim: UInt32(claims.count),
        claimCount: UInt16(listed.count), isRedacted: redactedBy != nil))
    for claim in listed {
      claims.append(
        PackedClaim(
          commitment: commitments.intern(claim.commitment), value: values.intern(claim.value),
          firstEvidence: UInt32(evidence.count), evidenceCount: UInt16(claim.evidence.count)))
      evidence.append(contentsOf: claim.evidence)
    }
    if signers.count > 1 { furtherKeys[ordinal] = Array(signers.dropFirst()) }
    if let redactedBy { redactions[ordinal] = Removal(by: redactedBy) }
    act(ordinal)
  }

  /// A signatory has few keys.
  private mutating func number(of key: KeyID) -> UInt32 {
    if let number = signingKeys.firstIndex(of: key) { return UInt32(number) }
    signingKeys.append(key)
    return UInt32(signingKeys.count - 1)
  }

  /// Marks an entry as redacted: its claims are unknown from now on, its place stays. // Format §6
  mutating func redact(_ index: EntryIndex, by entry: EntryStamp) {
    guard let ordinal = ordinal(at: index) else { return }
    records[ordinal].isRedacted = true
    redactions[UInt32(ordinal)] = Removal(by: entry, isDone: true)
  }

  /// Builds the heads anew, leaving out void entries: after a key turned out to be compromised, and after a redaction
  /// where one had.
  mutating func rebuildHeads(voiding: (KeyID, Instant) -> Bool) {
    heads.removeAll(keepingCapacity: true)
    for ordinal in records.indices.map(UInt32.init) where !isVoid(ordinal, voiding) { act(ordinal) }
  }

  /// Which record stands in which cell, for an archive.
  var headList: [(period: UInt32, commitment: UInt32, ordinal: UInt32)] {
    heads.map { ($0.key.period, $0.key.commitment, $0.value) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
  }

  mutating func setHead(period: UInt32, commitment: UInt32, ordinal: UInt32) {
    heads[Cell(period: period, commitment: commitment)] = ordinal
  }

  /// The attestation entries as the status rules read them, in ledger order.
  var events: [AttestationEvent] {
    records.indices.map { position in
      let record = records[position]
      let ordinal = UInt32(position)
      let listed = packedClaims(of: record)
      return AttestationEvent(
        entry: record.entry, period: periods[record.period],
        action: {
          switch record.action {
          case .submit: .submit
          case .supersede(let target): .supersede(target)
          case .withdraw(let target): .withdraw(target)
          }
        }(),
        claims: record.isRedacted || record.isWithdrawal
          ? []
          : listed.map { claim in
            AttestationEvent.Claim(
              commitment: commitments[claim.commitment], value: values[claim.value],
              evidence: Array(evidence[Int(claim.firstEvidence)..<Int(claim.firstEvidence) + Int(claim.evidenceCount)]))
          },
        signingKeys: keys(ordinal),
        redaction: redactions[ordinal].map {
          // In the order of the summary, which is all that replay has.
          AttestationEvent.Redaction(by: $0.by, commitments: listed.map { commitments[$0.commitment] }.sorted())
        })
    }
  }

  private mutating func act(_ ordinal: UInt32) {
    let record = records[Int(ordinal)]
    // What a redacted entry named is gone: it acts on the head that there is. // Status rules §5
    let isFree = record.isRedacted && redactions[ordinal]?.isDone == true
    func head(_ cell: Cell) -> EntryIndex? { heads[cell].map { records[Int($0)].entry.index } }
    switch record.action {
    case .submit:
      for cell in cells(of: record) where isFree || head(cell) == nil { heads[cell] = ordinal }
    case .supersede(let target):
      for cell in cells(of: record) where isFree || head(cell) == target { heads[cell] = ordinal }
    case .withdraw(let target):
      // Once heads are built anew, the entry may be the head of more than it was when the withdrawal came.
      let named = self.ordinal(at: target).map { cells(of: records[$0]) } ?? []
      for cell in isFree ? cells(of: record) : named where isFree || head(cell) == target { heads[cell] = nil }
    }
  }

  private func cells(of record: Record) -> [Cell] {
    packedClaims(of: record).map { Cell(period: record.period, commitment: $0.commitment) }
  }

  /// Void when every key of the signatory on it is. // Status rules §1
  private func isVoid(_ ordinal: UInt32, _ voids: (KeyID, Instant) -> Bool) -> Bool {
    let keys = keys(ordinal)
    return !keys.isEmpty && keys.allSatisfy { voids($0, records[Int(ordinal)].entry.recorded) }
  }

  /// The signatory's keys on an attestation entry.
  func keys(of record: Record) -> [KeyID] {
    ordinal(at: record.entry.index).map { keys(UInt32($0)) } ?? []
  }

  private func keys(_ ordinal: UInt32) -> [KeyID] {
    let first = records[Int(ordinal)].key
    return first == Record.noKey ? [] : [signingKeys[Int(first)]] + (furtherKeys[ordinal] ?? [])
  }

  private func packedClaims(of record: Record) -> ArraySlice<PackedClaim> {
    claims[Int(record.firstClaim)..<Int(record.firstClaim) + Int(record.claimCount)]
  }

  /// Records are in ledger order, so an index is found by halving.
  private func ordinal(at index: EntryIndex) -> Int? {
    let place = records.indices.firstPlace(notBefore: { records[$0].entry.index < index })
    return place < records.count && records[place].entry.index == index ? place : nil
  }
}

extension AttestationBook.Record {
  var isWithdrawal: Bool {
    if case .withdraw = action { true } else { false }
  }
}

/// Ids as small numbers, in order of first appearance.
struct IdentifierTable<ID: Identifier>: Sendable {
  private(set) var ids: [ID] = []
  private var numbers: [ID: UInt32] = [:]

  init(_ ids: [ID] = []) {
    for id in ids { _ = intern(id) }
  }

  subscript(number: UInt32) -> ID { ids[Int(number)] }

  func number(of id: ID) -> UInt32? { numbers[id] }

  /// The number of an id, which gets the next one when it is new.
  mutating func intern(_ id: ID) -> UInt32 {
    if let number = numbers[id] { return number }
    let number = UInt32(ids.count)
    ids.append(id)
    numbers[id] = number
    return number
  }
}

internal import Cryptography

/// Every attestation entry in a few dozen bytes, and the head of every cell. // Format §4
///
/// The claims of a million attestations lie in one array, ids as small numbers, so that state stays small and adding
/// an entry allocates nothing.
struct AttestationTable: Sendable {
  private(set) var records: [Record] = []
  private var claims: [PackedClaim] = []
  private var evidence: [AttestationEvent.Evidence] = []
  /// By signatory slot: the ordinals of its records, in ledger order.
  private var ordinals: [[UInt32]] = []
  private var periods = IdentifierTable<PeriodID>()
  private var commitments = IdentifierTable<CommitmentID>()
  private var values = IdentifierTable<PlainID>()
  private var heads: [Cell: UInt32] = [:]
  /// Signing keys beyond the first, which is rare.
  private var furtherKeys: [UInt32: [KeyID]] = [:]

  struct Record: Sendable {
    let entry: EntryStamp
    let leaf: Digest
    let signatory: UInt32
    let period: UInt32
    let action: Action
    /// The first of the signatory's keys on it; a redaction keeps them in its summary.
    let key: KeyID?
    let firstClaim: UInt32
    let claimCount: UInt16
    /// Set as soon as the body is known to be gone, in replay that is before the redaction itself.
    var redactedBy: EntryStamp?
    /// Whether the redaction has taken place by now: from then on it acts on the head that there is. // Status rules §5
    var isRedactedNow = false
  }

  enum Action: Sendable, Equatable {
    case submit
    case supersede(EntryIndex)
    case withdraw(EntryIndex)
  }

  private struct PackedClaim: Sendable {
    var commitment: UInt32
    var value: UInt32
    var evidenceCount: UInt16
    var firstEvidence: UInt32
  }

  /// Signatory, period and commitment in twelve bytes.
  private struct Cell: Hashable, Sendable {
    var signatory: UInt32
    var period: UInt32
    var commitment: UInt32
  }

  /// A place for a new signatory.
  mutating func addSignatory() -> Int {
    ordinals.append([])
    return ordinals.count - 1
  }

  /// The entry whose claim stands in a cell. // Status rules §5
  func head(signatory: Int, period: PeriodID, commitment: CommitmentID) -> Record? {
    guard let period = periods.number(of: period), let commitment = commitments.number(of: commitment),
      let ordinal = heads[Cell(signatory: UInt32(signatory), period: period, commitment: commitment)]
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
    entry: EntryStamp, leaf: Digest, signatory: Int, period: PeriodID, action: Action, keys: [KeyID],
    claims listed: [AttestationEvent.Claim], redactedBy: EntryStamp? = nil
  ) {
    let ordinal = UInt32(records.count)
    let record = Record(
      entry: entry, leaf: leaf, signatory: UInt32(signatory), period: periods.intern(period), action: action,
      key: keys.first, firstClaim: UInt32(claims.count), claimCount: UInt16(listed.count), redactedBy: redactedBy)
    for claim in listed {
      claims.append(
        PackedClaim(
          commitment: commitments.intern(claim.commitment), value: values.intern(claim.value),
          evidenceCount: UInt16(claim.evidence.count), firstEvidence: UInt32(evidence.count)))
      evidence.append(contentsOf: claim.evidence)
    }
    if keys.count > 1 { furtherKeys[ordinal] = Array(keys.dropFirst()) }
    records.append(record)
    ordinals[signatory].append(ordinal)
    act(ordinal)
  }

  /// Marks an entry as redacted: its claims are unknown from now on, its place stays. // Format §6
  mutating func redact(_ index: EntryIndex, by entry: EntryStamp) {
    guard let ordinal = ordinal(at: index) else { return }
    records[ordinal].redactedBy = entry
    records[ordinal].isRedactedNow = true
  }

  /// Builds the heads of a signatory anew, leaving out void entries: after a key turned out to be compromised, and
  /// after a redaction where one had.
  mutating func rebuildHeads(signatory: Int, voiding: (KeyID, Instant) -> Bool) {
    for ordinal in ordinals[signatory] {
      for cell in cells(of: records[Int(ordinal)]) { heads[cell] = nil }
    }
    for ordinal in ordinals[signatory] where !isVoid(ordinal, voiding) { act(ordinal) }
  }

  /// A signatory's attestation entries as the status rules read them, in ledger order.
  func events(signatory: Int) -> [AttestationEvent] {
    ordinals[signatory].map { ordinal in
      let record = records[Int(ordinal)]
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
        claims: record.redactedBy != nil || record.isWithdrawal
          ? []
          : listed.map { claim in
            AttestationEvent.Claim(
              commitment: commitments[claim.commitment], value: values[claim.value],
              evidence: Array(evidence[Int(claim.firstEvidence)..<Int(claim.firstEvidence) + Int(claim.evidenceCount)]))
          },
        signingKeys: keys(ordinal),
        redaction: record.redactedBy.map {
          // In the order of the summary, which is all that replay has.
          AttestationEvent.Redaction(by: $0, commitments: listed.map { commitments[$0.commitment] }.sorted())
        })
    }
  }

  private mutating func act(_ ordinal: UInt32) {
    let record = records[Int(ordinal)]
    // What a redacted entry named is gone: it acts on the head that there is. // Status rules §5
    let isFree = record.isRedactedNow
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
    packedClaims(of: record).map {
      Cell(signatory: record.signatory, period: record.period, commitment: $0.commitment)
    }
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
    guard let key = records[Int(ordinal)].key else { return [] }
    return [key] + (furtherKeys[ordinal] ?? [])
  }

  private func packedClaims(of record: Record) -> ArraySlice<PackedClaim> {
    claims[Int(record.firstClaim)..<Int(record.firstClaim) + Int(record.claimCount)]
  }

  /// Records are in ledger order, so an index is found by halving.
  private func ordinal(at index: EntryIndex) -> Int? {
    var low = 0
    var high = records.count
    while low < high {
      let middle = (low + high) / 2
      if records[middle].entry.index < index { low = middle + 1 } else { high = middle }
    }
    return low < records.count && records[low].entry.index == index ? low : nil
  }
}

extension AttestationTable.Record {
  var isWithdrawal: Bool {
    if case .withdraw = action { true } else { false }
  }
}

/// Ids as small numbers, in order of first appearance.
struct IdentifierTable<ID: Identifier>: Sendable {
  private var ids: [ID] = []
  private var numbers: [ID: UInt32] = [:]

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

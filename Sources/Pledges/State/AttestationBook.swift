internal import Cryptography

/// The attestation entries of one signatory in a few dozen bytes each, and the head of every cell. // Format §4
///
/// The claims of all entries lie in one list, ids as small numbers, so that state stays small and adding an entry
/// allocates next to nothing.
struct AttestationBook: Sendable {
  var records = [Record]()
  var claims = [PackedClaim]()
  var evidence = [AttestationEvent.Evidence]()
  var periods = IdentifierTable<PeriodID>()
  var commitments = IdentifierTable<CommitmentID>()
  var values = IdentifierTable<PlainID>()
  /// The signatory's keys that stand on entries, in order of first appearance.
  var signingKeys: [KeyID] = []
  /// Signing keys beyond the first, which is rare.
  var furtherKeys: [UInt32: [KeyID]] = [:]
  /// Of the entries that more than one key had to sign, how many.
  var thresholds: [UInt32: Int] = [:]
  /// The entries that rest on a recovery: they take nothing out. // Format §3
  var recovered: Set<UInt32> = []
  /// The place among `standing` of the entry that stands in a cell.
  private var heads: [Cell: Int32] = [:]
  /// The entries that stand in some cell: one that lists nine commitments stands in nine.
  private var standing: [Standing] = []
  /// Places among them that nobody has any more.
  private var vacant: [Int32] = []

  init() {}

  struct Record: Sendable {
    let entry: EntryStamp
    let leaf: Digest
    let action: AttestationEvent.Action
    let period: UInt32
    /// The number of the first of the signatory's keys on it; `noKey` for none.
    let key: UInt32
    let firstClaim: UInt32
    let claimCount: UInt16

    static let noKey = UInt32.max
  }

  struct PackedClaim: Sendable {
    var commitment: UInt32
    var value: UInt32
    var firstEvidence: UInt32
    var evidenceCount: UInt16
  }

  /// Period and commitment in eight bytes.
  private struct Cell: Hashable, Sendable {
    var period: UInt32
    var commitment: UInt32
  }

  private struct Standing: Sendable {
    let ordinal: UInt32
    let entry: EntryReference
    /// In how many cells.
    var cells = 0
  }

  /// The entry whose claim stands in a cell. // Status rules §5
  func head(period: PeriodID, commitment: CommitmentID) -> EntryReference? {
    guard let period = periods.number(of: period), let commitment = commitments.number(of: commitment) else {
      return nil
    }
    return head(Cell(period: period, commitment: commitment))
  }

  private func head(_ cell: Cell) -> EntryReference? {
    heads[cell].map { standing[Int($0)].entry }
  }

  /// The commitments whose head is this entry.
  func commitments(withHead entry: EntryIndex) -> [CommitmentID] {
    guard let record = record(at: entry) else { return [] }
    return cells(of: record).filter { head($0)?.index == entry }.map { commitments[$0.commitment] }.sorted()
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
    entry: EntryStamp, leaf: Digest, period: PeriodID, action: AttestationEvent.Action, keys signers: [KeyID],
    weight: SignatureWeight = SignatureWeight(), claims listed: [AttestationEvent.Claim]
  ) {
    let ordinal = UInt32(records.count)
    let record = Record(
      entry: entry, leaf: leaf, action: action, period: periods.intern(period),
      key: signers.first.map { number(of: $0) } ?? Record.noKey, firstClaim: UInt32(claims.count),
      claimCount: UInt16(listed.count))
    records.append(record)
    for claim in listed {
      let packed = PackedClaim(
        commitment: commitments.intern(claim.commitment), value: values.intern(claim.value),
        firstEvidence: UInt32(evidence.count), evidenceCount: UInt16(claim.evidence.count))
      claims.append(packed)
      evidence.append(contentsOf: claim.evidence)
    }
    if signers.count > 1 { furtherKeys[ordinal] = Array(signers.dropFirst()) }
    if weight.threshold > 1 { thresholds[ordinal] = weight.threshold }
    if weight.restsOnRecovery { recovered.insert(ordinal) }
    act(ordinal, record)
  }

  /// A signatory has few keys.
  private mutating func number(of key: KeyID) -> UInt32 {
    if let number = signingKeys.firstIndex(of: key) { return UInt32(number) }
    signingKeys.append(key)
    return UInt32(signingKeys.count - 1)
  }

  /// Builds the heads anew, leaving out void entries: after a key turned out to be compromised.
  mutating func rebuildHeads(_ voiding: VoidingKeys) {
    heads.removeAll(keepingCapacity: true)
    standing.removeAll(keepingCapacity: true)
    vacant.removeAll(keepingCapacity: true)
    for (position, record) in records.enumerated() {
      let ordinal = UInt32(position)
      let isVoid = voiding.voids(
        signedBy: keys(ordinal, record), threshold: thresholds[ordinal] ?? 1, recorded: record.entry.recorded)
      if !isVoid { act(ordinal, record) }
    }
  }

  /// Which record stands in which cell, for an archive.
  var headList: [(period: UInt32, commitment: UInt32, ordinal: UInt32)] {
    heads.map { ($0.key.period, $0.key.commitment, standing[Int($0.value)].ordinal) }.sorted {
      ($0.0, $0.1) < ($1.0, $1.1)
    }
  }

  /// Puts records into cells, as an archive says; false when there is no such record, or two in one cell.
  mutating func setHeads(_ list: [(period: UInt32, commitment: UInt32, ordinal: UInt32)]) -> Bool {
    var places: [UInt32: Int32] = [:]
    for (period, commitment, ordinal) in list {
      guard ordinal < records.count else { return false }
      let record = records[Int(ordinal)]
      let place = places[ordinal] ?? stand(ordinal, record)
      places[ordinal] = place
      put(place, in: Cell(period: period, commitment: commitment))
    }
    return heads.count == list.count
  }

  /// A place for an entry that is going to stand in some cell.
  private mutating func stand(_ ordinal: UInt32, _ record: Record) -> Int32 {
    let new = Standing(
      ordinal: ordinal, entry: EntryReference(index: record.entry.index, header: record.leaf))
    if let place = vacant.popLast() {
      standing[Int(place)] = new
      return place
    }
    standing.append(new)
    return Int32(standing.count - 1)
  }

  private mutating func put(_ place: Int32, in cell: Cell) {
    standing[Int(place)].cells += 1
    if let former = heads.updateValue(place, forKey: cell) { leave(former) }
  }

  private mutating func vacate(_ cell: Cell) {
    if let former = heads.removeValue(forKey: cell) { leave(former) }
  }

  private mutating func leave(_ place: Int32) {
    standing[Int(place)].cells -= 1
    if standing[Int(place)].cells == 0 { vacant.append(place) }
  }

  /// The attestation entries as the status rules read them, in ledger order.
  var events: [AttestationEvent] {
    records.enumerated().map { position, record in
      let listed = claims[record.places]
      return AttestationEvent(
        entry: record.entry, period: periods[record.period], action: record.action,
        claims: record.isWithdrawal
          ? []
          : listed.map { claim in
            AttestationEvent.Claim(
              commitment: commitments[claim.commitment], value: values[claim.value],
              evidence: Array(evidence[Int(claim.firstEvidence)..<Int(claim.firstEvidence) + Int(claim.evidenceCount)]))
          },
        signingKeys: keys(UInt32(position), record), threshold: thresholds[UInt32(position)] ?? 1)
    }
  }

  /// Lets an entry act on the cells that it lists.
  private mutating func act(_ ordinal: UInt32, _ record: Record) {
    let isOwn = !recovered.contains(ordinal)
    var place: Int32?
    for claim in acting(record) {
      let cell = Cell(period: record.period, commitment: claim.commitment)
      let isPlaceholder = values[claim.value] == .noClaim
      switch record.action.effect(on: head(cell)?.index, isPlaceholder: isPlaceholder, isOwn: isOwn) {
      case .nothing, .heldBack: continue
      case .takesOut: vacate(cell)
      case .stands:
        let taken = place ?? stand(ordinal, record)
        place = taken
        put(taken, in: cell)
      }
    }
  }

  /// The claims that an entry acts by; a withdrawal by those of the entry that it names: once heads are built anew, that
  /// may be the head of more than it was when the withdrawal came.
  private func acting(_ record: Record) -> ArraySlice<PackedClaim> {
    guard case .withdraw(let named) = record.action else { return packedClaims(of: record) }
    return self.record(at: named).map { packedClaims(of: $0) } ?? []
  }

  private func cells(of record: Record) -> [Cell] {
    packedClaims(of: record).map { Cell(period: record.period, commitment: $0.commitment) }
  }

  private func keys(_ ordinal: UInt32, _ record: Record) -> [KeyID] {
    record.key == Record.noKey ? [] : [signingKeys[Int(record.key)]] + (furtherKeys[ordinal] ?? [])
  }

  private func packedClaims(of record: Record) -> ArraySlice<PackedClaim> {
    claims[record.places]
  }

  /// Records are in ledger order, so an index is found by halving.
  private func ordinal(at index: EntryIndex) -> Int? {
    let place = records.indices.firstPlace { records[$0].entry.index < index }
    return place < records.count && records[place].entry.index == index ? place : nil
  }
}

extension AttestationBook.Record {
  var isWithdrawal: Bool {
    if case .withdraw = action { true } else { false }
  }

  /// Where its claims are among all claims.
  var places: Range<Int> { Int(firstClaim)..<Int(firstClaim) + Int(claimCount) }
}

/// How an attestation is signed, apart from by which keys.
struct SignatureWeight: Sendable {
  /// How many different keys signed for the signatory just before it.
  var threshold = 1
  var restsOnRecovery = false
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

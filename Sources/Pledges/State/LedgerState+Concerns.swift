internal import Cryptography

/// An entry that concerns a signatory.
public struct EntryConcern: Sendable {
  public var entry: EntryStamp
  public var kind: EntryKind
}

extension LedgerState {
  /// The entries that concern a signatory, in ledger order; nil for whoever is none.
  ///
  /// Those about it alone; and of those that are about several or about a document, the later due dates for all or for
  /// it by name, and the checks of evidence that its reports cite. Whoever lists or watches a signatory asks here.
  public func concerns(of signatory: PartyID) -> [EntryConcern]? {
    guard let member = members[signatory] else { return nil }
    var concerns = member.entries.map { EntryConcern(entry: $0.entry, kind: $0.kind) }
    for event in accord.extensions where event.signatories?.contains(signatory) != false {
      concerns.append(EntryConcern(entry: event.entry, kind: EntryKind(.deadlineExtend)))
    }
    if !accord.evidenceChecks.isEmpty {
      let attestations = history(of: signatory)?.attestations ?? []
      let cited = Set(attestations.lazy.flatMap(\.claims).flatMap(\.evidence).map(\.sha256))
      for check in accord.evidenceChecks where cited.contains(check.sha256) {
        concerns.append(EntryConcern(entry: check.entry, kind: EntryKind(.evidenceCheck)))
      }
    }
    return concerns.sorted { $0.entry.index < $1.entry.index }
  }
}

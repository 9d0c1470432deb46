import Cryptography
import LedgerFixtures
import Pledges

/// The heads of a signatory's cells by the letter of Status rules §5, slowly and from the history alone.
struct HeadModel {
  private let signatory: PartyID
  private let state: LedgerState
  private var heads: [Cell: EntryIndex] = [:]

  private struct Cell: Hashable {
    let period: PeriodID
    let commitment: CommitmentID
  }

  init(_ signatory: PartyID, _ state: LedgerState) {
    self.signatory = signatory
    self.state = state
    var invalidSince: [KeyID: Instant] = [:]
    for revocation in state.accord.revocations {
      if let since = revocation.invalidSince, revocation.recovery == nil { invalidSince[revocation.key] = since }
    }
    for event in state.history(of: signatory)?.attestations ?? [] {
      let recorded = event.entry.recorded
      let left = event.signingKeys.filter { key in invalidSince[key].map { $0 > recorded } ?? true }
      if left.count < event.threshold { continue }
      act(event)
    }
  }

  private mutating func act(_ event: AttestationEvent) {
    let isRecovered = state.accord.recoveredActs[event.entry.index] != nil
    let cells = event.claims.filter { !isRecovered || event.action == .submit || $0.value != "no-claim" }
      .map { Cell(period: event.period, commitment: $0.commitment) }
    switch event.action {
    case .withdraw where isRecovered: break
    case .submit: for cell in cells where heads[cell] == nil { heads[cell] = event.entry.index }
    case .supersede(let target): for cell in cells where heads[cell] == target { heads[cell] = event.entry.index }
    case .withdraw(let target): heads = heads.filter { $0.key.period != event.period || $0.value != target }
    }
  }

  /// The cells in which the ledger has another head.
  func differences() -> [String] {
    guard let document = state.accord.versions.first?.document else { return [] }
    var differences: [String] = []
    for period in document.reporting?.periods.map(\.id) ?? [] {
      for commitment in document.commitments.map(\.id) {
        let head = state.head(signatory: signatory, period: period, commitment: commitment)?.index
        let expected = heads[Cell(period: period, commitment: commitment)]
        guard head != expected else { continue }
        let texts = [expected, head].map { $0?.description ?? "none" }
        differences.append("\(period) \(commitment): \(texts[0]) by the rules, \(texts[1]) in the ledger")
      }
    }
    return differences
  }
}

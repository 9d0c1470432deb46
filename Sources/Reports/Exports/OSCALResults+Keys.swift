internal import CanonicalJSON
internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

// What OSCAL has no place for: whose keys sign, and what stands in the place of a claim.

extension OSCALResults {
  /// How many keys sign for a party, on whose word each of them is its own, and what was done to them.
  func properties(of holder: KeyHolder?) -> [JSONValue] {
    guard let holder else { return [] }
    return [oscal.property("signing", report.frame.signing(holder))]
      + holder.keys.map {
        oscal.property("key", "\($0.id): \(report.frame.life(of: $0)); \(report.frame.words(of: $0))")
      }
      + holder.acts.map { oscal.property("key-act", report.frame.line($0)) }
  }

  /// That nothing is recorded, or the explanation of what was filed and makes no claim.
  func absence(_ cell: CellReport) -> String {
    guard let entry = cell.status.noClaim else {
      return "\(report.frame.wording.noAttestation) \(report.frame.wording.absence)"
    }
    let explanation = cell.claim?.claim.explanation.map { report.frame.text($0) }
    return OSCAL.prose(explanation ?? report.frame.wording.noClaimMade(entry))
  }
}

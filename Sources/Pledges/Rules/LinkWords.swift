internal import Cryptography

extension LedgerState {
  /// Words of a link are an address. Only here the accord, which says what a link is, meets the words: replay has to
  /// decide without them, so it is no rule of replay. // Format §12
  func checkLinks(of statement: Statement, _ texts: [Disclosure]) throws(Refusal) {
    guard case .attest(let attestation) = statement.predicate, let accord = accord.governing(attestation.period) else {
      return
    }
    let claims = attestation.claims
    for position in claims.indices where !claims[position].indicators.isEmpty {
      let indicators = accord.commitment(claims[position].commitment)?.terms.allIndicators ?? []
      for given in claims[position].indicators {
        guard indicators.first(where: { $0.id == given.id })?.type == .link else { continue }
        for case .detached(let text) in [given.value] + given.breakdown.map(\.value) {
          let words: String? = texts.first { $0.digest == text.digest }?.words()
          guard let words, !Read.isAbsoluteURI(words) else { continue }
          throw Refusal(
            .textForm, "indicator \(given.id) of \(claims[position].commitment) takes an absolute URI",
            hint: "write the address with its scheme, as https://…")
        }
      }
    }
  }
}

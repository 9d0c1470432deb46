internal import Cryptography
internal import Pledges

/// Which keys void what they signed, since when, and who says so. // Status rules §1
struct Voiding: Sendable {
  private let keys: VoidingKeys
  /// Revocations that rest on a recovery: they void nothing, and are shown as somebody's word.
  private var words: [KeyID: [RevocationEvent]] = [:]

  init(_ revocations: [RevocationEvent], visibility: Visibility) {
    let seen = revocations.filter { visibility.shows($0.entry) }
    keys = VoidingKeys(seen)
    for event in seen where event.recovery != nil { words[event.key, default: []].append(event) }
  }

  /// Whether fewer keys of the signatory are left on the entry than had to sign it.
  func voids(_ event: AttestationEvent) -> Bool {
    keys.voids(signedBy: event.signingKeys, threshold: event.threshold, recorded: event.entry.recorded)
  }

  /// What is said about the keys on an entry, in the order of the keys.
  func claims(on event: AttestationEvent) -> [VoidClaim] {
    guard !keys.isEmpty || !words.isEmpty else { return [] }
    var claims: [VoidClaim] = []
    for key in event.signingKeys {
      let recorded = event.entry.recorded
      let voiding = keys.revocation(of: key, on: recorded)
      for revocation in [voiding].compactMap(\.self) + (words[key] ?? []) where revocation.reaches(recorded) {
        guard let since = revocation.invalidSince else { continue }
        claims.append(
          VoidClaim(
            attestation: event.entry.index, commitments: event.claims.map(\.commitment), key: key,
            revocation: revocation.entry, invalidSince: since,
            by: revocation.by, recovery: revocation.recovery))
      }
    }
    return claims
  }
}

internal import Cryptography
internal import Pledges

/// Which keys void what they signed, since when, and who says so. // Status rules §1
struct Voiding: Sendable {
  /// For each key its last visible revocation that has a time and rests on no recovery: it voids.
  private var deciding: [KeyID: RevocationEvent] = [:]
  /// Those that rest on a recovery: they void nothing, and are shown as somebody's word.
  private var words: [KeyID: [RevocationEvent]] = [:]

  init(_ revocations: [RevocationEvent], visibility: Visibility) {
    for event in revocations where event.invalidSince != nil && visibility.shows(event.entry) {
      if event.recovery == nil { deciding[event.key] = event } else { words[event.key, default: []].append(event) }
    }
  }

  /// Whether fewer keys of the signatory are left on the entry than had to sign it.
  ///
  /// It does not matter whether the revocation stands before or after the entry. // Status rules §1
  func voids(_ event: AttestationEvent) -> Bool {
    guard !deciding.isEmpty, !event.signingKeys.isEmpty else { return false }
    let left = event.signingKeys.count { key in
      !(deciding[key]?.reaches(event) ?? false)
    }
    return left < event.threshold
  }

  /// What is said about the keys on an entry, in the order of the keys.
  func claims(on event: AttestationEvent) -> [VoidClaim] {
    guard !deciding.isEmpty || !words.isEmpty else { return [] }
    var claims: [VoidClaim] = []
    for key in event.signingKeys {
      let said = (deciding[key].map { [$0] } ?? []) + (words[key] ?? [])
      for revocation in said where revocation.reaches(event) {
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

extension RevocationEvent {
  fileprivate func reaches(_ event: AttestationEvent) -> Bool {
    invalidSince.map { $0 <= event.entry.recorded } ?? false
  }
}

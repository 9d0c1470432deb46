internal import Cryptography
internal import Pledges

/// Which keys void what they signed, and since when. // Status rules §1
struct Voiding: Sendable {
  /// For each key: `invalidSince` of its last visible revocation that has one.
  private var invalidSince: [KeyID: Instant] = [:]

  init(_ revocations: [RevocationEvent], visibility: Visibility) {
    for event in revocations where visibility.shows(event.entry) {
      if let since = event.invalidSince { invalidSince[event.key] = since }
    }
  }

  /// Whether no key of the signatory that is good for the entry is left on it.
  ///
  /// It does not matter whether the revocation stands before or after the entry. // Status rules §1
  func voids(_ event: AttestationEvent) -> Bool {
    guard !invalidSince.isEmpty, !event.signingKeys.isEmpty else { return false }
    return event.signingKeys.allSatisfy { key in
      invalidSince[key].map { $0 <= event.entry.recorded } ?? false
    }
  }
}

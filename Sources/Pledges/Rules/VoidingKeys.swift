public import Cryptography

/// Which keys void what they signed, and since when. // Status rules §1
///
/// Admission asks about all revocations so far, the status rules about those that a report sees: both ask here.
public struct VoidingKeys: Sendable {
  /// For each key its last revocation that says since when and rests on no recovery.
  private var deciding: [KeyID: RevocationEvent] = [:]

  /// - Parameter revocations: in ledger order.
  public init(_ revocations: some Sequence<RevocationEvent>) {
    for event in revocations where event.invalidSince != nil && event.recovery == nil { deciding[event.key] = event }
  }

  /// Whether no key voids anything.
  public var isEmpty: Bool { deciding.isEmpty }

  /// The revocation that voids what a key signed on an entry of this time; it does not matter which of the two came first.
  public func revocation(of key: KeyID, on recorded: Instant) -> RevocationEvent? {
    deciding[key].flatMap { $0.reaches(recorded) ? $0 : nil }
  }

  /// Whether fewer keys of the signatory are left on an entry than had to sign it.
  public func voids(signedBy keys: [KeyID], threshold: Int, recorded: Instant) -> Bool {
    guard !deciding.isEmpty, !keys.isEmpty else { return false }
    return keys.count { revocation(of: $0, on: recorded) == nil } < threshold
  }
}

extension RevocationEvent {
  /// Whether it speaks of what was signed at this time.
  public func reaches(_ recorded: Instant) -> Bool {
    invalidSince.map { $0 <= recorded } ?? false
  }
}

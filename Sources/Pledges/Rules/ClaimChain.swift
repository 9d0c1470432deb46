/// What an attestation does to the chain of claims of one commitment. // Status rules §5
///
/// Admission asks for the heads of all entries so far, the status rules for the chain as of an instant: both ask here.
public enum ClaimEffect: Sendable, Equatable {
  /// It acts on nothing: a first claim where one stands, or a later one that names another entry.
  case nothing
  /// Its claim stands from now on.
  case stands
  /// No claim stands any more.
  case takesOut
  /// It would take a claim out, and rests on a recovery. // Format §3
  case heldBack
}

extension AttestationEvent.Action {
  /// What an entry with this action does where the claim of `head` stands.
  ///
  /// - Parameters:
  ///   - head: the entry whose claim stands; nil where none does.
  ///   - isPlaceholder: whether it claims `no-claim`, which takes out what was claimed.
  ///   - isOwn: whether it rests on no recovery.
  public func effect(on head: EntryIndex?, isPlaceholder: Bool, isOwn: Bool) -> ClaimEffect {
    switch self {
    case .submit: head == nil ? .stands : .nothing
    case .supersede(let named):
      if head != named { .nothing } else { isOwn || !isPlaceholder ? .stands : .heldBack }
    case .withdraw(let named):
      if head != named { .nothing } else { isOwn ? .takesOut : .heldBack }
    }
  }
}

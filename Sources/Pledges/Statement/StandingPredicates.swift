internal import CanonicalJSON

/// `signatory.suspend`, `.reinstate` and `.delist`.
public struct StandingChange: Sendable {
  public var signatory: PartyID
  public var effective: Instant
  public var reason: Reason
  public var note: Detached<String>?
  /// Where the decision can be read.
  public var decision: Detached<String>?

  /// Why, in a word; the note has the rest.
  public enum Reason: String, Sendable, CaseIterable {
    case ownRequest = "own-request"
    case nonCommunication = "non-communication"
    case breachOfRules = "breach-of-rules"
    case mistakenIdentity = "mistaken-identity"
    case ceasedToExist = "ceased-to-exist"
    case other
    /// Of a delisting only: it should never have been listed.
    case enteredInError = "entered-in-error"
  }

  public init(
    signatory: PartyID, effective: Instant, reason: Reason, note: Detached<String>? = nil,
    decision: Detached<String>? = nil
  ) {
    self.signatory = signatory
    self.effective = effective
    self.reason = reason
    self.note = note
    self.decision = decision
  }
}

/// `signatory.withdraw`: a member leaves.
public struct Withdrawal: Sendable {
  public var signatory: PartyID
  public var effective: Instant
  public var text: Detached<TextMap>?

  public init(signatory: PartyID, effective: Instant, text: Detached<TextMap>? = nil) {
    self.signatory = signatory
    self.effective = effective
    self.text = text
  }
}

extension StandingChange {
  static func read(_ members: inout Members, _ log: FaultLog, isDelisting: Bool = false) -> StandingChange? {
    let signatory: PartyID? = members.required("signatory", Read.id)
    let effective = members.required("effective", Read.instant)
    let reason: Reason? = members.required("reason", Read.choice)
    let note: Detached<String>? = members.optional("note", Detached.read)
    let decision: Detached<String>? = members.optional("decision", Detached.read)
    guard let signatory, let effective, let reason else { return nil }
    if reason == .enteredInError, !isDelisting {
      log.fault(at: .member("reason"), reason: "entered-in-error is only for a delisting")
    }
    return StandingChange(
      signatory: signatory, effective: effective, reason: reason, note: note, decision: decision)
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "signatory", value: .string(signatory.text)),
      JSONMember(name: "effective", value: .string(effective.description)),
      JSONMember(name: "reason", value: .string(reason.rawValue)),
    ]
    members.append("note", note.map(\.json))
    members.append("decision", decision.map(\.json))
    return members
  }
}

extension Withdrawal {
  static func read(_ members: inout Members) -> Withdrawal? {
    let signatory: PartyID? = members.required("signatory", Read.id)
    let effective = members.required("effective", Read.instant)
    let text: Detached<TextMap>? = members.optional("text", Detached.read)
    guard let signatory, let effective else { return nil }
    return Withdrawal(signatory: signatory, effective: effective, text: text)
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "signatory", value: .string(signatory.text)),
      JSONMember(name: "effective", value: .string(effective.description)),
    ]
    members.append("text", text.map(\.json))
    return members
  }
}

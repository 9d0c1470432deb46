/// What an entry says, as its header and its statement's predicate type name it. // Format §3
///
/// A kind that this program does not know is kept and shown as unknown, so the text is open; its grammar is not.
public struct EntryKind: Hashable, Sendable {
  // A kind of ours is one byte and no text, so that a million entries compare and copy nothing more.
  private let form: Form

  private enum Form: Hashable, Sendable {
    case known(Known)
    /// Never the text of a known one.
    case other(String)
  }

  /// The kind, or nil unless the text is words of lowercase letters and digits, joined by dots and hyphens.
  public init?(_ text: String) {
    self.init(text.utf8.span)
  }

  /// The kind with these bytes, under the same rule.
  init?(_ bytes: Span<UInt8>) {
    if let known = Known(bytes) {
      form = .known(known)
      return
    }
    guard (1...64).contains(bytes.count), (0x61...0x7A).contains(bytes[0]),
      bytes.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E })
    else { return nil }
    form = .other(String(copying: bytes))
  }

  public init(_ known: Known) {
    form = .known(known)
  }

  public var text: String {
    switch form {
    case .known(let known): known.rawValue
    case .other(let text): text
    }
  }

  /// The kind among those of this version of the format, or nil for one that a later version brought.
  public var known: Known? {
    if case .known(let known) = form { known } else { nil }
  }

  /// The part before the dot, which refusals name: `rule.<family>.<reason>`. // Format §8
  public var family: String { String(text.prefix { $0 != "." }) }

  /// The kinds of version 1. // Format §3
  public enum Known: String, Sendable, CaseIterable {
    case ledgerGenesis = "ledger.genesis"
    case registrarUpdate = "registrar.update"
    case logRotate = "log.rotate"
    case accordPublish = "accord.publish"
    case partyAdmit = "party.admit"
    case keyRegister = "key.register"
    case keyRotate = "key.rotate"
    case keyRevoke = "key.revoke"
    case keyThreshold = "key.threshold"
    case keyRecover = "key.recover"
    case keyObject = "key.object"
    case signatoryJoin = "signatory.join"
    case signatoryUpdate = "signatory.update"
    case signatorySubscribe = "signatory.subscribe"
    case signatoryUnsubscribe = "signatory.unsubscribe"
    case signatorySuspend = "signatory.suspend"
    case signatoryReinstate = "signatory.reinstate"
    case signatoryDelist = "signatory.delist"
    case signatoryWithdraw = "signatory.withdraw"
    case deadlineExtend = "deadline.extend"
    case attestationSubmit = "attestation.submit"
    case attestationSupersede = "attestation.supersede"
    case attestationWithdraw = "attestation.withdraw"
    case evidenceCheck = "evidence.check"
    case reviewPublish = "review.publish"
    case reviewWithdraw = "review.withdraw"
    case challengeOpen = "challenge.open"
    case challengeRespond = "challenge.respond"
    case challengeResolve = "challenge.resolve"
    case challengeWithdraw = "challenge.withdraw"
    case textRedact = "text.redact"
  }
}

extension EntryKind: CustomStringConvertible {
  public var description: String { text }
}

extension EntryKind.Known {
  private static let all = allCases
  // Lengths first: most kinds differ in them, and comparing texts costs more.
  private static let byteCounts = allCases.map(\.rawValue.utf8.count)

  /// The kind with this text.
  fileprivate init?(_ text: Span<UInt8>) {
    let byteCounts = Self.byteCounts
    for place in byteCounts.indices where byteCounts[place] == text.count {
      if text.equals(Self.all[place].rawValue) {
        self = Self.all[place]
        return
      }
    }
    return nil
  }
}

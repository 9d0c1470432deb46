import CanonicalJSON
import Files

/// Which witnesses a ledger's keeper has asked after every append, and what follows when too few answer.
struct WitnessSetting: Equatable {
  /// What the keeper chose for the case that the quorum is not reached.
  enum WhenMissing: String, CaseIterable {
    /// The entries stay, and no receipt is given out before the quorum is reached: fail-closed.
    case fail
    /// The receipt is given out with what there is: fail-open.
    case warn
  }

  /// The trust policy with the witnesses, their addresses and the quorum.
  var policy: FilePath
  var whenMissing = WhenMissing.fail
  /// How long a witness has for one answer.
  var seconds = WitnessSetting.defaultSeconds

  static let defaultSeconds = 10
  static let secondsRange = 1...300

  init(policy: FilePath) {
    self.policy = policy
  }

  /// The setting in a keeper's note.
  init?(_ value: JSONNode) {
    guard let policy = value.member("policy")?.string.flatMap({ FilePath(shown: $0) }),
      let whenMissing = value.member("whenMissing")?.string.flatMap(WhenMissing.init),
      let seconds = value.member("seconds")?.string.flatMap({ Int($0) }), Self.secondsRange.contains(seconds)
    else { return nil }
    self.policy = policy
    self.whenMissing = whenMissing
    self.seconds = seconds
  }

  var json: JSONValue {
    ["policy": .string("\(policy)"), "whenMissing": .string(whenMissing.rawValue), "seconds": .string(String(seconds))]
  }
}

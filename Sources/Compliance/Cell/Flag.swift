/// Something to know about a cell beside its headline, in the order in which flags are listed. // Status rules §7
public enum Flag: String, Sendable, CaseIterable {
  case withdrawn
  case restated
  case restatedAfterDue = "restated-after-due"
  case raisedAfterDue = "raised-after-due"
  case voidSignature = "void-signature"
  case reviewOfOlderVersion = "review-of-older-version"
  case responseOverdue = "response-overdue"
  case noKey = "no-key"
}

/// Some of the flags, each at most once.
struct FlagSet: OptionSet {
  var rawValue: UInt8

  static let withdrawn = FlagSet(rawValue: 1 << 0)
  static let restated = FlagSet(rawValue: 1 << 1)
  static let restatedAfterDue = FlagSet(rawValue: 1 << 2)
  static let raisedAfterDue = FlagSet(rawValue: 1 << 3)
  static let voidSignature = FlagSet(rawValue: 1 << 4)
  static let reviewOfOlderVersion = FlagSet(rawValue: 1 << 5)
  static let responseOverdue = FlagSet(rawValue: 1 << 6)
  static let noKey = FlagSet(rawValue: 1 << 7)

  /// The flags in the order of the rules: bit n is case n.
  var list: [Flag] {
    guard !isEmpty else { return [] }
    var flags: [Flag] = []
    for (position, flag) in Flag.allCases.enumerated() where rawValue & (1 << UInt8(position)) != 0 {
      flags.append(flag)
    }
    return flags
  }
}

/// How much a synthetic attestation says.
public enum StatementSize: String, Sendable, CaseIterable {
  /// One claim and a short explanation: the least a statement can be, about 0.8 KB.
  case small
  /// Two claims with evidence, 2 KB.
  case medium
  /// Nine claims with long explanations, 16 KB.
  case large

  var claimCount: Int {
    switch self {
    case .small: 1
    case .medium: 2
    case .large: SyntheticAccord.commitmentCount
    }
  }

  /// As a title names it.
  var label: String {
    switch self {
    case .small: "0.8 KB"
    case .medium: "2 KB"
    case .large: "16 KB"
    }
  }

  /// Bytes of the statement and its words to aim for; zero takes what there is.
  var byteCount: Int {
    switch self {
    case .small: 0
    case .medium: 2_048
    case .large: 16_384
    }
  }

  /// The size of one signatory's statements in a period: 70 in 100 small, 25 medium, 5 large.
  static func mixed(signatory: Int, period: Int) -> StatementSize {
    switch (signatory &* 37 &+ period &* 61) % 100 {
    case 0..<70: .small
    case 70..<95: .medium
    default: .large
    }
  }
}

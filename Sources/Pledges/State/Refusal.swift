/// Why an envelope does not become an entry, or why an entry should never have become one; equal by code.
///
/// Admission throws it and replay reports it, with the same code, since both ask the same function. // Format §8
public struct Refusal: Error, Sendable {
  public let code: Code
  /// What is wrong: one sentence, lower case, no full stop.
  public let message: String
  /// What to do about it.
  public let hint: String

  /// A stable code such as `signature.missing` or `rule.attestation.window-closed`.
  public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    init(_ text: String) {
      rawValue = text
    }

    public var description: String { rawValue }
  }

  public init(_ code: Code, _ message: String, hint: String) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  /// A broken rule of the life cycle: `rule.<family>.<reason>`. // Format §8
  static func rule(_ kind: EntryKind, _ reason: String, _ message: String, hint: String) -> Refusal {
    Refusal(Code("rule.\(kind.family).\(reason)"), message, hint: hint)
  }

  /// Whether the input could not be read at all, which is a mistake of form and not of rules.
  public var isMalformedInput: Bool {
    switch code {
    case .versionZero, .envelopeMalformed, .envelopeTooLarge, .envelopeSignatures, .statementMalformed,
      .statementTooLarge, .textForm,
      .textDigest, .textMissing, .textTooLarge:
      true
    default: false
    }
  }
}

extension Refusal.Code {
  public static let versionZero = Self(FormatVersion.zeroCode)
  public static let envelopeMalformed = Self("envelope.malformed")
  public static let envelopeTooLarge = Self("envelope.too-large")
  public static let envelopeSignatures = Self("envelope.signatures")
  public static let statementMalformed = Self("statement.malformed")
  public static let statementTooLarge = Self("statement.too-large")
  public static let statementKind = Self("statement.kind")
  public static let statementLedger = Self("statement.ledger")
  public static let statementDuplicate = Self("statement.duplicate")
  public static let signatureInvalid = Self("signature.invalid")
  public static let signatureUnknownKey = Self("signature.unknown-key")
  public static let signatureUnsupported = Self("signature.unsupported")
  public static let signatureMissing = Self("signature.missing")
  public static let keyNotInForce = Self("key.not-in-force")
  public static let headerTime = Self("header.time")
  public static let textForm = Self("text.form")
  public static let textDigest = Self("text.digest")
  public static let textMissing = Self("text.missing")
  public static let textTooLarge = Self("text.too-large")
  /// A report before its period takes any: the one refusal that time alone mends.
  public static let windowClosed = Self("rule.attestation.window-closed")
  public static let textRemoved = Self("rule.text.removed")
}

extension Refusal: Equatable {
  public static func == (left: Refusal, right: Refusal) -> Bool {
    left.code == right.code
  }
}

extension Refusal: CustomStringConvertible {
  public var description: String { message }
}

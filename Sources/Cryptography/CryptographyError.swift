/// What went wrong with a key, a key file or the library; equal when the codes are equal.
public struct CryptographyError: Error, Sendable {
  /// A stable code, safe to match on and to show.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// OpenSSL failed for a reason that lies neither in the key nor in the message.
    public static let libraryFailure = Code(rawValue: "crypto.library")
  }

  public let code: Code
  /// One sentence, lower case, no full stop, no secret in it.
  public let reason: String
  /// What helps with just this, where it is known.
  public let remedy: KeyRemedy?

  public init(_ code: Code, _ reason: String, remedy: KeyRemedy? = nil) {
    self.code = code
    self.reason = reason
    self.remedy = remedy
  }
}

extension CryptographyError: Equatable {
  public static func == (left: CryptographyError, right: CryptographyError) -> Bool {
    left.code == right.code
  }
}

extension CryptographyError: CustomStringConvertible {
  public var description: String { reason }
}

/// Why a server or client could not do its work; equal when the codes are equal.
public struct ServiceError: Error, Sendable {
  /// A stable code, safe to match on and to show.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The text is no address of the web that is taken here, or no address to listen on.
    public static let address = Code(rawValue: "http.address")
    /// A library of the system that this needs is not there.
    public static let libraryMissing = Code(rawValue: "http.library-missing")
    /// Nobody could be reached there.
    public static let unreachable = Code(rawValue: "http.unreachable")
    /// It took longer than it may.
    public static let timeout = Code(rawValue: "http.timeout")
    /// The answer is larger than it may be.
    public static let tooLarge = Code(rawValue: "http.too-large")
    /// The connection is not secured as it must be.
    public static let insecure = Code(rawValue: "http.tls")
    /// The answer is not HTTP as it must be, or ended before its end.
    public static let malformed = Code(rawValue: "http.malformed")
    /// The address could not be listened on.
    public static let listen = Code(rawValue: "http.listen")
  }

  public let code: Code
  /// One sentence, lower case, no full stop.
  public let reason: String
  /// What to do about it, where something can be done.
  public let hint: String?

  public init(_ code: Code, _ reason: String, hint: String? = nil) {
    self.code = code
    self.reason = reason
    self.hint = hint
  }
}

extension ServiceError: Equatable {
  public static func == (left: ServiceError, right: ServiceError) -> Bool {
    left.code == right.code
  }
}

extension ServiceError: CustomStringConvertible {
  public var description: String { reason }
}

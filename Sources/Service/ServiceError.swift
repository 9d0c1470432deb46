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
    /// Somebody asked to stop while it was waited for.
    public static let stopped = Code(rawValue: "http.stopped")
    /// The answer is larger than it may be.
    public static let tooLarge = Code(rawValue: "http.too-large")
    /// The connection is not secured as it must be.
    public static let insecure = Code(rawValue: "http.tls")
    /// The answer is not HTTP as it must be, or ended before its end.
    public static let malformed = Code(rawValue: "http.malformed")
    /// The answer leads elsewhere, and to where it leads nobody follows.
    public static let redirect = Code(rawValue: "http.redirect")
    /// The server answers, and with something else than what was asked for.
    public static let otherAnswer = Code(rawValue: "http.other-answer")
    /// The address could not be listened on.
    public static let listen = Code(rawValue: "http.listen")
  }

  public let code: Code
  /// One sentence, lower case, no full stop.
  public let reason: String
  /// What to do about it; whatever says so after this error would speak of disks and not of servers.
  public let hint: String

  public init(_ code: Code, _ reason: String, hint: String? = nil) {
    self.code = code
    self.reason = reason
    self.hint = hint ?? code.hint
  }
}

extension ServiceError.Code {
  /// What to do where nothing closer is known.
  fileprivate var hint: String {
    switch self {
    case .address: "write https://HOST/PATH"
    case .libraryMissing: "install it from your system's packages"
    case .unreachable: "check the address, and whether this machine is on the net"
    case .timeout: "try again later; does the address open in a browser?"
    case .tooLarge: "check the address: nothing that belongs there is so large"
    case .insecure: "check the address and this machine's clock; else ask the server's keeper to mend its certificate"
    case .redirect: "give the address that it leads to, if that is the one you want"
    case .listen: "is another server there already?"
    default: "check the address; try again later, or ask whoever keeps the server"
    }
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

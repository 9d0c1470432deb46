internal import Glibc

/// Where a server listens: a numeric address and a port, `127.0.0.1:8480` or `[::1]:8480`.
public struct ListenAddress: Hashable, Sendable {
  /// The address without brackets.
  public let host: String
  /// The port; 0 lets the system choose one.
  public let port: UInt16
  private let isSixth: Bool

  /// The address written as this text; names are not looked up, since they may mean another address tomorrow.
  public init(_ text: String) throws(ServiceError) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      throw ListenAddress.refusal(text)
    }
    var host = text[..<colon]
    let isSixth = host.hasPrefix("[") && host.hasSuffix("]")
    if isSixth { host = host.dropFirst().dropLast() }
    self.host = String(host)
    self.port = port
    self.isSixth = isSixth
    var fourth = in_addr()
    var sixth = in6_addr()
    let isNumeric =
      isSixth ? unsafe inet_pton(AF_INET6, self.host, &sixth) == 1 : unsafe inet_pton(AF_INET, self.host, &fourth) == 1
    guard isNumeric else { throw ListenAddress.refusal(text) }
  }

  private init(host: String, port: UInt16, isSixth: Bool) {
    self.host = host
    self.port = port
    self.isSixth = isSixth
  }

  /// The same address with the port that the system chose.
  func with(port: UInt16) -> ListenAddress { ListenAddress(host: host, port: port, isSixth: isSixth) }

  /// Whether only this machine can reach it.
  public var isLoopback: Bool { isSixth ? host == "::1" : host.hasPrefix("127.") }

  /// Hands on the address as the system wants it.
  func withSystemAddress<Result>(_ body: (UnsafePointer<sockaddr>) -> Result) -> Result {
    if isSixth {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      _ = unsafe inet_pton(AF_INET6, host, &address.sin6_addr)
      return unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0) }
      }
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    _ = unsafe inet_pton(AF_INET, host, &address.sin_addr)
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0) }
    }
  }

  private static func refusal(_ text: String) -> ServiceError {
    ServiceError(
      .address, "\(text) is no address to listen on", hint: "write a numeric address and a port: 127.0.0.1:8480")
  }
}

extension ListenAddress: CustomStringConvertible {
  public var description: String { isSixth ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

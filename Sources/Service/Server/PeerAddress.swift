internal import CMicrohttpd
internal import Glibc

/// Who is at the other end of a connection.
struct PeerAddress: Hashable, Sendable {
  /// The address as people write it.
  let text: String
  /// What counts as one client: an IPv4 address, or the 64 bits of an IPv6 address that a network hands to one site.
  let client: [UInt8]
  /// Whether it is this machine.
  let isLoopback: Bool

  private static let unknown = PeerAddress(text: "unknown", client: [], isLoopback: false)

  private init(text: String, client: [UInt8], isLoopback: Bool) {
    self.text = text
    self.client = client
    self.isLoopback = isLoopback
  }

  /// The four bytes of an IPv4 address, or the sixteen of an IPv6 address.
  init(_ bytes: [UInt8]) {
    let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
    switch bytes.count {
    case 4:
      self.init(
        text: bytes.map(String.init).joined(separator: "."), client: bytes, isLoopback: bytes.first == 127)
    case 16 where bytes.starts(with: mapped): self.init(Array(bytes.suffix(4)))
    case 16:
      var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
      let isWritten = unsafe inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil
      let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      self.init(
        text: isWritten ? words : "unknown", client: Array(bytes.prefix(8)),
        isLoopback: bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1)
    default: self = .unknown
    }
  }

  /// The address that a system call gave.
  init(_ address: UnsafePointer<sockaddr>?) {
    guard let address = unsafe address else {
      self = .unknown
      return
    }
    switch Int32(unsafe address.pointee.sa_family) {
    case AF_INET:
      let bytes = unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
        unsafe withUnsafeBytes(of: address.pointee.sin_addr) { unsafe Array($0) }
      }
      self.init(bytes)
    case AF_INET6:
      let bytes = unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
        unsafe withUnsafeBytes(of: address.pointee.sin6_addr) { unsafe Array($0) }
      }
      self.init(bytes)
    default: self = .unknown
    }
  }
}

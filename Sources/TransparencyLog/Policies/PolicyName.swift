/// The name of a witness or a group in a policy: an opaque string of bytes without spaces. // tlog-policy
public struct PolicyName: Hashable, Sendable {
  /// The name byte by byte.
  public let bytes: [UInt8]

  init(_ bytes: some Collection<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// The name for people; bytes that are not UTF-8 are replaced.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Reserved: as a quorum it asks for no witness.
  static let none = PolicyName("none".utf8)
}

extension PolicyName: CustomStringConvertible {
  public var description: String { text }
}

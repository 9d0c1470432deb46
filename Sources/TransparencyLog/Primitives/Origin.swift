/// The name of a log: a scheme-less URL such as `pledges.example/paris-call-2018`, which need not resolve.
///
/// Narrower than C2SP asks, so that an origin is always a note key name, one field of a line, and short enough for
/// the one-byte length that cosigned messages give it. // Format §2, tlog-checkpoint
public struct Origin: Sendable {
  /// The most bytes an origin has.
  public static let maximumByteCount = 255

  /// The origin as written.
  public let text: String

  /// The origin written as this text, or nil unless it is 1–255 bytes of printable ASCII without space or `+`.
  public init?(_ text: String) {
    self.init(text.utf8)
  }

  /// The origin with these bytes, under the same rule.
  init?(_ bytes: some Collection<UInt8>) {
    guard (1...Origin.maximumByteCount).contains(bytes.count), bytes.allSatisfy(Origin.isAllowed) else { return nil }
    text = String(decoding: bytes, as: UTF8.self)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "+")
  }
}

// By bytes, as everything that names a log.
extension Origin: Hashable {
  public static func == (left: Origin, right: Origin) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension Origin: Comparable {
  public static func < (left: Origin, right: Origin) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension Origin: CustomStringConvertible {
  public var description: String { text }
}

extension String {
  /// The text of these bytes, which the caller knows to be UTF-8.
  init(copying bytes: Span<UInt8>) {
    self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}

extension Span<UInt8> {
  /// Whether these are the bytes of a text.
  func equals(_ text: String) -> Bool {
    let other = text.utf8.span
    guard count == other.count else { return false }
    for position in indices where self[position] != other[position] { return false }
    return true
  }

  /// Whether every byte satisfies a condition.
  @inline(__always)
  func allSatisfy(_ condition: (UInt8) -> Bool) -> Bool {
    for position in indices where !condition(self[position]) { return false }
    return true
  }
}

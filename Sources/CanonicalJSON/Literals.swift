extension Span<UInt8> {
  /// Whether the bytes of a literal stand at a position; false where there are too few, eight compared at a time.
  @inline(__always)
  public func holds(_ literal: StaticString, at position: Int) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard position >= 0, self.count &- position >= count else { return false }
    let expected = UnsafeRawPointer(literal.utf8Start)
    let found = bytes
    var offset = 0
    // The guard has seen that all of the literal lies within both.
    while offset &+ 8 <= count {
      let left = found.unsafeLoadUnaligned(fromUncheckedByteOffset: position &+ offset, as: UInt64.self)
      guard left == expected.loadUnaligned(fromByteOffset: offset, as: UInt64.self) else { return false }
      offset &+= 8
    }
    while offset < count {
      let left = found.unsafeLoadUnaligned(fromUncheckedByteOffset: position &+ offset, as: UInt8.self)
      guard left == expected.load(fromByteOffset: offset, as: UInt8.self) else { return false }
      offset &+= 1
    }
    return true
  }
}

extension Span<UInt8> {
  /// Whether the bytes of a literal stand at a position; false where there are too few.
  ///
  /// Words are compared as long as there are words, and the last one overlaps the one before it.
  @inline(__always)
  public func holds(_ literal: StaticString, at position: Int) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard position >= 0, self.count &- position >= count else { return false }
    // The guard has seen that all of the literal lies within both.
    let expected = UnsafeRawPointer(literal.utf8Start)
    if count >= 8 {
      var offset = 0
      while count &- offset > 8 {
        guard isSame(UInt64.self, at: position, expected, offset) else { return false }
        offset &+= 8
      }
      return isSame(UInt64.self, at: position, expected, count &- 8)
    }
    if count >= 4 {
      return isSame(UInt32.self, at: position, expected, 0)
        && isSame(UInt32.self, at: position, expected, count &- 4)
    }
    for offset in 0..<count where !isSame(UInt8.self, at: position, expected, offset) { return false }
    return true
  }

  /// Whether a word so far behind a position is the one so far behind a pointer; the caller has seen that both are there.
  @inline(__always)
  private func isSame<Word: BitwiseCopyable & Equatable>(
    _ word: Word.Type, at position: Int, _ expected: UnsafeRawPointer, _ offset: Int
  ) -> Bool {
    bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position &+ offset, as: word)
      == expected.loadUnaligned(fromByteOffset: offset, as: word)
  }
}

/// How many leaves a tree has, and the bound that the field's programs agree on.
///
/// Sizes and indexes stay plain `UInt64`; each border that takes one from outside calls `check`.
public enum TreeSize {
  /// The largest size of a tree: 2^63 − 1, the bound of every signed 64-bit reader.
  public static let maximum: UInt64 = 1 << 63 - 1

  /// Refuses a size above the bound.
  static func check(_ size: UInt64) throws(LogError) {
    guard size <= maximum else { throw outOfRange(size) }
  }

  /// The number of bits needed to write a number; 0 for 0.
  static func bitLength(_ value: UInt64) -> Int {
    UInt64.bitWidth - value.leadingZeroBitCount
  }

  /// The largest power of two smaller than a size of at least 2: where RFC 9162 §2.1.1 splits a tree.
  static func split(_ size: UInt64) -> UInt64 {
    1 << UInt64(bitLength(size - 1) - 1)
  }

  @inline(never)
  private static func outOfRange(_ size: UInt64) -> LogError {
    LogError(.treeRange, "tree size \(size) is above 2^63 - 1")
  }
}

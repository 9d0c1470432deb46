extension Span<UInt8> {
  /// A copy of the bytes.
  var copy: [UInt8] {
    unsafe withUnsafeBufferPointer { unsafe Array($0) }
  }
}

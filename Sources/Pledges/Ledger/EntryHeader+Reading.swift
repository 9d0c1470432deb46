internal import Cryptography

extension EntryHeader {
  /// The most bytes that a header is looked at; the longest one of the form has fewer.
  private static let maximumByteCount = 512

  /// The header that these bytes are, or nil: anything but what `bytes` would write is refused. // Format §6
  ///
  /// Every field has one spelling and every byte between them is fixed, so what is read is what would be written: tests
  /// write it again and compare.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count <= EntryHeader.maximumByteCount else { return nil }
    var cursor = ByteCursor(bytes.span)
    guard cursor.take("pledgebook/entry/v1\nindex "), let index = cursor.number(),
      cursor.take("\nprevious "), let previous = cursor.digest(),
      cursor.take("\nrecorded "), let recorded = cursor.take(count: Instant.byteCount),
      let recorded = Instant(ascii: recorded),
      cursor.take("\nkind "), let kind = cursor.take(upTo: UInt8(ascii: "\n")), let kind = EntryKind(kind),
      cursor.take("\nenvelope "), let envelope = cursor.digest(),
      cursor.take(" "), let count = cursor.number(), count > 0, let count = Int(exactly: count),
      cursor.take("\n"), cursor.isAtEnd
    else { return nil }
    self.init(
      index: EntryIndex(index), previous: previous, recorded: recorded, kind: kind, envelope: envelope,
      envelopeByteCount: count)
  }
}

public import Cryptography

/// Where an envelope stands in the chain: six lines of text. // Format §6
public struct EntryHeader: Sendable, Equatable {
  public var index: EntryIndex
  /// Leaf hash of the entry before; zeros for entry 0.
  public var previous: Digest
  /// The ledger's clock when the entry was made; never decreases.
  public var recorded: Instant
  public var kind: EntryKind
  /// SHA-256 of the stored envelope.
  public var envelope: Digest
  /// The number of bytes of the stored envelope.
  public var envelopeByteCount: Int

  public static let version = "pledgebook/entry/v1"
  /// So that an index fits a signed machine word, such as an SQLite integer. // Format §6
  static let largestIndex = UInt64(Int64.max)

  public init(
    index: EntryIndex, previous: Digest, recorded: Instant, kind: EntryKind, envelope: Digest, envelopeByteCount: Int
  ) {
    self.index = index
    self.previous = previous
    self.recorded = recorded
    self.kind = kind
    self.envelope = envelope
    self.envelopeByteCount = envelopeByteCount
  }

  /// The header's bytes, which are what is hashed.
  ///
  ///     pledgebook/entry/v1
  ///     index 12
  ///     previous 6b0c…
  ///     recorded 2031-05-02T09:30:00Z
  ///     kind attestation.submit
  ///     envelope 9a41… 1834
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(320)
    append(to: &bytes)
    return bytes
  }

  func append(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "pledgebook/entry/v1\nindex ".utf8)
    bytes.append(decimal: index.rawValue)
    bytes.append(contentsOf: "\nprevious ".utf8)
    previous.appendHex(to: &bytes)
    bytes.append(contentsOf: "\nrecorded ".utf8)
    recorded.append(to: &bytes)
    bytes.append(contentsOf: "\nkind ".utf8)
    bytes.append(contentsOf: kind.text.utf8)
    bytes.append(contentsOf: "\nenvelope ".utf8)
    envelope.appendHex(to: &bytes)
    bytes.append(UInt8(ascii: " "))
    bytes.append(decimal: UInt64(envelopeByteCount))
    bytes.append(UInt8(ascii: "\n"))
  }
}

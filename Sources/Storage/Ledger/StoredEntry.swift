public import Cryptography
public import Pledges

/// An entry as the store keeps it: bytes and digests, nothing interpreted.
public struct StoredEntry: Sendable, Equatable {
  public var index: EntryIndex
  /// The header, the bytes that chain and tree are made of. // Format §6
  public var header: [UInt8]
  /// SHA-256 of a zero byte and the header.
  public var leaf: Digest
  /// The leaf of the entry before, or zeros for entry 0.
  public var previous: Digest
  /// SHA-256 of the statement's bytes: the same statement stands in a ledger once. // Format §3
  public var statement: Digest
  /// The canonical envelope; nil when it is missing, which is for verification to say.
  public var envelope: [UInt8]?
  /// The disclosures beside the envelope, in ascending order of digest, without those that were removed; nil where they
  /// were not asked for, or cannot be read, which `texts(at:)` says. // Format §3
  public var texts: [[UInt8]]?
  /// What the store says that each of them hashes to; nil where a store keeps no such column.
  public var textDigests: [Digest]?

  public init(
    index: EntryIndex, header: [UInt8], leaf: Digest, previous: Digest, statement: Digest, envelope: [UInt8]?,
    texts: [[UInt8]]? = nil, textDigests: [Digest]? = nil
  ) {
    self.index = index
    self.header = header
    self.leaf = leaf
    self.previous = previous
    self.statement = statement
    self.envelope = envelope
    self.texts = texts
    self.textDigests = textDigests
  }
}

/// What a scan meets at each row: an entry, or a row that cannot be one.
///
/// A row with a wrong type or length is handed on and not hidden, so that one damaged row is one finding.
public enum StoredRow: Sendable, Equatable {
  case entry(StoredEntry)
  case fault(RowFault)
}

/// A row of the entry table that holds no entry.
public struct RowFault: Sendable, Equatable {
  /// The row's number, where it has one.
  public var index: Int64?
  public var reason: String

  public init(index: Int64?, reason: String) {
    self.index = index
    self.reason = reason
  }
}

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
  /// The canonical envelope, or nil when it was redacted (or is missing, which is for verification to say).
  public var envelope: [UInt8]?
  /// The entry by which the envelope was redacted.
  public var redactedBy: EntryIndex?

  public init(
    index: EntryIndex, header: [UInt8], leaf: Digest, previous: Digest, statement: Digest, envelope: [UInt8]?,
    redactedBy: EntryIndex? = nil
  ) {
    self.index = index
    self.header = header
    self.leaf = leaf
    self.previous = previous
    self.statement = statement
    self.envelope = envelope
    self.redactedBy = redactedBy
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

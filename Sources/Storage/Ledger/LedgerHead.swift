public import Cryptography

/// How far a ledger goes: the number of its entries and the leaf of the last one.
public struct LedgerHead: Sendable, Hashable {
  public var size: UInt64
  /// The leaf of the last entry, zeros when there is none: what the next header names as `previous`. // Format §6
  public var leaf: Digest

  public init(size: UInt64, leaf: Digest) {
    self.size = size
    self.leaf = leaf
  }

  /// The head of a ledger without entries.
  public static let empty = LedgerHead(size: 0, leaf: .zero)
}

/// A checkpoint as the store keeps it: the signed note and the size it speaks of. // Format §7
public struct StoredCheckpoint: Sendable, Hashable {
  public var size: UInt64
  public var note: [UInt8]

  public init(size: UInt64, note: [UInt8]) {
    self.size = size
    self.note = note
  }
}

public import Cryptography
public import Pledges

/// What a submitter gets once its entry is durable: where it stands and under which hash.
///
/// The envelope is not in it, so that the receipts of many entries need little room: the store has it.
public struct Receipt: Sendable {
  public let header: EntryHeader
  /// Leaf hash of the header.
  public let leaf: Digest
  /// SHA-256 of the statement.
  public let statement: Digest
  /// The header as stored, for keeping beside the receipt.
  public var headerBytes: [UInt8] { header.bytes }

  init(_ entry: AdmittedEntry) {
    header = entry.header
    leaf = entry.leaf
    statement = entry.statementDigest
  }
}

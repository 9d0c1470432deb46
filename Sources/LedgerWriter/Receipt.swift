public import Cryptography
public import Pledges

/// What a submitter gets once its entry is durable: where it stands and under which hash.
public struct Receipt: Sendable {
  public let header: EntryHeader
  /// Leaf hash of the header.
  public let leaf: Digest
  /// SHA-256 of the statement.
  public let statement: Digest
  /// The header and envelope as stored, for keeping beside the receipt.
  public let headerBytes: [UInt8]
  public let envelopeBytes: [UInt8]

  init(_ entry: AdmittedEntry) {
    header = entry.header
    leaf = entry.leaf
    statement = entry.statementDigest
    headerBytes = entry.headerBytes
    envelopeBytes = entry.envelopeBytes
  }
}

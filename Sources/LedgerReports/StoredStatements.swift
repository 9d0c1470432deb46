public import Cryptography
public import Pledges
internal import Publication
public import Reports
public import Storage
internal import TransparencyLog

/// The statements of a store, each held against the header of its entry, and the header against the report's own tree.
///
/// A report may have begun with a snapshot, and then nobody has read the entries before it this time. Whatever it quotes
/// is proved to be in the tree whose root stands in its proof box.
public struct StoredStatements: StatementSource {
  private let reader: any LedgerReading
  /// Of the report.
  private let size: UInt64
  private let root: Digest

  /// The statements in a store, for a report on the tree of this size and root.
  public init(reader: any LedgerReading, size: UInt64, root: Digest) {
    self.reader = reader
    self.size = size
    self.root = root
  }

  /// The statement of an entry that stands in the report's tree.
  public func statement(at index: EntryIndex) throws(ReportError) -> SignedStatement {
    do {
      guard let entry = try reader.entry(at: index), let header = EntryHeader(entry.header), header.index == index
      else {
        throw ReportError(.unreadableStatement, "entry \(index) is not there")
      }
      guard try isInTree(entry.header, at: index) else {
        throw ReportError(.unreadableStatement, "entry \(index) is not the one in the ledger's tree")
      }
      guard let bytes = entry.envelope else {
        throw ReportError(.unreadableStatement, "entry \(index) has no envelope")
      }
      guard try Digest.sha256(of: bytes) == header.envelope else {
        throw ReportError(.unreadableStatement, "the envelope of entry \(index) is not the one that its header names")
      }
      let envelope = try Envelope.readStored(bytes)
      return SignedStatement(
        try Statement.read(envelope.payload), signingKeys: envelope.signatures.map(\.keyID),
        texts: try reader.texts(at: index).map { try Disclosure(unchecked: $0) })
    } catch let error as ReportError {
      throw error
    } catch let error as StorageError where !error.tellsOfDamage && !PublicationError(error).isVerdict {
      // A disk or a server that fails says nothing of the entry.
      throw ReportError(.init(rawValue: error.code.rawValue), "entry \(index) could not be read: \(error.reason)")
    } catch {
      throw ReportError(.unreadableStatement, "entry \(index) cannot be read: \(error)")
    }
  }

  // RFC 9162 §2.1.3.2
  private func isInTree(_ header: [UInt8], at index: EntryIndex) throws -> Bool {
    var hasher = try MerkleHasher()
    return try reader.proves(hasher.leaf(header), at: index, inTreeOf: size, root: root, hasher: &hasher)
  }
}

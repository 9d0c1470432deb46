internal import Cryptography
internal import Synchronization

/// Where a resumed ledger looks up the parts of its state that are not in memory.
///
/// A part that cannot be read, or is not what the archive's own digests say, is as good as absent to whoever asks, and
/// `failure` says so. Whoever decides something by a resumed ledger looks at `failure` before acting on it.
public protocol LedgerArchive: AnyObject, Sendable {
  /// How many signatories it holds.
  var memberCount: UInt32 { get }
  /// A signatory by slot, as `Ledger.archivedMember` wrote it.
  func member(_ slot: UInt32) -> [UInt8]?
  /// Whether a statement is among those it holds, by the first half of its digest.
  func holds(_ statement: StatementKey) -> Bool
  /// The slot of the signatory that an entry is about.
  func subject(of index: EntryIndex) -> UInt32?
  /// Notes a failure found by the reader of a part.
  func fail(_ fault: ArchiveFault)
  /// The first thing that went wrong.
  var failure: ArchiveFault? { get }
}

/// The first 16 bytes of a statement's digest, which tell statements apart in a ledger; see `StatementSet`.
public struct StatementKey: Hashable, Sendable, Comparable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    (self.high, self.low) = (high, low)
  }

  init(_ digest: Digest) {
    (high, low) = digest.leadingWords
  }

  public static func < (left: StatementKey, right: StatementKey) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

/// The signatories of an archive, read one at a time; the last one read is kept.
final class ArchivedMembers: Sendable {
  private let archive: any LedgerArchive
  /// A rule asks for the same signatory several times, a report goes from one to the next.
  private let recent = Mutex<(slot: UInt32, member: Member)?>(nil)

  init(_ archive: any LedgerArchive) {
    self.archive = archive
  }

  var count: UInt32 { archive.memberCount }

  subscript(slot: UInt32) -> Member? {
    guard slot < archive.memberCount else { return nil }
    if let found = recent.withLock({ $0?.slot == slot ? $0?.member : nil }) { return found }
    guard let bytes = archive.member(slot) else { return nil }
    do {
      let member = try Member(archived: bytes)
      recent.withLock { $0 = (slot, member) }
      return member
    } catch {
      archive.fail(error)
      return nil
    }
  }

  /// Gives up a signatory that is going to be changed, so that changing it copies nothing.
  func take(_ slot: UInt32) -> Member? {
    let member = self[slot]
    recent.withLock { if $0?.slot == slot { $0 = nil } }
    return member
  }

  /// The bytes of a signatory that was not changed.
  func bytes(_ slot: UInt32) -> [UInt8]? { archive.member(slot) }
}

public import Cryptography
public import Files
public import Pledges
internal import Synchronization
public import TransparencyLog

/// The state of a ledger after its first entries, in a file beside it: what opening a large ledger reads instead of
/// replaying it.
///
/// The file is made by the keeper's program out of a ledger that it replayed or admitted entry by entry, and signed by
/// the log's key. Nothing in it is believed that does not hash to what the signed header says. Verification never reads
/// it, and removing it costs nothing but time.
public final class LedgerSnapshot: Sendable {
  let header: SnapshotHeader
  /// The header as the log's key signed it; nil for an auditor's own state.
  let note: Note?
  let directory: SnapshotDirectory
  private let file: SnapshotFile
  private let fault = Mutex<ArchiveFault?>(nil)
  /// Pages of the tables, each by what it hashes to.
  private let pages = Mutex<[Digest: PairPage]>([:])

  /// How many entries it is made of.
  public var size: UInt64 { header.size }
  public var origin: Origin { header.origin }
  /// Leaf hash of the last of them.
  public var head: Digest { header.head }
  /// Root of the tree over their headers.
  public var root: Digest { header.root }
  /// What an auditor verified and when; empty in the log's own snapshot.
  public var stretches: [VerifiedStretch] { header.checked ?? [] }

  /// The log's snapshot beside a ledger; nil when there is none.
  public static func beside(_ path: some FileNaming) throws(ArchiveFault) -> LedgerSnapshot? {
    let path = path.filePath
    guard let file = try SnapshotFile.open(place(of: path), beside: path) else { return nil }
    let snapshot = try LedgerSnapshot(file)
    guard snapshot.note != nil else { throw ArchiveFault("it is an auditor's and not the log's") }
    return snapshot
  }

  /// What an auditor keeps of a ledger that verified; nil when there is no such file.
  public static func verified(at path: some FileNaming) throws(ArchiveFault) -> LedgerSnapshot? {
    guard let file = try SnapshotFile.open(path.filePath, beside: nil) else { return nil }
    let snapshot = try LedgerSnapshot(file)
    guard snapshot.note == nil else { throw ArchiveFault("it is the log's snapshot and no auditor's state") }
    return snapshot
  }

  /// Where the snapshot of a ledger lies.
  static func place(of path: FilePath) -> FilePath { path + ".snapshot" }

  private init(_ file: SnapshotFile) throws(ArchiveFault) {
    let field = Array(try file.bytes(at: 0, count: SnapshotHeader.byteCount).prefix { $0 != 0 })
    guard !SnapshotHeader.isOfFormatZero(field) else {
      throw ArchiveFault("it is of a ledger of version 0, which this program does not read")
    }
    let own = String(validating: field, as: UTF8.self).flatMap { SnapshotHeader(text: $0) }
    note = own == nil ? try Self.note(field) : nil
    guard let header = own ?? note.flatMap({ SnapshotHeader(text: $0.text) }),
      (header.checked == nil) == (note != nil), header.directory.count <= Self.largestDirectory
    else { throw ArchiveFault("its header is not of the form of this version") }
    guard let directory = SnapshotDirectory(try file.bytes(of: header.directory)) else {
      throw ArchiveFault("its directory ends too early")
    }
    self.header = header
    self.directory = directory
    self.file = file
  }

  private static func note(_ bytes: [UInt8]) throws(ArchiveFault) -> Note {
    do {
      return try Note(bytes)
    } catch {
      throw ArchiveFault(error.reason)
    }
  }

  /// What is read into memory at once, at most.
  private static let largestDirectory: UInt64 = 1 << 30
}

extension LedgerSnapshot: LedgerArchive {
  public var memberCount: UInt32 { UInt32(truncatingIfNeeded: directory.members.count) }

  public var failure: ArchiveFault? { fault.withLock { $0 } }

  public func fail(_ found: ArchiveFault) {
    fault.withLock { fault in fault = fault ?? found }
  }

  public func member(_ slot: UInt32) -> [UInt8]? {
    guard slot < memberCount else { return nil }
    return read(directory.members[Int(slot)])
  }

  public func holds(_ statement: StatementKey) -> Bool {
    let wanted = SnapshotDirectory.Pair(high: statement.high, low: statement.low)
    return first(notBefore: wanted, in: directory.statements) == wanted
  }

  public func subject(of index: EntryIndex) -> UInt32? {
    let wanted = SnapshotDirectory.Pair(high: index.rawValue, low: 0)
    guard let found = first(notBefore: wanted, in: directory.subjects), found.high == index.rawValue else { return nil }
    return UInt32(exactly: found.low)
  }

  /// The first pair of a table that is not before this one, by halving: in memory to its page, and on the page.
  private func first(notBefore wanted: SnapshotDirectory.Pair, in table: SnapshotDirectory.Table) -> SnapshotDirectory
    .Pair?
  {
    // Pages that begin before it come first.
    let page = table.pages.indices.firstPlace(notBefore: { table.pages[$0].first < wanted })
    // On the page before, or, when all of that is before it, the first of this one.
    if page > 0, let pairs = self.page(table.pages[page - 1].part) {
      let place = pairs.firstIndex(notBefore: wanted)
      if place < pairs.count { return pairs[place] }
    }
    return page < table.pages.count ? table.pages[page].first : nil
  }

  /// A page of a table. Every statement that comes in asks for one, so those that were read are kept, while they are few.
  private func page(_ part: FilePart) -> PairPage? {
    if let kept = pages.withLock({ $0[part.digest] }) { return kept }
    guard let page = read(part).map({ PairPage($0) }) else { return nil }
    pages.withLock { pages in
      if pages.count == Self.mostPages { pages.removeAll(keepingCapacity: true) }
      pages[part.digest] = page
    }
    return page
  }

  /// Half a megabyte: all of the statements of a ledger of 32,768.
  private static let mostPages = 256

  /// The bytes of a part, or nil with a failure noted.
  func read(_ part: FilePart) -> [UInt8]? {
    do {
      return try file.bytes(of: part)
    } catch {
      fail(error)
      return nil
    }
  }
}

/// A page of pairs, read where they lie.
struct PairPage: Sendable {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var count: Int { bytes.count / 16 }

  subscript(place: Int) -> SnapshotDirectory.Pair {
    SnapshotDirectory.Pair(high: bytes.number(at: place * 16), low: bytes.number(at: place * 16 + 8))
  }

  func firstIndex(notBefore wanted: SnapshotDirectory.Pair) -> Int {
    (0..<count).firstPlace(notBefore: { self[$0] < wanted })
  }
}

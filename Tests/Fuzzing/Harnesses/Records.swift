import Cryptography
import LedgerFixtures
import Pledges
import Storage
import TransparencyLog

extension Harness {
  static let records = [mark, auditState, snapshot, archive, member]

  /// The high-water mark, with its two slots or as a note.
  private static let mark = Harness("mark", largest: 8_192 + 2) { bytes in
    let note = try HighWaterMark.note(in: bytes)
    if note != bytes {
      try hold(bytes.starts(with: note) || bytes.dropFirst(4_096).starts(with: note), "the note is made up")
    }
  }

  /// The file of an earlier verification, as it is.
  private static let auditState = Harness("audit-state", largest: 8_192) { bytes in
    try RecordFile.write(bytes)
    let record = try taken(LedgerSnapshot.verified(at: RecordFile.path))
    try asked(record)
  }

  /// The parts of such a file, under a header that vouches for them: what somebody reads who trusts the header.
  private static let snapshot = Harness("snapshot", largest: 4_096) { bytes in
    let header = """
      pledgebook/verified/v2
      origin ledger.example/harbour-light
      genesis \(Digest.zero.hex)
      size 42
      root \(Digest.zero.hex)
      head \(Digest.zero.hex)
      directory 4096 \(bytes.count) \(try Digest.sha256(of: bytes).hex)
      checked 42 2036-01-01T00:00:00Z

      """
    let field = Array(header.utf8)
    try RecordFile.write(field + [UInt8](repeating: 0, count: 4_096 - field.count) + bytes)
    try asked(taken(try LedgerSnapshot.verified(at: RecordFile.path)))
  }

  private static func asked(_ record: LedgerSnapshot) throws {
    try hold(record.size > 0, "a record of nothing")
    for number in [0, 1, 41, UInt64(1) << 63, .max] {
      _ = record.holds(StatementKey(high: number, low: number))
      _ = record.subject(of: EntryIndex(number))
      _ = record.member(UInt32(truncatingIfNeeded: number))
    }
  }

  /// The core of a ledger's state in an archive.
  private static let archive = Harness("archive", largest: 65_536) { bytes in
    let parts = RealLedger.kept.archives[RealLedger.kept.entries.count]
    let ledger = try RealLedger.kept.resumed(parts, core: bytes)
    let written = ledger.archivedCore
    let second = try again("an archive written again") { try RealLedger.kept.resumed(parts, core: written) }
    try same(second.archivedCore, written, "an archive has another form")
  }

  /// A signatory in an archive, which is read when somebody asks.
  private static let member = Harness("member", largest: 16_384) { bytes in
    let parts = ChangedMember(bytes)
    let ledger = try RealLedger.kept.resumed(parts.whole, in: parts)
    let state = ledger.state
    for signatory in state.memberOrder { _ = state.history(of: signatory) }
    guard parts.failure == nil else { throw Refused() }
  }
}

/// An archive of which every signatory is read from the same bytes.
private final class ChangedMember: LedgerArchive {
  let whole = RealLedger.kept.archives[RealLedger.kept.entries.count]
  private let bytes: [UInt8]
  private let noted = Noted()

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var memberCount: UInt32 { whole.memberCount }
  var failure: ArchiveFault? { noted.fault }

  func member(_ slot: UInt32) -> [UInt8]? { bytes }
  func holds(_ statement: StatementKey) -> Bool { whole.holds(statement) }
  func subject(of index: EntryIndex) -> UInt32? { whole.subject(of: index) }
  func fail(_ fault: ArchiveFault) { noted.fault = noted.fault ?? fault }

  /// A harness runs on one thread.
  private final class Noted: @unchecked Sendable {
    var fault: ArchiveFault?
  }
}

/// A file that an input is written to, for parsers that take a path.
enum RecordFile {
  static let path = Leftovers.path("record")

  static func write(_ bytes: [UInt8]) throws { try Repository.write(bytes, to: path) }
}

internal import Files

/// The first hundred bytes of an SQLite file, which tell whose it is before anything in it is believed.
///
/// Read through SQLite's own descriptor and before the first statement, so that a file that is not ours stays as it
/// is, without side files. See https://sqlite.org/fileformat.html#the_database_header
struct FileHeader {
  private let bytes: [UInt8]
  let fileSize: UInt64

  private static let length = 100
  private static let magic = Array("SQLite format 3\0".utf8)

  init(of connection: Connection) throws(StorageError) {
    fileSize = try connection.fileSize()
    bytes = try connection.fileBytes(Self.length, at: 0)
  }

  var applicationID: UInt32 { number(at: 68) }
  var version: UInt32 { number(at: 60) }
  var pageSize: UInt64 { bytes[16] == 0 && bytes[17] == 1 ? 65536 : UInt64(bytes[16]) << 8 | UInt64(bytes[17]) }

  /// Whether a write-ahead log may hold part of the contents.
  var usesWriteAheadLog: Bool { bytes[18] == 2 || bytes[19] == 2 }

  /// The length that the header gives, where the field is in use.
  private var claimedSize: UInt64? {
    number(at: 24) == number(at: 92) ? UInt64(number(at: 28)) * pageSize : nil
  }

  /// Refuses a file that is not a ledger of our version, or that is shorter than it says.
  func requireLedger(at path: LedgerPath) throws(StorageError) {
    guard fileSize > 0 else { throw StorageError(.notALedger, "the file is empty", hint: Self.pathHint) }
    let start = bytes.prefix(min(Self.magic.count, Int(clamping: fileSize)))
    guard start.elementsEqual(Self.magic.prefix(start.count)) else {
      throw StorageError(.notALedger, "the file is not a ledger", hint: Self.pathHint)
    }
    guard fileSize >= UInt64(Self.length) else { throw Self.truncated }
    guard applicationID == LedgerSchema.applicationID else {
      throw StorageError(.notALedger, "the file is a database of another program", hint: Self.pathHint)
    }
    if version > LedgerSchema.version {
      throw StorageError(
        .newerVersion, "the ledger has version \(version), and this program knows version \(LedgerSchema.version)",
        hint: "use a newer version of the program")
    }
    if LedgerSchema.versionsOfFormatZero.contains(version) { throw .versionZero }
    if version < LedgerSchema.version {
      throw StorageError(.olderVersion, "the ledger has version \(version), which this program no longer reads")
    }
    // While a log is there, the file itself may be behind.
    if let claimedSize, fileSize < claimedSize, !Self.hasContent(path.beside("-wal")) { throw Self.truncated }
    if usesWriteAheadLog { try path.requireLocalDisk() }
  }

  static var truncated: StorageError {
    StorageError(.truncated, "the file is shorter than its header says", hint: StorageError.restoreHint)
  }

  private static let pathHint =
    "name the file that init or restore made; of an export, pledgebook restore EXPORT --ledger NEW makes one"

  private func number(at offset: Int) -> UInt32 {
    bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func hasContent(_ path: LedgerPath) -> Bool {
    // What cannot be looked at is as good as none.
    (try? FileStatus(of: path.path, followingLinks: false)).map { $0.size > 0 } ?? false
  }
}

extension Connection {
  /// Requires that the open file has exactly the tables and triggers of its version.
  ///
  /// The schema is compared before any query that could run a trigger of the file.
  func requireSchema() throws(StorageError) {
    let differences = try LedgerSchema.differences(in: self)
    guard differences.isEmpty else {
      throw StorageError(
        .alteredSchema, "tables, triggers or indexes are not those of the file's version: \(differences.count) differ",
        hint: StorageError.restoreHint)
    }
  }
}

public import Pledges

/// What went wrong with the store, and what is now true of the data; equal when the codes are equal.
///
/// The outcome is part of the error, so that no caller can forget that a third answer exists beside yes and no.
public struct StorageError: Error, Sendable {
  /// A stable code, safe to match on and to show.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
      self.rawValue = rawValue
    }
  }

  /// What became of the batch that was being written.
  public enum Outcome: String, Sendable {
    /// Nothing of it is in the ledger, and nothing of it will be.
    case notCommitted = "not-committed"
    /// It is in the ledger; what failed came after it.
    case committed
    /// It may be in the ledger: only reading the ledger again can tell.
    case unknown
  }

  public let code: Code
  /// One sentence, lower case, no full stop, without values from the ledger.
  public let reason: String
  /// What to do about it, where something can be done.
  public var hint: String?
  public var outcome: Outcome
  /// SQLite's extended result code, where SQLite was the one to complain.
  public var sqliteCode: Int32?
  /// The symbolic name of `sqliteCode`, such as `SQLITE_IOERR_FSYNC`.
  public var sqliteName: String?
  /// SQLite's own words about the failure.
  public var sqliteMessage: String?
  /// The statement that failed, without the values bound to it.
  public var sql: String?
  /// The entry the error speaks of: the one that already holds a duplicate statement.
  public var entry: EntryIndex?

  public init(_ code: Code, _ reason: String, hint: String? = nil, outcome: Outcome = .notCommitted) {
    self.code = code
    self.reason = reason
    self.hint = hint
    self.outcome = outcome
  }
}

extension StorageError {
  /// A ledger that no rule of this program is about.
  public static var versionZero: StorageError {
    StorageError(.versionZero, FormatVersion.zeroReason, hint: FormatVersion.zeroHint)
  }

  /// Whether it says that the ledger's file is damaged, and not that a disk or another process is in the way.
  public var tellsOfDamage: Bool {
    [.damaged, .alteredSchema, .truncated, .notALedger, .tooLarge].contains(code)
  }
}

extension StorageError.Code {
  /// Another process writes this ledger, or the database stayed locked until the time-out.
  public static let busy = Self(rawValue: "storage.busy")
  /// There is no such file or folder.
  public static let notFound = Self(rawValue: "storage.not-found")
  /// Something already stands where a new file was to be made.
  public static let exists = Self(rawValue: "storage.exists")
  /// The file is not a Pledgebook ledger.
  public static let notALedger = Self(rawValue: "storage.not-a-ledger")
  /// The ledger was made by a later version of the program.
  public static let newerVersion = Self(rawValue: "storage.newer-version")
  /// The ledger was made by an earlier version of the program and needs a migration to a new file.
  public static let olderVersion = Self(rawValue: "storage.older-version")
  /// The ledger is of version 0 of the format, in whatever it came. // Format §3
  public static let versionZero = Self(rawValue: FormatVersion.zeroCode)
  /// The file is shorter than its own header says.
  public static let truncated = Self(rawValue: "storage.truncated")
  /// Tables, triggers or indexes differ from those of this version.
  public static let alteredSchema = Self(rawValue: "storage.altered-schema")
  /// The file, its folder or its medium cannot be written.
  public static let readOnly = Self(rawValue: "storage.read-only")
  /// The file or folder may not be opened by this user.
  public static let permission = Self(rawValue: "storage.permission")
  /// The path leads to something other than a plain file with one name.
  public static let notAPlainFile = Self(rawValue: "storage.not-a-plain-file")
  /// What stands in the place of a file of this program's own is somebody else's.
  public static let notOurs = Self(rawValue: "storage.not-ours")
  /// Others may replace files in the ledger's folder.
  public static let unsafeFolder = Self(rawValue: "storage.unsafe-folder")
  /// The file system does not give the shared memory and the locks that a working ledger needs.
  public static let networkFileSystem = Self(rawValue: "storage.network-file-system")
  /// There is not enough room left.
  public static let diskFull = Self(rawValue: "storage.disk-full")
  /// The disk failed while a batch was being written: it may be in the ledger or not.
  public static let outcomeUnknown = Self(rawValue: "storage.outcome-unknown")
  /// This writer met a failure of the disk before and refuses to write again.
  public static let poisoned = Self(rawValue: "storage.poisoned")
  /// The ledger has grown since the batch was prepared.
  public static let headMoved = Self(rawValue: "storage.head-moved")
  /// The ledger holds this statement already; `entry` says where.
  public static let duplicateStatement = Self(rawValue: "storage.duplicate-statement")
  /// The disk failed while reading, or at work that no batch depends on.
  public static let inputOutput = Self(rawValue: "storage.io")
  /// The contents of the file are damaged.
  public static let damaged = Self(rawValue: "storage.damaged")
  /// SQLite does not hold a setting that safety depends on.
  public static let setting = Self(rawValue: "storage.setting")
  /// A limit of size was reached.
  public static let tooLarge = Self(rawValue: "storage.too-large")
  /// The memory of the process is exhausted.
  public static let outOfMemory = Self(rawValue: "storage.out-of-memory")
  /// The time allowed for reading is over, or reading was interrupted.
  public static let interrupted = Self(rawValue: "storage.interrupted")
  /// A mistake in the program: a rule of the store was about to be broken and was not.
  public static let programming = Self(rawValue: "storage.programming")
}

extension StorageError: Equatable {
  public static func == (left: StorageError, right: StorageError) -> Bool {
    left.code == right.code
  }
}

extension StorageError: CustomStringConvertible {
  public var description: String { reason }
}

extension StorageError: CustomDebugStringConvertible {
  public var debugDescription: String {
    var parts = ["\(code.rawValue): \(reason) (\(outcome.rawValue))"]
    if let sqliteName { parts.append(sqliteName) }
    if let sqliteMessage { parts.append(sqliteMessage) }
    if let sql { parts.append(sql) }
    return parts.joined(separator: "; ")
  }
}

import Files
import Fixtures
import Testing

@testable import Storage

@Suite("Settings of a connection")
struct SettingTests {
  /// A setting of a role, and a value it must not have.
  struct Wrong: Sendable, CustomTestStringConvertible {
    let role: Connection.Role
    let position: Int
    let value: String

    var setting: ConnectionSetting { ConnectionSetting.table(for: role)[position] }
    var testDescription: String { "\(role): \(setting.name) = \(value)" }
  }

  static let wrongs: [Wrong] = Connection.Role.allCases.flatMap { role in
    ConnectionSetting.table(for: role).enumerated().map { position, setting in
      Wrong(role: role, position: position, value: wrongValue(of: setting))
    }
  }

  private static func wrongValue(of setting: ConnectionSetting) -> String {
    switch setting.subject {
    case .configuration: return setting.wanted == "0" ? "1" : "0"
    case .limit: return setting.wanted.flatMap { Int($0) }.map { String($0 + 1) } ?? "1"
    case .pragma(let name):
      switch name {
      case "busy_timeout": return "1"
      case "mmap_size": return "1048576"
      case "cache_size": return "-2000"
      case "wal_autocheckpoint": return "1000"
      case "journal_mode": return "TRUNCATE"
      case "synchronous": return "NORMAL"
      case "locking_mode": return "EXCLUSIVE"
      case "encoding": return "'UTF-16le'"
      default: return setting.accepted == ["0"] ? "ON" : "OFF"
      }
    }
  }

  @Test("Everything is as the table says after it was set", arguments: Connection.Role.allCases)
  func asSet(role: Connection.Role) throws {
    let folder = try TemporaryFolder()
    _ = try SampleLedger.file(folder.path("ledger.db"))
    let connection = try Connection(FilePath(folder.path("ledger.db")), as: role)
    try connection.configure()
    try connection.requireSettings(ConnectionSetting.table(for: role))
  }

  @Test("A connection on which one setting is wrong is refused", arguments: wrongs)
  func refused(wrong: Wrong) throws {
    let folder = try TemporaryFolder()
    // An encoding is chosen before the first table is made, and a sealed file is the one whose journal mode can change.
    let path = folder.path("ledger.db")
    if wrong.setting.subject == .pragma("encoding") {
      try folder.write([], to: "ledger.db")
    } else {
      _ = try SampleLedger.file(path)
    }
    // A reader cannot set the journal mode and could meet it, set by somebody else: set it here as a writer.
    let role = wrong.setting.subject == .pragma("journal_mode") ? .writer : wrong.role
    let connection = try Connection(FilePath(path), as: role)
    // Alone: some settings have two names or keep each other off, and each must be noticed by itself.
    var setting = wrong.setting
    setting.wanted = wrong.value
    let error = storageError { try connection.configure(with: [setting]) }
    #expect(error?.code == .setting)
    #expect(error?.reason.contains(wrong.setting.name) == true, "\(error.debugDescription)")
  }

  @Test("A pragma that SQLite does not know is refused, though SQLite says nothing")
  func misspelled() throws {
    let folder = try TemporaryFolder()
    _ = try SampleLedger.file(folder.path("ledger.db"))
    let connection = try Connection(FilePath(folder.path("ledger.db")), as: .reader)
    let setting = ConnectionSetting.pragma("recursive_trigers", "ON", reads: "1")
    #expect(storageCode { try connection.configure(with: [setting]) } == .setting)
  }

  @Test("The library says which version it is")
  func version() {
    #expect(SQLiteLibrary.version.hasPrefix("3."))
    #expect(SQLiteLibrary.hasWALResetBug == (SQLiteLibrary.version.compare(atLeast: [3, 51, 3]) == false))
  }
}

extension String {
  fileprivate func compare(atLeast other: [Int]) -> Bool {
    let mine = split(separator: ".").compactMap { Int($0) }
    return !mine.lexicographicallyPrecedes(other)
  }
}

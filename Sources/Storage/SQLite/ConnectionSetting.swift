internal import CSQLite

/// One setting of a connection: what is asked for, and what must be found when asking afterwards.
///
/// Most pragmas answer nothing when set and nothing when misspelled. So each is set, read back and compared, and a
/// connection on which one differs is not used.
struct ConnectionSetting: Sendable {
  enum Subject: Sendable, Equatable {
    /// A PRAGMA of this name. See https://sqlite.org/pragma.html
    case pragma(String)
    /// A switch of sqlite3_db_config. See https://sqlite.org/c3ref/c_dbconfig_defensive.html
    case configuration(Int32)
    /// A limit of sqlite3_limit. See https://sqlite.org/c3ref/limit.html
    case limit(Int32)
  }

  let name: String
  let subject: Subject
  /// What is asked for; nil for what is only looked at.
  var wanted: String?
  /// The answers that are accepted.
  var accepted: [String]

  static func pragma(_ name: String, _ wanted: String, reads answer: String) -> Self {
    Self(name: name, subject: .pragma(name), wanted: wanted, accepted: [answer])
  }

  static func pragma(_ name: String, reads answers: String...) -> Self {
    Self(name: name, subject: .pragma(name), wanted: nil, accepted: answers)
  }

  static func configuration(_ name: String, _ option: Int32, _ value: Int32) -> Self {
    Self(name: name, subject: .configuration(option), wanted: String(value), accepted: [String(value)])
  }

  static func limit(_ name: String, _ category: Int32, _ value: Int32) -> Self {
    Self(name: name, subject: .limit(category), wanted: String(value), accepted: [String(value)])
  }
}

extension Connection {
  /// Makes the settings of this connection's role and reads all of them back.
  func configure() throws(StorageError) {
    try configure(with: ConnectionSetting.table(for: role))
  }

  /// Makes these settings in order; then every one must be as it was asked for, whatever a later one did to it.
  func configure(with settings: [ConnectionSetting]) throws(StorageError) {
    for setting in settings { try make(setting) }
    try requireSettings(settings)
  }

  /// Refuses to go on when a setting is not what the table says.
  func requireSettings(_ settings: [ConnectionSetting]) throws(StorageError) {
    for setting in settings {
      let answer = try answer(to: setting)
      guard let answer, setting.accepted.contains(answer) else {
        let wanted = setting.accepted.joined(separator: " or ")
        throw StorageError(
          .setting, "SQLite's \(setting.name) is \(answer ?? "not known to it") and must be \(wanted)",
          hint: "use another build of SQLite")
      }
    }
  }

  private func make(_ setting: ConnectionSetting) throws(StorageError) {
    guard let wanted = setting.wanted else { return }
    switch setting.subject {
    case .pragma(let name):
      try execute("PRAGMA \(name)=\(wanted)")
    case .configuration(let option):
      let code = unsafe pledge_switch(handle, option, Int32(wanted) ?? -1, nil)
      guard code == SQLITE_OK else { throw failure(code) }
    case .limit(let category):
      _ = unsafe sqlite3_limit(handle, category, Int32(wanted) ?? -1)
    }
  }

  private func answer(to setting: ConnectionSetting) throws(StorageError) -> String? {
    switch setting.subject {
    case .pragma(let name):
      return try text("PRAGMA \(name)")
    case .configuration(let option):
      var now: Int32 = -1
      let code = unsafe pledge_switch(handle, option, -1, &now)
      return code == SQLITE_OK ? String(now) : nil
    case .limit(let category):
      return String(unsafe sqlite3_limit(handle, category, -1))
    }
  }
}

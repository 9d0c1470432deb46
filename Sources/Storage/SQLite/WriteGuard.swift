internal import CSQLite

/// What the writer's statements may do: append to our tables, and overwrite words while a removal is under way.
///
/// SQLite asks when a statement is prepared. The guard is a seat belt against our own mistakes, beside triggers and
/// defensive mode, each of which stops what another lets through (a dropped trigger, an attached file). It cannot tell
/// INSERT OR REPLACE from INSERT; the triggers can. See https://sqlite.org/c3ref/set_authorizer.html
final class WriteGuard {
  /// True only while the one statement that overwrites words is made.
  var allowsRemoval = false

  private static let functions: Set<String> = ["coalesce", "count", "instr", "length", "max", "zeroblob"]

  fileprivate func permits(_ action: Int32, _ first: String?, _ second: String?) -> Bool {
    switch action {
    case SQLITE_SELECT, SQLITE_TRANSACTION:
      true
    case SQLITE_READ, SQLITE_INSERT:
      first.map(LedgerSchema.tables.contains) ?? false
    case SQLITE_FUNCTION:
      second.map(Self.functions.contains) ?? false
    case SQLITE_UPDATE:
      allowsRemoval && first == "text" && second == "bytes"
    default:
      false
    }
  }
}

extension Connection {
  /// Installs the guard; to be called after the settings are made, since it denies every pragma.
  func restrictToAppending() -> WriteGuard {
    let guarding = WriteGuard()
    self.guarding = guarding  // keeps alive what the authorizer is given
    unsafe sqlite3_set_authorizer(
      handle,
      { state, action, first, second, _, _ in unsafe judge(state, action, first, second) },
      Unmanaged.passUnretained(guarding).toOpaque())
    return guarding
  }
}

private func judge(
  _ state: UnsafeMutableRawPointer?, _ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?
) -> Int32 {
  guard let state = unsafe state else { return SQLITE_DENY }
  let first = unsafe first.map { unsafe String(cString: $0) }
  let second = unsafe second.map { unsafe String(cString: $0) }
  let guarding = unsafe Unmanaged<WriteGuard>.fromOpaque(state).takeUnretainedValue()
  return guarding.permits(action, first, second) ? SQLITE_OK : SQLITE_DENY
}

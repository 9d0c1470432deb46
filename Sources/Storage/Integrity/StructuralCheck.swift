internal import Dispatch
internal import Files
internal import Synchronization

/// The structural check of a ledger's file, under way on a thread and a connection of its own.
///
/// It reads the whole file, as a replay does, and neither needs the other: whoever verifies lets them run side by side and
/// asks for the findings at the end.
public final class StructuralCheck: Sendable {
  /// The lock owns the outcome; nil while the check runs.
  private let outcome = Mutex<Result<[StructuralFinding], StorageError>?>(nil)
  private let running = DispatchGroup()

  /// Begins to check the file that a reader has open, as it is now.
  public static func begin(beside reader: SQLiteLedgerReader) -> StructuralCheck {
    let check = StructuralCheck()
    let path = reader.path
    guard ProcessorCount.available > 1 else {
      let found = Result { () throws(StorageError) in try StructuralCheck.findings(path) }
      check.outcome.withLock { $0 = found }
      return check
    }
    // The closure is @Sendable and written outside any actor: Dispatch runs it on a thread of its own.
    DispatchQueue.global().async(group: check.running) { @Sendable in
      let found = Result { () throws(StorageError) in try StructuralCheck.findings(path) }
      check.outcome.withLock { $0 = found }
    }
    return check
  }

  /// Everything wrong with the file as such; waits for the check to end. See `SQLiteLedgerReader.structuralFindings`.
  public func findings() throws(StorageError) -> [StructuralFinding] {
    running.wait()
    guard let outcome = outcome.withLock({ $0 }) else {
      throw StorageError(.programming, "a structural check ended without an outcome")
    }
    return try outcome.get()
  }

  private static func findings(_ path: FilePath) throws(StorageError) -> [StructuralFinding] {
    let reader = try SQLiteLedgerReader.open(path)
    return try reader.atOneMoment(reader.structuralFindings)
  }
}

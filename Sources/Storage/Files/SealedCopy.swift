internal import Cryptography
internal import Files
internal import Pledges

/// Copies of a ledger that stand for themselves: one file in rollback mode, readable from any folder and medium.
///
/// VACUUM INTO takes a consistent snapshot, which copying a live file does not. An authorizer that denies attaching
/// denies it as well, so it has a connection of its own. See https://sqlite.org/lang_vacuum.html#vacuuminto
enum SealedCopy {
  /// Copies the ledger, checks the copy in full and only then gives it its name. // Storage: a backup is verified
  static func write(from source: LedgerPath, holding head: LedgerHead, to path: FilePath) throws(StorageError)
    -> LedgerHead
  {
    let target = try LedgerPath(path)
    try target.requireNothing()
    let unfinished = target.unfinished()
    do {
      let claim = try unfinished.makeEmptyFile()  // VACUUM INTO accepts an empty file; it keeps the narrow mode
      try copy(source, into: unfinished)
      let copied = try verify(unfinished, holding: head)
      try unfinished.publish(as: target)
      _ = consume claim
      return copied
    } catch {
      unfinished.discard()
      throw error
    }
  }

  private static func copy(_ source: LedgerPath, into target: LedgerPath) throws(StorageError) {
    let connection = try Connection.reading(source, as: .copier)
    var statement = try Statement("VACUUM INTO ?", on: connection)
    try statement.bind(text: target.path.bytes, at: 1)
    while try statement.step() {}
  }

  /// Everything that can be said of a file without its history: structure, chain at the end, and the head it must hold.
  private static func verify(_ copy: LedgerPath, holding head: LedgerHead) throws(StorageError) -> LedgerHead {
    let reader = try SQLiteLedgerReader(at: copy, on: Connection.reading(copy))
    guard try reader.structuralFindings().isEmpty else { throw unlike }
    try reader.requireSoundTail()
    let copied = try reader.head()
    guard copied.size >= head.size else { throw unlike }
    if head.size > 0 {
      guard try reader.entry(at: EntryIndex(head.size - 1))?.leaf == head.leaf else { throw unlike }
    }
    return copied
  }

  private static var unlike: StorageError {
    StorageError(.damaged, "the copy does not verify and was removed", hint: "verify the ledger itself")
  }
}

public import Files
public import TransparencyLog

/// The cosignatures of a ledger's newest checkpoint, in a file beside it: `LEDGER.cosigned`.
///
/// They are what witnesses say and no part of the ledger: they come after the entries are durable, grow and are renewed
/// while the ledger rests, and can be gathered again. So they are kept apart from tables that never change. The file is
/// the checkpoint itself with all its lines, as it is published. // Format §7
public struct CosignedCheckpoint: Sendable {
  private let ledger: FilePath
  private let file: NoteFile

  /// The file beside a ledger.
  public init(beside ledger: some FileNaming) {
    self.ledger = ledger.filePath
    file = NoteFile(path: self.ledger + ".cosigned", holding: "the file of cosignatures", beside: self.ledger)
  }

  /// Where it lies.
  public var path: FilePath { file.path }

  /// The note that was kept last, or nil when there is none.
  public func read() throws(StorageError) -> [UInt8]? { try file.read() }

  /// Keeps a checkpoint whose lines are all verified, in place of the one before.
  ///
  /// Several processes may have asked witnesses at once: one that is kept of a larger tree stays, and so do other keys'
  /// lines under the same text. The ledger's lock is held for this moment and no longer, and waited for so many seconds.
  public func keep(_ checkpoint: SignedCheckpoint, waitingUpTo seconds: Double = 30) throws(StorageError) {
    let lock = try WriterLock(for: LedgerPath(ledger), waitingUpTo: seconds)
    if let note = merged(checkpoint, with: readable()) { try file.replace(with: note.bytes) }
    _ = consume lock
  }

  /// What is to be kept of a checkpoint where another one is; nil when that one is to stay.
  private func merged(_ checkpoint: SignedCheckpoint, with kept: Note?) -> Note? {
    let note = checkpoint.note
    guard let kept else { return note }
    do throws(LogError) {
      let earlier = try Checkpoint(text: kept.textBytes)
      // One of another log is of no use here, however large.
      guard earlier.origin == checkpoint.checkpoint.origin else { return note }
      guard earlier.size <= checkpoint.checkpoint.size else { return nil }
      guard kept.textBytes == note.textBytes else { return note }
      return try note.adding(ofOtherKeys: kept.signatures)
    } catch {
      // What cannot be read cosigns nothing, and where there is no room for all lines, those just verified are kept.
      return note
    }
  }

  /// The note for a reader of the ledger, nil when there is none that can be read.
  ///
  /// What cannot be read cosigns nothing, which a reader's policy will notice; whoever gathers is told the reason. Nobody
  /// is left to wonder about what is no file of the ledger's keeper at all.
  func readableOrAbsent() throws(StorageError) -> Note? {
    do throws(FileFault) {
      _ = try file.open()
    } catch {
      switch error {
      case .system: return nil
      case .kind, .owner, .namedTwice, .tooLarge: throw file.failure("read", error, .notCommitted)
      }
    }
    return readable()
  }

  private func readable() -> Note? {
    do {
      return try read().map { try Note($0) }
    } catch {
      return nil
    }
  }

  /// A stored checkpoint with the cosignatures that are kept for its very text, or as it is when they are for another.
  ///
  /// A key that has a line in the store keeps that one.
  static func merge(_ cosigned: Note?, into stored: StoredCheckpoint) -> StoredCheckpoint {
    // Most checkpoints of a long ledger are older: told without reading them.
    guard let cosigned, stored.note.starts(with: cosigned.textBytes) else { return stored }
    do {
      let note = try Note(stored.note)
      guard note.textBytes == cosigned.textBytes else { return stored }
      return StoredCheckpoint(size: stored.size, note: try note.adding(ofOtherKeys: cosigned.signatures).bytes)
    } catch {
      return stored  // a damaged checkpoint is reported as it is stored
    }
  }
}

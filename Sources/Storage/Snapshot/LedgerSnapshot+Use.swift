public import Files
public import Pledges
public import TransparencyLog

/// How much of a ledger is read when it is opened.
public enum ReplayExtent: Sendable {
  /// What came after the snapshot beside it; all, when there is none that fits.
  case fromSnapshot
  /// Every entry.
  case everything
}

extension LedgerSnapshot {
  /// Opening replays this many entries before it leaves a new snapshot.
  private static let fewestEntries: UInt64 = 1_000
  /// Or this part of the ledger, so that writing snapshots stays a small share of the work however large it is.
  private static let share: UInt64 = 256

  /// Whether a ledger of this size should have a newer snapshot than one of that size.
  public static func isDue(at size: UInt64, after earlier: UInt64) -> Bool {
    size > earlier && size - earlier >= max(fewestEntries, size / share)
  }

  /// The snapshot beside a ledger, if it can be read and is of no more entries than `limit`.
  ///
  /// What lies in its place and is none of ours is told: nobody shall wonder why every command takes long.
  public static func usable(
    beside path: some FileNaming, upTo limit: UInt64?
  ) throws(StorageError) -> LedgerSnapshot? {
    let ledger = path.filePath
    do throws(FileFault) {
      try place(of: ledger).requireOurs(with: ledger)
    } catch {
      guard case .system = error else {
        throw LedgerPath.failure(error, "the snapshot \(place(of: ledger).name) beside the ledger")
      }
    }
    do {
      guard let snapshot = try beside(path), snapshot.size <= limit ?? .max else { return nil }
      return snapshot
    } catch {
      // As good as none: it spares time, and nothing rests on it.
      return nil
    }
  }
}

extension Ledger {
  /// The ledger that a snapshot holds, or an empty one when there is none that fits, which is then forgotten.
  public static func resumed(
    from snapshot: inout LedgerSnapshot?, in store: any LedgerReading, signatures: EnvelopeVerifier.Signatures
  ) throws(LogError) -> Ledger {
    if let found = snapshot {
      do {
        return try resumed(from: found, in: store, signatures: signatures)
      } catch {
        // The entries are read instead, and what they say decides.
        snapshot = nil
      }
    }
    return try Ledger(signatures: signatures)
  }
}

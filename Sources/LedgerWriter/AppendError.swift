public import Pledges
public import Storage
public import TransparencyLog

/// Why nothing was appended, or why it is not known whether something was.
public enum AppendError: Error, Sendable {
  /// The rules refuse an envelope; `position` counts the envelopes given, from 0.
  case refused(Refusal, position: Int)
  /// The store could not be opened, read or written; the error says what is true of the data.
  case storage(StorageError)
  /// The ledger on disk is broken: nothing may be appended to it.
  case broken(Finding)
  /// The log key at hand cannot sign this ledger's checkpoints, so nothing is appended.
  case logKey(String)
  /// The queue has no room; nothing was done with the envelope.
  case queueFull
  /// The queue takes nothing more, for this reason; nothing was done with the envelope.
  case queueStopped(String)
  /// The cryptography library failed.
  case library(String)
}

extension AppendError {
  /// That none of the log keys at hand is one that the ledger lists.
  public static func notInForce(_ keys: [VerifierKey]) -> AppendError {
    .logKey("the log key at hand is not in force in this ledger: " + keys.map(\.text).joined(separator: ", "))
  }

  /// That what lies in the place of the mark is none.
  public static func notAMark(_ mark: HighWaterMark) -> AppendError {
    .logKey("the high-water mark \(mark.path) is not a checkpoint")
  }
}

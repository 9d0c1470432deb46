import CommandLineTools

/// Which of the common options have no part in a command, and why, as a message says it.
enum Unheeded {
  /// For what is about no ledger of this machine.
  static let ledger = [
    "ledger": "it is about no ledger of this machine", "replay": "it is about no ledger of this machine",
  ]
  /// For what takes the entries as they stand.
  static let replay = ["replay": "it replays nothing, with a snapshot or without"]
  /// For what reads them all.
  static let replayAnyway = ["replay": "it never goes by a snapshot"]
}

/// The private key of the log, which the keeper's commands take.
enum LogSigningKey {
  /// `--log-key` is the public half everywhere: what readers believe.
  static let former = FormerOption("log-key", now: "log-signing-key", "the private log key")
}

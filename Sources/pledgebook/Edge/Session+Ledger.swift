import CommandLineTools
import Files

extension Session {
  /// The ledger as a message names it: as it was given, and whole where nobody gave it, so that it is clear where it was
  /// looked for.
  var shownLedger: FilePath { arguments.path("ledger") ?? ledgerPath.absolute }
}

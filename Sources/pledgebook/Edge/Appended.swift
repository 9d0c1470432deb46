import CommandLineTools
import LedgerWriter
import Pledges
import StatementWords
import Storage

/// Entries that a command has just made.
struct Appended {
  var receipts: [Receipt] = []
  /// What the ledger says with them; nil where nobody here knows.
  var state: LedgerState?

  /// Puts the entries into words; its names are gathered once, however many entries there are.
  var reader: StatementReader { StatementReader(state, texts: []) }

  /// What an entry says, read from the file: what is told is what was recorded, and not what was meant to be.
  ///
  /// - Parameter removal: what the entries remove, and who held it.
  static func words(
    of receipt: Receipt, in store: SQLiteLedgerReader, _ reader: StatementReader, _ removal: inout SameWords
  ) throws(CommandError) -> StatementWords {
    let index = receipt.header.index
    do {
      let entry = try store.entry(at: index)
      // The file may have been exchanged for another one since.
      guard let entry, entry.leaf == receipt.leaf, let bytes = entry.envelope else {
        throw CommandError(
          code: "storage.entry", message: "entry \(index) is not there as it was recorded",
          hint: "run pledgebook verify",
          exit: .broken)
      }
      let texts = try store.texts(at: index).map { try Disclosure(unchecked: $0) }
      let envelope = try Envelope.readStored(bytes)
      let statement = try Pledges.Statement.read(envelope.payload)
      // What was removed is gone from the store: who held it was asked before, and may be of the same batch.
      removal.note(statement, at: index)
      return reader.beside(texts).knowing(holders: removal.holders).words(
        statement, signedBy: envelope.signatures.map(\.keyID), recorded: receipt.header.recorded)
    } catch {
      throw CommandError(from: error, in: "entry \(index)")
    }
  }
}

extension StatementReader {
  /// With what only the entries tell: which of them lose their words by a removal.
  ///
  /// - Parameter coming: those that are not in the store yet.
  func knowing(
    _ statement: Pledges.Statement, in store: any LedgerReading, and coming: [AdmittedEntry] = []
  ) throws -> StatementReader {
    guard case .redact(let redaction) = statement.predicate else { return self }
    let removed = Set(redaction.texts)
    let more = coming.flatMap { entry in
      entry.statement.textDigests.filter(removed.contains).map { (entry: entry.header.index, digest: $0) }
    }
    return knowing(holders: try store.entries(holding: removed) + more)
  }
}

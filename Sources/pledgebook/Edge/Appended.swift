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

  /// How many entries are told with all that they say; of more than these, the headlines.
  private static let mostTold = 10

  var isTold: Bool { receipts.count <= Self.mostTold }

  /// Puts the entries into words; its names are gathered once, however many entries there are.
  var reader: StatementReader { StatementReader(state, texts: []) }

  /// What an entry says, read from the file: what is told is what was recorded, and not what was meant to be.
  static func words(
    of receipt: Receipt, in store: SQLiteLedgerReader, _ reader: StatementReader
  ) throws(CommandError) -> StatementWords {
    let index = receipt.header.index
    do {
      guard let envelope = try store.entry(at: index)?.envelope else {
        throw CommandError(
          code: "storage.entry", message: "entry \(index) has no envelope", hint: "run pledgebook verify", exit: .broken
        )
      }
      let texts = try store.texts(at: index).map { try Disclosure(unchecked: $0) }
      return reader.beside(texts).words(try .read(Envelope.readStored(envelope).payload))
    } catch {
      throw CommandError(from: error, in: "entry \(index)")
    }
  }
}

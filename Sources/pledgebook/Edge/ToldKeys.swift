import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges
import Reports
import Storage
import Verification

/// What a listing of entries says of the keys that signed them, and of what rests on them. // Format §13
///
/// A ledger that does not hold together is shown all the same, without: what is wrong with it is for verification to say.
struct ToldKeys {
  private let state: LedgerState
  private let marks: KeyMarks
  private let removals: [EntryIndex: TextRemoval]

  /// Nil where the ledger cannot be replayed; that a copy could not be read to its end is no reason to say less of it.
  init?(_ session: borrowing Session, _ store: any LedgerReading) throws(CommandError) {
    do {
      self.init(try ReadLedger.replayed(session, store))
    } catch {
      guard !error.code.hasPrefix("publication.") else { throw error }
      return nil
    }
  }

  /// Nil where what was read of the ledger turned out to be damaged.
  init?(_ ledger: ReplayedLedger) {
    do {
      try OpenLedger.require(ledger)
    } catch {
      return nil
    }
    state = ledger.state
    marks = KeyMarks(ledger.state.accord) { _ in true }
    removals = Dictionary(
      ledger.state.removals.all.map { ($0.entry.index, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What stands behind a removal of words that spoke against the registrar; nothing behind any other entry.
  func concern(ofRemovalBy entry: EntryIndex) -> String { removals[entry].map(LedgerNotices.concern) ?? "" }

  func marks(of entry: EntryIndex) -> [Mark] { marks.marks(of: entry) }

  /// Whose key it is, and on whose word; nil for one that the ledger does not know.
  func words(of key: KeyID) -> String? { state.keys[key].map(KeyWords.signer) }

  func json(of key: KeyID) -> JSONValue {
    guard let record = state.keys[key] else { return .null }
    return [
      "keyid": .string(key.hex), "owner": .string(KeyWords.owner(record.owner)),
      "word": .string(KeyWords.word(of: record)), "recovery": KeyWords.index(record.recovery),
    ]
  }

  static func words(of mark: Mark) -> String {
    switch mark.word {
    case .recoveredKey: "rests on recovery \(mark.entry)"
    case .contested: "contested by an earlier key, entry \(mark.entry)"
    }
  }

  static func json(_ marks: [Mark]) -> JSONValue {
    .array(marks.map { ["mark": .string($0.word.rawValue), "entry": KeyWords.index($0.entry)] })
  }
}

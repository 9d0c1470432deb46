import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges
import Storage
import Verification

/// What a listing of entries says of the keys that signed them, and of what rests on them. // Format §13
///
/// A ledger that does not hold together is shown all the same, without: what is wrong with it is for verification to say.
struct ToldKeys {
  private let state: LedgerState
  private let marks: KeyMarks

  /// Nil where the ledger cannot be replayed.
  init?(_ session: borrowing Session, _ store: any LedgerReading) {
    do {
      let ledger = try ReadLedger.replayed(session, store)
      try OpenLedger.require(ledger)
      state = ledger.state
      marks = KeyMarks(ledger.state.accord) { _ in true }
    } catch {
      return nil
    }
  }

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

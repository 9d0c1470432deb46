import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges
import Reports
import StatementWords
import Storage
import Verification

/// What a listing of entries says of those who signed them and whom they are about, and of what rests on their keys.
/// // Format §13
///
/// A ledger that does not hold together is shown all the same, without: what is wrong with it is for verification to say.
struct ToldKeys {
  private let state: LedgerState
  private let marks: KeyMarks
  private let removals: [EntryIndex: TextRemoval]
  /// Puts statements into words, with the names of this ledger.
  let reader: StatementReader

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
    reader = StatementReader(ledger.state, texts: [])
  }

  /// Whom an entry is about: those whom its statement names, or else the signatory of the entry that it names.
  func parties(of entry: EntryIndex, _ statement: Pledges.Statement?) -> [PartyID] {
    let named = statement?.predicate.parties ?? []
    return named.isEmpty ? [state.signatory(of: entry)].compactMap { $0 } : named
  }

  /// Those whose keys signed an entry, each once and by its name.
  func signers(_ signatures: [KeyID]) -> [String] {
    var names: [String] = []
    for case let owner? in signatures.map({ state.keys[$0]?.owner }) {
      let name = name(of: owner)
      if !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { names.append(name) }
    }
    return names
  }

  private func name(of owner: KeyBook.Owner) -> String {
    switch owner {
    case .party(let party): reader.name(of: party)
    case .registrar: state.registrar.map { "registrar \(reader.name(of: $0.id))" } ?? "registrar"
    }
  }

  func json(of party: PartyID) -> JSONValue {
    ["id": .string(party.text), "name": reader.plainName(of: party).map { .string($0) } ?? .null]
  }

  /// What stands behind a removal of words that spoke against the registrar; nothing behind any other entry.
  func concern(ofRemovalBy entry: EntryIndex) -> String { removals[entry].map(LedgerNotices.concern) ?? "" }

  func marks(of entry: EntryIndex) -> [Mark] { marks.marks(of: entry) }

  /// Whose key it is, and on whose word; nil for one that the ledger does not know.
  func words(of key: KeyID) -> String? {
    state.keys[key].map { "\(name(of: $0.owner)), \(KeyWords.word(of: $0))" }
  }

  func json(of key: KeyID) -> JSONValue {
    guard let record = state.keys[key] else { return .null }
    let owner: PartyID? = if case .party(let party) = record.owner { party } else { state.registrar?.id }
    return [
      "keyid": .string(key.hex), "owner": .string(KeyWords.owner(record.owner)),
      "name": owner.flatMap(reader.plainName).map { .string($0) } ?? .null,
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

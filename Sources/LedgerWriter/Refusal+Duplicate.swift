internal import Cryptography
internal import Pledges
internal import Storage

extension Refusal {
  /// The refusal of a statement that is there already, with the entry that holds it, where that can be told: by it
  /// whoever did not hear of the first time gets a receipt.
  ///
  /// To be asked once nothing of the present batch can be given up any more, or all of it has been: until then the store
  /// shows entries that may never be.
  func naming(entryOf examined: ParallelExamination.Examined, in store: SQLiteLedgerWriter) -> Refusal {
    guard code == .statementDuplicate, case .success(let body) = examined else { return self }
    do {
      guard let index = try store.index(ofStatement: body.statementDigest) else { return self }
      return Refusal(
        code, "this statement, SHA-256 \(body.statementDigest), is in the ledger already, as entry \(index)",
        hint: "leave it out: pledgebook show \(index), and pledgebook proof \(index) for its receipt")
    } catch {
      return self  // refused it is in any case, and whoever reads the store next hears what is wrong with it
    }
  }
}

internal import Pledges

extension EnglishWording {
  var wordsRemoved: String { "Words removed" }
  var wordsRemovedNote: String {
    "What was signed, by whom and when, stays as it was: only words are gone. A removal is listed here even if it was "
      + "recorded after the date of this report."
  }
  var wordsOf: String { "Words of" }
  var texts: String { "Texts" }
  var legalBasis: String { "Legal basis" }
  var fileReference: String { "Reference" }

  func texts(_ count: Int, of entry: EntryIndex) -> String {
    count == 1 ? "1 text of entry \(entry)" : "\(count) texts of entry \(entry)"
  }

  func removed(by entry: EntryIndex) -> String { "words removed by entry \(entry)" }

  func removed(by entry: EntryIndex, _ basis: String, reference: String) -> String {
    "removed by entry \(entry): \(basis), \(reference)"
  }

  var notHere: String { "not here: this copy of the ledger does not have these words" }

  func label(_ basis: TextRedaction.LegalBasis.Basis) -> String { basis.englishWords }

  func label(_ reason: StandingChange.Reason) -> String {
    switch reason {
    case .ownRequest: "at its own request"
    case .nonCommunication: "no communication"
    case .breachOfRules: "breach of the rules"
    case .mistakenIdentity: "mistaken identity"
    case .ceasedToExist: "ceased to exist"
    case .other: "other reason"
    case .enteredInError: "entered in error"
    }
  }
}

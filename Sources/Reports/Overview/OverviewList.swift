internal import Pledges

/// A list of signatories and what is to be said of each, in the same order and words in every form.
struct OverviewList {
  /// By which it can be linked to.
  var anchor: String
  var title: String
  /// What is in it, where the title does not say all.
  var note: String?
  /// By what it is ordered, in words: no reader shall take an order for a ranking.
  var order: String
  /// What stands in the place of an empty list; nil: then it is left out.
  var empty: String?
  var groups: [Group]

  struct Group {
    var head: String?
    var lines: [Line]
  }

  struct Line {
    var signatory: PartyID
    var name: TextMap
    var words: String
  }

  var isEmpty: Bool { groups.allSatisfy(\.lines.isEmpty) }
  var isShown: Bool { !isEmpty || empty != nil }
  /// What stands under the title: the note and the order, or that there is nothing.
  var lead: String { isEmpty ? empty ?? "" : (note.map { "\($0) " } ?? "") + order }
}

internal import Languages
internal import Pledges

// A detached text as readers see it: its words, or the sentence that says what became of them. // Format §3
//
// A party could write such a sentence into its own words. What cannot be written there is a line of the list of removals,
// the object that stands for the words in JSON, and the class of the sentence in a page.

extension ReportFrame {
  /// A line made of the words of a text, or the sentence that stands for them.
  func text<Words>(_ text: Detached<Words>, _ line: (Words) -> String) -> String {
    switch texts[text] {
    case .here(let words): line(words)
    case .removed(let removal): removed(by: removal)
    case .notHere: wording.notHere
    }
  }

  /// A text, in the report's language if there is one.
  func text(_ text: Detached<TextMap>) -> String { self.text(text) { self.text($0) } }

  /// A text whose language nobody said.
  func text(_ text: Detached<String>) -> String { self.text(text) { $0 } }

  /// The sentence that stands for words that cannot be shown; nil for words that are here.
  func standIn<Words>(for text: Detached<Words>) -> String? {
    if case .here = texts[text] { nil } else { self.text(text) { _ in "" } }
  }

  /// What an evidence item is called, or its id where the words are not here.
  func title(_ item: EvidenceItem) -> String { texts[item.words].words?.title ?? item.id.text }

  /// Whether two values read the same: an unchanged text may have been disclosed anew, under another salt.
  func isSame(_ old: Claim.IndicatorValue.Value, _ new: Claim.IndicatorValue.Value) -> Bool {
    switch (old, new) {
    case (.integer(let old), .integer(let new)): return old == new
    case (.text(let old), .text(let new)): return old.utf8.elementsEqual(new.utf8)
    case (.detached(let old), .detached(let new)):
      if old.digest == new.digest { return true }
      guard let old = texts[old].words, let new = texts[new].words else { return false }
      return old.utf8.elementsEqual(new.utf8)
    default: return false
    }
  }
}

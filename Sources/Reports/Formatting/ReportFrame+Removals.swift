internal import Languages
internal import Pledges

// The removals of words that concern an output, in the ways in which the forms name them.

extension ReportFrame {
  /// The removals as a head and rows of words.
  func table(_ removals: [TextRemoval]) -> (head: [String], rows: [[String]]) {
    (
      [wording.entry, wording.recorded, wording.wordsOf, wording.texts, wording.legalBasis, wording.fileReference],
      removals.map { removal in
        [
          removal.entry.index.description, wording.day(removal.entry.recorded), wordsOf(removal),
          String(removal.texts.count), wording.label(removal.legalBasis.basis), removal.legalBasis.reference,
        ]
      }
    )
  }
}

extension ReportFrame {
  /// The entry whose words went, and that it speaks against the registrar where it does.
  private func wordsOf(_ removal: TextRemoval) -> String {
    wording.reference(removal.target) + wording.concern(removal)
  }

  /// That an entry removed words of another one.
  func removed(by removing: EntryIndex, from entry: EntryIndex) -> String {
    wording.series(
      [wording.removed(by: removing)] + (objections.contains(entry) ? [wording.byRegistrarConcerned] : []))
  }

  /// What stands in the place of words that an entry removed.
  func removed(by removal: TextRemoval) -> String { wording.removed(by: removal) + wording.concern(removal) }

  func line(_ removal: TextRemoval) -> String { wording.line(removal) + wording.concern(removal) }

  func wholeLine(_ removal: TextRemoval) -> String { wording.wholeLine(removal) + wording.concern(removal) }
}

extension Language {
  /// What stands behind a removal of words that speak against the registrar. // Format §13
  func concern(_ removal: TextRemoval) -> String {
    removal.concernsRegistrar ? "\(comma)\(byRegistrarConcerned)" : ""
  }

  /// What a removal took, why, and where that is filed.
  func line(_ removal: TextRemoval) -> String {
    let count = texts(removal.texts.count, of: removal.target)
    return joinedClauses([count, series([label(removal.legalBasis.basis), removal.legalBasis.reference])])
  }

  /// The same with the entry of the removal and its time in front.
  func wholeLine(_ removal: TextRemoval) -> String {
    labelled(reference(removal.entry), line(removal))
  }

  /// What stands in the place of words that an entry removed.
  func removed(by removal: TextRemoval) -> String {
    removed(
      by: removal.entry.index, label(removal.legalBasis.basis), reference: removal.legalBasis.reference)
  }
}

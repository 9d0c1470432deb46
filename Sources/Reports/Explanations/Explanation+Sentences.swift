public import Compliance
public import Languages
public import Pledges

extension Explanation {
  /// One sentence a step; each form sets the step's rule and entries beside it in its own way.
  ///
  /// - Parameter accord: the version that governs the cell, for its words for claims, kinds and levels.
  public func sentences(language: Language, accord: AccordDocument) -> [String] {
    let words = ExplanationWords(language: language, accord: accord)
    return steps.map { words.sentence(for: $0.fact) }
  }
}

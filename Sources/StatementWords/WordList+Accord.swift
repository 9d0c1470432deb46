internal import Cryptography
internal import Pledges

extension WordList {
  /// How much of a text is shown of what is promised: enough to know it by. The whole is in the document, whose digest is
  /// told.
  private static let shownText = 120

  /// What an accord promises, and by when it wants to hear of it.
  mutating func say(_ document: AccordDocument) {
    for commitment in document.commitments {
      add("commitment \(commitment.id)", quoted(commitment.title.text(in: "en")))
      add("  obligation", commitment.obligation.rawValue)
      add("  text", beginning(of: commitment.text.text(in: "en")))
    }
    for period in document.reporting?.periods ?? [] { add("period \(period.id)", dates(of: period)) }
  }

  private func dates(of period: AccordDocument.Period) -> String {
    "from \(time(period.start)), to be reported from \(time(period.opens)), due \(time(period.due))"
  }

  private func beginning(of text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > Self.shownText else { return quoted(text) }
    return quoted(String(String.UnicodeScalarView(scalars.prefix(Self.shownText)))) + " and more"
  }

  /// The version that stood before the one that is published.
  func version(before publication: AccordPublication) -> AccordDocument? {
    reader.accords.versions.prefix { $0.sha256 != publication.sha256 }.last?.document
  }

  /// What is another in it than in the version before.
  mutating func say(_ document: AccordDocument, after former: AccordDocument) {
    add("in place of", "\(former.id) \(former.version), \(quoted(former.title.text(in: "en")))")
    for commitment in document.commitments {
      guard let old = former.commitments.first(where: { $0.id == commitment.id }) else {
        add("new", "commitment \(commitment.id)")
        continue
      }
      let changed = Self.changes(from: old, to: commitment)
      if !changed.isEmpty { add("changed", "\(changed.joined(separator: ", ")) of commitment \(commitment.id)") }
    }
    for old in former.commitments where !document.commitments.contains(where: { $0.id == old.id }) {
      add("gone", "commitment \(old.id), \(quoted(old.title.text(in: "en")))")
    }
    let (periods, earlier) = (document.reporting?.periods ?? [], former.reporting?.periods ?? [])
    for period in periods {
      guard let old = earlier.first(where: { $0.id == period.id }) else {
        add("new", "period \(period.id)")
        continue
      }
      let isSame =
        (old.start, old.end, old.opens, old.due, old.graceDays)
        == (period.start, period.end, period.opens, period.due, period.graceDays)
      if !isSame { add("changed", "period \(period.id), which was \(dates(of: old))") }
    }
    for old in earlier where !periods.contains(where: { $0.id == old.id }) { add("gone", "period \(old.id)") }
  }

  private static func changes(from old: Commitment, to new: Commitment) -> [String] {
    var changes: [String] = []
    if old.title != new.title { changes.append("title") }
    if old.text != new.text { changes.append("text") }
    if old.obligation != new.obligation { changes.append("obligation") }
    let isSameApplicability =
      old.appliesTo.kinds == new.appliesTo.kinds && old.appliesTo.traitsAny == new.appliesTo.traitsAny
    if !isSameApplicability { changes.append("addressees") }
    let isSameMeasures =
      old.measures.map(\.id) == new.measures.map(\.id) && old.measures.map(\.title) == new.measures.map(\.title)
    if !isSameMeasures { changes.append("measures") }
    let isSameIndicators =
      old.allIndicators.map(\.id) == new.allIndicators.map(\.id)
      && old.allIndicators.map(\.type) == new.allIndicators.map(\.type)
      && old.allIndicators.map(\.required) == new.allIndicators.map(\.required)
    if !isSameIndicators { changes.append("indicators") }
    return changes
  }
}

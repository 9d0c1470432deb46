internal import Compliance
internal import Languages
internal import Pledges

/// A number that matters, its words, and the list that it counts.
struct OverviewFigure {
  var value: String
  var label: String
  /// The anchor of the list; nil where all of the page is it.
  var anchor: String?
}

extension AccordOverview {
  /// The numbers at the head. Each is of one thing: kinds and standings are no part of them, the filters have those.
  var figures: [OverviewFigure] {
    let language = frame.language
    var figures = [
      OverviewFigure(value: language.number(Int64(rows.count)), label: language.signatories, anchor: "matrix")
    ]
    func add(_ count: Int, _ label: String, _ anchor: String) {
      if count > 0 {
        figures.append(OverviewFigure(value: language.number(Int64(count)), label: label, anchor: anchor))
      }
    }
    func add(_ part: Int, of whole: Int, _ label: String, _ anchor: String) {
      guard whole > 0 else { return }
      figures.append(OverviewFigure(value: language.counted(part, of: whole), label: label, anchor: anchor))
    }
    if !isRegister {
      add(silent.count, language.tileSilent, "silent")
      add(counts.reported, of: counts.required, language.tileReported, "columns")
      add(counts.late, language.tileLate, "late")
      let tally = Tally(rows.lazy.flatMap(\.cells))
      add(tally.overdue, language.tileOverdue, "outstanding")
      add(tally.missing, language.tileMissing, "outstanding")
      add(counts.encouragedReported, of: counts.encouraged, language.tileEncouraged, "columns")
      add(counts.reviewed, of: counts.reported, language.tileReviewed, "columns")
      add(openChallenges.count, language.tileOpen, "disputed")
      add(decisions.count { !$0.isReplaced }, language.tileDecided, "disputed")
    }
    add(removals.reduce(0) { $0 + $1.texts.count }, language.tileRemoved, "removed")
    return figures
  }
}

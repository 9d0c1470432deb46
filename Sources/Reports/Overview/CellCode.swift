internal import Compliance
internal import Languages
internal import Pledges

/// The letters of a matrix: those of a claim, or a sign where none stands, and small signs for what else is to know.
struct CellCodes {
  private let claims: [PlainID: String]
  private let wording: Language
  private let frame: ReportFrame

  init(_ frame: ReportFrame) {
    self.frame = frame
    wording = frame.wording
    var claims: [PlainID: String] = [:]
    var taken: Set<String> = []
    for value in frame.accord.document.claimValues {
      // The first letters of the words of its label: "partially met" is PM.
      let words = frame.text(value.label).visible().split(separator: " ").prefix(3)
      let letters = words.compactMap(\.first).map { String($0).uppercased() }.joined()
      var code = letters.isEmpty ? "?" : letters
      var number = 2
      while !taken.insert(code).inserted {
        code = letters + String(number)
        number += 1
      }
      claims[value.id] = code
    }
    self.claims = claims
  }

  func code(_ cell: CellStatus) -> String {
    switch cell.trace.headlineRow {
    case .duty: wording.code(cell.duty)
    case .claim: cell.claim.flatMap { claims[$0] } ?? "?"
    // What was filed as no claim is not silence. // Status rules §9
    case .submission: cell.noClaim == nil ? wording.code(cell.submission) : claims[.noClaim] ?? "?"
    }
  }

  /// `+` late, `#` challenged, `&` reviewed, `*` for what the remarks say of keys: signs, for letters are the claims' own.
  func marks(_ cell: CellStatus) -> String {
    var marks = ""
    if cell.submission == .late { marks += wording.lateMark }
    if cell.dispute != .none { marks += wording.challengeMark }
    if cell.assurance != .noAssurance { marks += wording.reviewMark }
    if restsOnKeys(cell) { marks += wording.keyMark }
    return marks
  }

  /// Whether there is something to say of keys.
  private func restsOnKeys(_ cell: CellStatus) -> Bool {
    !cell.marks.isEmpty || !cell.voidClaims.isEmpty || cell.noKey != nil || !cell.trace.heldBack.isEmpty
  }

  /// The same in words.
  func words(_ cell: CellStatus) -> String {
    var words = frame.headline(cell)
    if let days = cell.daysLate, days > 0 { words += ", \(wording.daysLate(days))" }
    if cell.dispute != .none { words += ", \(wording.label(cell.dispute))" }
    if cell.assurance != .noAssurance { words += ", \(frame.assurance(cell))" }
    if restsOnKeys(cell) { words += ", \(wording.keyMarkMeaning)" }
    for mark in cell.marks { words += ", \(wording.words(mark))" }
    return words
  }

  /// Every code that can occur, with its words.
  var legend: [(code: String, words: String)] {
    var legend = frame.accord.document.claimValues.map { (claims[$0.id] ?? "?", frame.text($0.label)) }
    if frame.accord.document.isRegisterOnly { legend = [] }
    legend += [Submission.upcoming, .open, .overdue, .missing].map { (wording.code($0), wording.label($0)) }
    legend += Duty.allCases.filter { !$0.isBound && $0 != .noReporting }.map { (wording.code($0), wording.label($0)) }
    legend += [
      (wording.lateMark, wording.label(Submission.late)), (wording.challengeMark, wording.disputeHeading),
      (wording.reviewMark, wording.reviewed), (wording.keyMark, wording.keyMarkMeaning),
    ]
    return legend
  }
}

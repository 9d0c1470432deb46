internal import Compliance
internal import Languages
internal import Pledges

/// All states of a cell under an accord, each with its words in one language. // Status rules §9
///
/// Every output takes them from here: matrix, badge, glossary, text, Markdown and CSV.
struct StateTable {
  /// In the order in which a glossary lists them: the claims of the accord, then what the rules define.
  let states: [CellState]
  private let letters: [CellState: String]
  private let frame: ReportFrame

  init(_ frame: ReportFrame) {
    self.frame = frame
    let language = frame.language
    let document = frame.accord.document
    let claims =
      document.isRegisterOnly ? [] : document.claimValues.map(\.id).filter { $0 != .noClaim }.map(CellState.claim)
    states = claims + CellState.ofRules
    var letters: [CellState: String] = [:]
    // Two codes that differ by case alone are one to a reader. // Compared without it.
    var taken: Set<String> = []
    for state in CellState.ofRules {
      let letter = language.label(.stateLetter, state.code) ?? "?"
      letters[state] = letter
      taken.insert(letter.lowercased())
    }
    for case .claim(let value) in claims {
      let letter = StateTable.initials(of: frame.claim(value))
      var code = letter
      var number = 2
      while !taken.insert(code.lowercased()).inserted {
        code = letter + String(number)
        number += 1
      }
      letters[.claim(value)] = code
    }
    self.letters = letters
  }

  /// The first letters of the words of a label: "partially met" is PM.
  private static func initials(of label: String) -> String {
    let letters = label.visible().split(separator: " ").prefix(3).compactMap(\.first)
      .filter { $0.isLetter || $0.isNumber }
    return letters.isEmpty ? "?" : letters.map { $0.uppercased() }.joined()
  }

  func label(_ state: CellState) -> String { frame.label(state) }

  /// A label for narrow places.
  func short(_ state: CellState) -> String {
    if case .claim(let value) = state { return frame.claim(value) }
    return frame.language.label(.stateShort, state.code) ?? state.code
  }

  /// One to three letters for a matrix.
  func letter(_ state: CellState) -> String { letters[state] ?? "?" }

  /// What the state means, as a sentence.
  func sentence(_ state: CellState) -> String {
    if case .claim(let value) = state { return frame.language.claimMeaning(claim: frame.claim(value)) }
    return frame.language.label(.stateSentence, state.code) ?? state.code
  }

  /// The tint of each code without signs.
  var tones: [String: TextTone] {
    Dictionary(states.map { (letter($0), TextTone($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The letters of a cell and the signs behind them.
  func code(_ cell: CellStatus) -> String {
    letter(CellState(cell)) + CellMark.all(of: cell).map(\.rawValue).joined()
  }

  /// The cell in words, with what its signs stand for.
  func words(_ cell: CellStatus) -> String {
    let language = frame.language
    var words = [frame.headline(cell)]
    if let days = cell.daysLate, days > 0, cell.duty == .required { words.append(language.daysLate(days)) }
    if cell.dispute != .none { words.append(language.label(cell.dispute)) }
    if cell.assurance != .noAssurance { words.append(frame.assurance(cell)) }
    if CellMark.all(of: cell).contains(.keys) { words.append(language.keyMarkMeaning) }
    words += cell.marks.map(language.words)
    return language.series(words)
  }

  /// Each code that occurs in a matrix, with its words.
  func legend(_ cells: some Sequence<CellStatus>) -> [(code: String, words: String)] {
    let used = Set(cells.map { CellState($0) })
    // A claim of another version of the accord is none of the states listed.
    return states.filter(used.contains).map { (letter($0), label($0)) } + signs(cells)
  }

  /// Each sign that occurs behind letters, with its words. It is of any state.
  func signs(_ cells: some Sequence<CellStatus>) -> [(code: String, words: String)] {
    let marks = cells.reduce(into: Set<CellMark>()) { $0.formUnion(CellMark.all(of: $1)) }
    return CellMark.allCases.filter(marks.contains).map { ($0.rawValue, words(of: $0)) }
  }

  private func words(of mark: CellMark) -> String {
    let language = frame.language
    return switch mark {
    case .late: language.label(Submission.late)
    case .challenged: language.label(Dispute.open)
    case .upheld: language.upheldMeaning
    case .reviewed: language.reviewed
    case .keys: language.keyMarkMeaning
    }
  }
}

extension CellMark {
  static func all(of cell: CellStatus) -> [CellMark] {
    allCases.filter { mark in
      switch mark {
      // What was encouraged is never late.
      case .late: cell.submission == .late && cell.duty == .required
      case .challenged: cell.dispute == .open
      case .upheld: cell.dispute == .upheld || cell.dispute == .partlyUpheld
      case .reviewed: cell.assurance != .noAssurance
      case .keys:
        !cell.marks.isEmpty || !cell.spokenVoidClaims.isEmpty
          || cell.noKey != nil || !cell.trace.heldBack.isEmpty
      }
    }
  }
}

extension ReportFrame {
  func label(_ state: CellState) -> String {
    if case .claim(let value) = state { return claim(value) }
    return language.label(.state, state.code) ?? state.code
  }

  /// What a cell shows, in words. // Status rules §9
  func headline(_ cell: CellStatus) -> String { label(CellState(cell)) }
}

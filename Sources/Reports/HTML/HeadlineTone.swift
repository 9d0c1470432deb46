internal import Compliance
internal import Pledges

/// The tint behind a word. The word alone carries the meaning; no tint accuses.
enum HeadlineTone: String {
  case met
  case part
  case due
  case wait
  case note
  case other

  init(_ cell: CellStatus) {
    switch cell.trace.headlineRow {
    case .duty: self = .other
    case .submission: self.init(cell.submission)
    case .claim:
      switch cell.claim?.text {
      case "met": self = .met
      case "partially-met": self = .part
      default: self = .other
      }
    }
  }

  init(_ submission: Submission) {
    switch submission {
    case .upcoming, .open: self = .wait
    case .overdue: self = .due
    default: self = .other
    }
  }
}

extension HTMLWriter {
  mutating func badge(_ text: String, _ tone: HeadlineTone) {
    element("span", [.style("badge \(tone.rawValue)")], text)
  }
}

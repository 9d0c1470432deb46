internal import Pledges

/// How a state looks, in every language the same. The colour is never alone: letter, mark and label say it as well.
struct StateAppearance: Equatable, Sendable {
  /// A sign that survives small sizes, print in black and colour blindness.
  var mark: String
  var tone: Tone

  /// A tint, by the name of its style class. None accuses: there is no red.
  enum Tone: String, Sendable, CaseIterable {
    case met, part, other, filed, upcoming, open, overdue, missing, optional, off
  }

  init(_ state: CellState) {
    (mark, tone) =
      switch state {
      case .claim(let value):
        switch value.text {
        case "met": ("●", .met)
        case "partially-met": ("◐", .part)
        default: ("○", .other)
        }
      case .noClaim: ("◇", .filed)
      case .waiting(let waiting):
        switch waiting {
        case .upcoming: ("▷", .upcoming)
        case .open: ("▶", .open)
        case .overdue: ("◧", .overdue)
        case .missing: ("□", .missing)
        case .notReported: ("▫", .optional)
        }
      case .unbound(let unbound):
        switch unbound {
        case .noReporting: ("–", .off)
        case .dropped: ("÷", .off)
        case .notMember: ("×", .off)
        case .listed: ("≡", .off)
        case .notApplicable: ("·", .off)
        case .notSubscribed: ("¬", .off)
        case .notYetDue: ("›", .off)
        case .suspended: ("‖", .off)
        }
      }
  }
}

/// What else is to know of a cell, as signs behind its letters. They are no letters, so that none can be taken for one.
enum CellMark: String, Sendable, CaseIterable {
  case late = "+"
  /// A challenge is open. One that was rejected leaves no sign.
  case challenged = "?"
  case upheld = "#"
  case reviewed = "="
  case keys = "*"
}

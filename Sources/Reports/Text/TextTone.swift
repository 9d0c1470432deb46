/// The tint of a text on a terminal, for states and headings. It never says anything alone: letter, mark and words do. // ECMA-48 §8.3.117
enum TextTone: Equatable, Sendable {
  case heading
  case state(StateAppearance.Tone)

  init(_ state: CellState) { self = .state(StateAppearance(state).tone) }

  /// The text in its tint. None is red: no state accuses.
  func tinted(_ text: String) -> String {
    text.isEmpty ? text : "\u{1b}[\(code)m\(text)\u{1b}[0m"
  }

  private var code: String {
    switch self {
    case .heading, .state(.open): "1"
    case .state(.met): "32"
    case .state(.part): "36"
    case .state(.other): "35"
    case .state(.filed): "34"
    case .state(.overdue): "33"
    case .state(.missing): "1;33"
    case .state(.upcoming), .state(.optional), .state(.off): "2"
    }
  }
}

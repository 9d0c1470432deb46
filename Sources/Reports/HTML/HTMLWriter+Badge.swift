extension HTMLWriter {
  /// A state in a box of its colour. The word carries the meaning.
  mutating func badge(_ text: String, _ state: CellState) {
    element("span", [.style("badge s-\(StateAppearance(state).tone.rawValue)")], text)
  }

  /// A remark in a box.
  mutating func note(_ text: String) { element("span", [.style("badge note")], text) }
}

internal import Compliance
internal import Languages
internal import Pledges

// The picture of the whole: a heat map with letters, a body of rows for each kind.
//
// There are ten cells and more for each of a thousand signatories, so a cell is a letter of class and its visible
// letters, and nothing else: the key above says once what they mean.

extension OverviewPage {
  func matrix(_ writer: inout HTMLWriter) {
    let states = StateTable(frame)
    writer.section("matrix", overview.matrixTitle) { writer in
      if !overview.isRegister {
        key(states, &writer)
        writer.element("p", [.style("small")], wording.figuresByCommitment)
      }
      filters(&writer)
      writer.element(
        "div",
        [.style("map"), .named("role", "group"), .named("aria-label", overview.matrixTitle), .named("tabindex", "0")]
      ) { writer in
        if overview.isRegister { return names(&writer) }
        writer.element("table") { writer in
          writer.element("caption", overview.matrixTitle)
          writer.element("thead") { $0.element("tr") { heads(&$0) } }
          for (place, group) in overview.groups.enumerated() { body(group, place, states, &writer) }
        }
      }
    }
  }

  /// The signatories of a register: names under their kinds.
  private func names(_ writer: inout HTMLWriter) {
    for (place, group) in overview.groups.enumerated() {
      writer.element("div", [.style("k\(place)")]) { writer in
        writer.element("h3", "\(overview.label(of: group.kind)) (\(group.rows.count))")
        writer.element("ul", [.style("plain names")]) { writer in
          for row in group.rows {
            writer.element("li", [.style("s\(standing(of: row))")]) { name(of: row, &$0) }
            writer.newline()
          }
        }
      }
    }
  }

  private func standing(of row: OverviewRow) -> Int {
    overview.standings.firstIndex { $0.standing == row.standing } ?? 0
  }

  private func name(of row: OverviewRow, _ writer: inout HTMLWriter) {
    name(row.name, of: row.signatory, &writer)
    if overview.isRemarkable(row.standing) {
      writer.element("span", [.style("small")], " (\(wording.label(row.standing)))")
    }
  }

  /// Each letter and sign that occurs, in its colour, with its words.
  private func key(_ states: StateTable, _ writer: inout HTMLWriter) {
    let used = Set(overview.rows.lazy.flatMap(\.cells).map { CellState($0) })
    writer.element("h3", wording.matrixKey)
    writer.element("ul", [.style("key")]) { writer in
      for state in states.states where used.contains(state) {
        writer.element("li") { writer in
          writer.element("b", [.style(StateAppearance(state).tone.short)], states.letter(state))
          writer.write(" \(states.label(state))")
        }
      }
      for sign in states.signs(overview.rows.lazy.flatMap(\.cells)) {
        writer.element("li") { writer in
          writer.element("b", sign.code)
          writer.write(" \(sign.words)")
        }
      }
    }
  }

  /// Boxes that hide rows, without a script; where a browser lacks what that needs they are not shown.
  private func filters(_ writer: inout HTMLWriter) {
    filter(
      wording.kind,
      overview.groups.enumerated().map {
        ("k\($0.offset)", overview.label(of: $0.element.kind), $0.element.rows.count)
      },
      &writer)
    filter(
      wording.standing,
      overview.standings.enumerated().map { ("s\($0.offset)", wording.label($0.element.standing), $0.element.count) },
      &writer)
  }

  private func filter(_ title: String, _ boxes: [(id: String, label: String, count: Int)], _ writer: inout HTMLWriter) {
    // One box would hide everything.
    guard boxes.count > 1 else { return }
    writer.element("div", [.style("pick"), .named("role", "group"), .named("aria-label", title)]) { writer in
      writer.element("span", [.named("aria-hidden", "true")], title)
      for box in boxes {
        writer.element("label") { writer in
          writer.void("input", [.named("type", "checkbox"), .id("f-\(box.id)"), .named("checked", "checked")])
          writer.element("span", "\(box.label) (\(box.count))")
        }
      }
    }
    writer.newline()
  }

  /// What letters and signs mean, as one line beside them.
  private func near(_ legend: [(code: String, words: String)], _ writer: inout HTMLWriter) {
    writer.element("small", [.style("near")]) { writer in
      for line in legend {
        writer.element("bdi") { writer in
          writer.element("b", line.code)
          writer.write(" \(line.words)")
        }
        writer.write(" ")
      }
    }
  }

  private func heads(_ writer: inout HTMLWriter) {
    writer.element("th", [.named("scope", "col")], wording.identity)
    for column in overview.columns {
      writer.element("th", [.named("scope", "col")]) { writer in
        writer.element(
          "a",
          [.named("href", "#c-\(column.commitment.id)"), .named("title", frame.text(column.commitment.title))],
          column.commitment.id.text)
      }
    }
  }

  private func body(
    _ group: SignatoryGroup, _ place: Int, _ states: StateTable, _ writer: inout HTMLWriter
  ) {
    writer.element("tbody", [.style("k\(place)")]) { writer in
      writer.element("tr", [.style("g")]) { writer in
        writer.element("th", [.named("scope", "rowgroup"), .named("colspan", "\(overview.columns.count + 1)")]) {
          $0.element("span", "\(overview.label(of: group.kind)) (\(group.rows.count))")
          // Where rows are strips, the key at the head is screens away from all kinds but the first.
          if place > 0 { near(states.legend(group.rows.lazy.flatMap(\.cells)), &$0) }
        }
      }
      writer.newline()
      for row in group.rows {
        // Rows and cells without their ends and heads without a scope, which HTML lets go: that is an eighth of the page.
        writer.open("tr", [.style("s\(standing(of: row))")])
        writer.element("th") { name(of: row, &$0) }
        for cell in row.cells {
          writer.open("td", [.style(StateAppearance(CellState(cell)).tone.short)])
          writer.write(states.code(cell))
        }
        writer.newline()
      }
    }
  }
}

extension StateAppearance.Tone {
  /// The class of a cell of the matrix, one letter long.
  var short: String {
    switch self {
    case .met: "m"
    case .part: "p"
    case .other: "o"
    case .filed: "f"
    case .upcoming: "u"
    case .open: "w"
    case .overdue: "d"
    case .missing: "x"
    case .optional: "e"
    case .off: "n"
    }
  }
}

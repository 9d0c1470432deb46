/// What changed between two texts, in words: what stayed, what went, what came.
struct WordDifference {
  enum Part: Equatable {
    case same(String)
    case removed(String)
    case added(String)
  }

  private(set) var parts: [Part] = []

  /// The largest table of words that is compared in full; beyond it a changed passage is shown whole, old and new.
  private static let limit = 1_000_000

  init(from old: String, to new: String) {
    let before = WordDifference.words(old)
    let after = WordDifference.words(new)
    // Most restatements change a few words: what is equal at both ends needs no comparing.
    var start = 0
    while start < min(before.count, after.count), before[start] == after[start] { start += 1 }
    var end = 0
    while end < min(before.count, after.count) - start,
      before[before.count - 1 - end] == after[after.count - 1 - end]
    {
      end += 1
    }
    append(.same, before[..<start])
    compare(Array(before[start..<(before.count - end)]), Array(after[start..<(after.count - end)]))
    append(.same, before[(before.count - end)...])
  }

  /// Words with the white space behind them, so that the parts put together are the texts.
  private static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var start = text.startIndex
    var inSpace = false
    for place in text.indices {
      let isSpace = text[place].isWhitespace
      if inSpace, !isSpace {
        words.append(text[start..<place])
        start = place
      }
      inSpace = isSpace
    }
    if start < text.endIndex { words.append(text[start...]) }
    return words
  }

  /// The longest common run of words by the usual table, from its end.
  private mutating func compare(_ old: [Substring], _ new: [Substring]) {
    guard !old.isEmpty, !new.isEmpty, old.count * new.count <= WordDifference.limit else {
      append(.removed, old[...])
      append(.added, new[...])
      return
    }
    let width = new.count + 1
    var lengths = [UInt16](repeating: 0, count: (old.count + 1) * width)
    for row in stride(from: old.count - 1, through: 0, by: -1) {
      for column in stride(from: new.count - 1, through: 0, by: -1) {
        lengths[row * width + column] =
          old[row] == new[column]
          ? lengths[(row + 1) * width + column + 1] + 1
          : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
      }
    }
    var (row, column) = (0, 0)
    while row < old.count, column < new.count {
      if old[row] == new[column] {
        append(.same, [old[row]])
        (row, column) = (row + 1, column + 1)
      } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
        append(.removed, [old[row]])
        row += 1
      } else {
        append(.added, [new[column]])
        column += 1
      }
    }
    append(.removed, old[row...])
    append(.added, new[column...])
  }

  private enum Kind { case same, removed, added }

  /// Adds words to the last part when it is of the same kind.
  private mutating func append(_ kind: Kind, _ words: some Collection<Substring>) {
    guard !words.isEmpty else { return }
    let text = words.joined()
    switch (parts.last, kind) {
    case (.same(let last), .same): parts[parts.count - 1] = .same(last + text)
    case (.removed(let last), .removed): parts[parts.count - 1] = .removed(last + text)
    case (.added(let last), .added): parts[parts.count - 1] = .added(last + text)
    case (_, .same): parts.append(.same(text))
    case (_, .removed): parts.append(.removed(text))
    case (_, .added): parts.append(.added(text))
    }
  }
}

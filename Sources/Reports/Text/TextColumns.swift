internal import ForeignText

/// How wide the columns of a table are on a page of a given width.
struct TextColumns {
  static let gap = 2

  let widths: [Int]

  /// Nil where the table does not fit, or only with words broken.
  ///
  /// - Parameter wrapping: whether a cell may take several lines.
  init?(_ grid: [[String]], within width: Int, wrapping: Bool) {
    guard let count = grid.first?.count else { return nil }
    var natural = Array(repeating: 0, count: count)
    var least = natural
    for row in grid {
      for (column, cell) in row.enumerated() where column < count {
        natural[column] = max(natural[column], cell.displayWidth)
        least[column] = max(least[column], TextColumns.longestWord(cell))
      }
    }
    let room = width - TextColumns.gap * max(0, count - 1)
    if natural.reduce(0, +) <= room {
      widths = natural
      return
    }
    guard wrapping, least.reduce(0, +) <= room else { return nil }
    // The widest give way first, none below its longest word.
    var cap = room
    while true {
      let narrowed = zip(natural, least).map { max($1, min($0, cap)) }
      // With a cap of nothing they are the longest words, which fit.
      if cap == 0 || narrowed.reduce(0, +) <= room {
        widths = narrowed
        return
      }
      cap -= 1
    }
  }

  static func longestWord(_ text: String) -> Int { text.split(separator: " ").map(\.displayWidth).max() ?? 0 }
}

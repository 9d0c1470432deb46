/// How many names a suggestion offers at most.
let mostSuggestions = 3

/// What was perhaps meant: names that begin with what was typed, or else the closest one, when it is close enough.
///
/// Close enough is two edits, and something of the word must be left: `at` is no suggestion for `x`. Its beginning must be
/// there as well: for `list` nobody is sent to `delist`.
func nearestNames(to typed: String, among candidates: some Sequence<String>) -> [String] {
  let candidates = Array(candidates)
  if typed.count > 1 {
    let longer = candidates.filter { $0.hasPrefix(typed) && $0 != typed }
    if !longer.isEmpty { return longer.count > mostSuggestions ? [] : longer }
  }
  return nearestName(to: typed, among: candidates).map { [$0] } ?? []
}

/// The candidate closest to what was typed, when it is close enough.
func nearestName(to typed: String, among candidates: some Sequence<String>) -> String? {
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let distance = editDistance(typed, candidate)
    guard distance <= 2, distance < min(typed.count, candidate.count), beginsAlike(typed, candidate) else { continue }
    if best.map({ distance < $0.distance }) ?? true {
      best = (candidate, distance)
    }
  }
  return best?.name
}

/// Whether two words begin with the same letter, or with the same two the other way round.
private func beginsAlike(_ left: String, _ right: String) -> Bool {
  let (left, right) = (Array(left.prefix(2)), Array(right.prefix(2)))
  return left.first == right.first || left == right.reversed()
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
func editDistance(_ left: String, _ right: String) -> Int {
  let left = Array(left)
  let right = Array(right)
  // Two edits are the limit of interest, so a longer difference needs no table.
  if abs(left.count - right.count) > 2 { return abs(left.count - right.count) }
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for (row, character) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      var cost = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (character == other ? 0 : 1))
      if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
        cost = min(cost, beforePrevious[column - 1] + 1)
      }
      current.append(cost)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}

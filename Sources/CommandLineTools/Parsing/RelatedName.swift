/// Names that have something in common with a word that somebody wrote from memory, where none reads nearly so: `--due` is
/// a part of `--new-due`, `signatory` has the stem of `signatories`, `rotate-log` the words of `log-keys rotate`.
///
/// The nearest in kind come first; more than a few say nothing.
func relatedNames(to typed: String, among candidates: some Sequence<String>) -> [String] {
  let candidates = Array(candidates)
  let words = parts(typed)
  let kinds: [(String) -> Bool] = [
    { name in !words.isEmpty && words.allSatisfy(parts(name).contains) },
    { name in shareStem(typed, name) },
    { name in isShort(typed, for: name) },
    { name in parts(name).count > 1 && words.count > 1 && parts(name).last == words.last },
  ]
  for isRelated in kinds {
    let found = candidates.filter { $0 != typed && isRelated($0) }
    if !found.isEmpty { return found.count > mostSuggestions ? [] : found }
  }
  return []
}

private func parts(_ name: String) -> [String] {
  name.split(whereSeparator: { $0 == "-" || $0 == " " }).map(String.init)
}

/// Whether two words are forms of one: five letters in common, and little of the shorter is left.
private func shareStem(_ left: String, _ right: String) -> Bool {
  let common = zip(left, right).prefix { $0 == $1 }.count
  return common >= 5 && min(left.count, right.count) - common <= 2
}

/// Whether a word is a name with some of its letters left out, as `pubkey` is of `public-key`.
private func isShort(_ typed: String, for name: String) -> Bool {
  let name = name.filter { $0 != "-" && $0 != " " }
  guard typed.count >= 4, typed.count * 2 >= name.count, typed.first == name.first, typed.last == name.last else {
    return false
  }
  var rest = Substring(name)
  for letter in typed {
    guard let place = rest.firstIndex(of: letter) else { return false }
    rest = rest[rest.index(after: place)...]
  }
  return true
}

/// How many names a suggestion offers at most.
private let mostMeant = 3

/// What of a list was perhaps meant: names that begin with what was typed, or else the closest, when it is close enough.
public func namesMeant(by typed: String, among names: [String]) -> [String] {
  let longer = names.filter { !typed.isEmpty && $0.utf8.starts(with: typed.utf8) }
  if !longer.isEmpty { return Array(longer.prefix(mostMeant)) }
  return nearestName(to: typed, among: names).map { [$0] } ?? []
}

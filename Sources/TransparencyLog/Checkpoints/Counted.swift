/// A number and what is counted, for people: `1 hash`, `2 hashes`.
public func counted(_ count: some BinaryInteger, _ one: String, _ many: String) -> String {
  "\(count) \(count == 1 ? one : many)"
}

/// How many entries a tree has, for people: `1 entry`, `2 entries`.
public func entryCount(_ count: some BinaryInteger) -> String { counted(count, "entry", "entries") }

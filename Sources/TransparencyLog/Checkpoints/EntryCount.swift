/// How many entries a tree has, for people: `1 entry`, `2 entries`.
public func entryCount(_ count: some BinaryInteger) -> String { "\(count) \(count == 1 ? "entry" : "entries")" }

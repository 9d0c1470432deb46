/// The place of an entry in its ledger, counted from 0. // Format §6
public struct EntryIndex: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt64

  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  public init(_ value: UInt64) {
    rawValue = value
  }

  /// Entry 0, the genesis.
  public static let genesis = EntryIndex(0)

  /// The entry after this one. No index is followed by a smaller one: behind the largest number stands itself.
  public var next: EntryIndex { EntryIndex(rawValue == .max ? rawValue : rawValue + 1) }
}

extension EntryIndex: Comparable {
  public static func < (left: EntryIndex, right: EntryIndex) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension EntryIndex: CustomStringConvertible {
  public var description: String { String(rawValue) }
}

/// One value of a document: a view that keeps the document alive and copies nothing.
public struct JSONNode: Sendable {
  public enum Kind: Sendable {
    case object, array, string, number, boolean, null
  }

  let tree: JSONTree
  let index: Int

  var record: JSONRecord { tree.records[index] }

  public var kind: Kind { view.kind }

  /// The number of members or elements; 0 for anything but a container.
  public var count: Int { record.count }

  /// Where the value's text begins in the document, for messages.
  public var offset: Int {
    let record = record
    return record.kind == .string ? Int(record.start) - 1 : Int(record.start)
  }

  /// True or false, or nil for another kind.
  public var boolean: Bool? { view.boolean }

  public var isNull: Bool { record.kind == .null }

  /// The number when it is written as an integer that 64 bits hold; nil for `1.0`, `1e2` and any other kind.
  public var integer: Int64? { view.integer }

  /// The number as the nearest double; nil beyond the range of doubles and for any other kind.
  public var double: Double? { view.double }
}

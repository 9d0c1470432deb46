/// One value of a document, borrowed: it cannot outlive the document, so that walking through it counts no references.
///
/// `JSONNode` is the same for keeping. What reads thousands of documents a second reads them through this.
public struct JSONView: ~Escapable {
  let bytes: Span<UInt8>
  let records: Span<JSONRecord>
  let form: JSONTree.Form
  let index: Int

  @_lifetime(copy bytes, copy records)
  init(bytes: Span<UInt8>, records: Span<JSONRecord>, form: JSONTree.Form, index: Int) {
    self.bytes = bytes
    self.records = records
    self.form = form
    self.index = index
  }

  /// Another value of the same document.
  @_lifetime(copy self)
  @inline(__always)
  func at(_ index: Int) -> JSONView {
    JSONView(bytes: bytes, records: records, form: form, index: index)
  }

  @inline(__always)
  var record: JSONRecord { records[index] }

  public var kind: JSONNode.Kind {
    switch record.kind {
    case .object: .object
    case .array: .array
    case .string: .string
    case .number: .number
    case .yes, .no: .boolean
    case .null: .null
    }
  }

  /// The number of members or elements; 0 for anything but a container.
  public var count: Int { record.count }

  /// True or false, or nil for another kind.
  public var boolean: Bool? {
    switch record.kind {
    case .yes: true
    case .no: false
    default: nil
    }
  }

  /// The number when it is written as an integer that 64 bits hold; nil for `1.0`, `1e2` and any other kind.
  public var integer: Int64? {
    let record = record
    guard record.kind == .number else { return nil }
    return CanonicalNumber.integer(bytes.extracting(record.range))
  }

  /// The number as the nearest double; nil beyond the range of doubles and for any other kind.
  public var double: Double? {
    let record = record
    guard record.kind == .number else { return nil }
    return CanonicalNumber.double(bytes.extracting(record.range))
  }
}

extension JSONNode {
  /// The same value without a reference of its own.
  public var view: JSONView {
    @_lifetime(borrow self)
    get {
      let (bytes, records) = (tree.bytes, tree.records)
      // The node keeps the tree, and the tree its bytes and records, which never change.
      let view = JSONView(bytes: bytes.span, records: records.span, form: tree.form, index: index)
      return _overrideLifetime(view, borrowing: self)
    }
  }
}

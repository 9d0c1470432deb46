internal import CanonicalJSON
internal import Cryptography
internal import Languages
internal import Pledges

extension JSONValue {
  static func text(_ value: some CustomStringConvertible) -> JSONValue { .string(value.description) }

  static func optional(_ value: (some CustomStringConvertible)?) -> JSONValue {
    value.map { .string($0.description) } ?? .null
  }

  static func index(_ index: EntryIndex) -> JSONValue { .integer(Int64(clamping: index.rawValue)) }

  static func optional(_ index: EntryIndex?) -> JSONValue { index.map { .index($0) } ?? .null }

  static func list(_ values: [some CustomStringConvertible]) -> JSONValue {
    .array(values.map { .string($0.description) })
  }

  static func indices(_ indices: [EntryIndex]) -> JSONValue { .array(indices.map { .index($0) }) }

  static func map(_ texts: TextMap) -> JSONValue {
    .object(texts.entries.map { JSONMember(name: $0.language, value: .string($0.text)) })
  }

  static func optional(_ texts: TextMap?) -> JSONValue { texts.map { .map($0) } ?? .null }
}

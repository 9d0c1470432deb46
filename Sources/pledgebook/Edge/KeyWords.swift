import CanonicalJSON
import Cryptography
import Languages
import Pledges
import Reports

/// What is said of keys wherever a line names one: whether it counts, and on whose word it is whose. // Format §13
enum KeyWords {
  /// On whose word a key is its owner's.
  static func word(of record: KeyBook.Record) -> String {
    guard case .party = record.owner else { return "the registrar's own" }
    var words =
      switch (record.provenance.voucher, record.provenance.identification) {
      case (.owner, _): "by the owner's own signature"
      case (.registrar, let identification?):
        "brought in by the registrar, identified \(Language.english.label(identification.method)) on \(identification.date)"
      case (.registrar, nil): "brought in by the registrar, no identification given"
      }
    if let recovery = record.recovery { words += ", rests on recovery \(recovery)" }
    return words
  }

  /// Whether it counts at an instant.
  static func standing(of record: KeyBook.Record, at instant: Instant) -> String {
    if let until = record.until { return "ended by entry \(until)" }
    guard !record.hasWaited(by: instant), let waitsUntil = record.waitsUntil else { return "in force" }
    return "waits until \(waitsUntil)"
  }

  /// Whose it is.
  static func owner(_ owner: KeyBook.Owner) -> String {
    switch owner {
    case .registrar: "registrar"
    case .party(let party): party.text
    }
  }

  /// What an act did to the keys of its party.
  static func words(of act: OwnerEvent.Act) -> String {
    switch act {
    case .bring(let keys, let threshold):
      "brings in \(list(keys))" + (threshold.map { "; \($0) sign from now on" } ?? "")
    case .rotate(let old, let new): "replaces key \(old) by \(new)"
    case .threshold(let threshold): "sets the threshold to \(threshold)"
    case .recover(let keys, let threshold): "recovery by the registrar: \(list(keys)), threshold \(threshold)"
    case .end(let key, .owner): "key \(key) revoked by the owner"
    case .end(let key, .key): "key \(key) revoked by itself"
    case .end(let key, .registrar): "key \(key) revoked by the registrar"
    case .object(let act, let key): "key \(key) objects to entry \(act)"
    }
  }

  private static func list(_ keys: [KeyID]) -> String {
    switch keys.count {
    case 0: "no new key"
    case 1: "key \(keys[0])"
    default: "keys \(keys.map(\.description).joined(separator: ", "))"
    }
  }

  /// A key with all that is said of it.
  static func json(_ record: KeyBook.Record, at instant: Instant) -> JSONValue {
    [
      "keyid": .string(record.key.keyID.hex), "owner": .string(owner(record.owner)),
      "state": .string(record.until != nil ? "ended" : record.hasWaited(by: instant) ? "in-force" : "waiting"),
      "since": .integer(Int64(clamping: record.since.rawValue)), "until": index(record.until),
      "waitsUntil": record.waitsUntil.map { .string($0.description) } ?? .null,
      "invalidSince": record.invalidSince.map { .string($0.description) } ?? .null,
      "broughtInBy": .string(record.owner == .registrar ? "registrar" : record.provenance.voucher.rawValue),
      "identification": record.provenance.identification.map {
        ["method": .string($0.method.rawValue), "date": .string($0.date.description)]
      } ?? .null,
      "recovery": index(record.recovery),
    ]
  }

  static func index(_ index: EntryIndex?) -> JSONValue {
    index.map { .integer(Int64(clamping: $0.rawValue)) } ?? .null
  }
}

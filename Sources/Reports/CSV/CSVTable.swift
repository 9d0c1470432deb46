public import CanonicalJSON
internal import Compliance
internal import Cryptography
internal import Pledges

/// A table of one subject as comma-separated values, with what its columns mean. // Documentation/Data.md
public struct CSVTable: Sendable {
  /// What its rows are.
  public var subject: Subject
  public var columns: [CSVColumn]
  /// A row gives each column a field, as text.
  var rows: [[String]] = []
  var language: String

  /// What the rows of a table are; a table has one subject.
  public enum Subject: String, Sendable, CaseIterable {
    /// A commitment of a signatory in the period.
    case cells
    /// An entry of a signatory's history.
    case history
    /// A signatory with its counts.
    case signatories
    /// A commitment over all signatories.
    case commitments
  }

  /// The file: RFC 4180, UTF-8. Some spreadsheets take it for UTF-8 only with a byte order mark in front.
  public func text(byteOrderMark: Bool = false) -> String {
    var writer = CSVWriter()
    writer.row(columns.map(\.name))
    for row in rows { writer.row(row) }
    return byteOrderMark ? "\u{FEFF}" + writer.text : writer.text
  }

  /// What CSVW tools look for beside a table, as `FILE-metadata.json`.
  public func metadata(file: String) -> JSONValue {
    [
      "@context": ["http://www.w3.org/ns/csvw", ["@language": .string(language)]], "url": .string(file),
      "dc:title": .string("pledgebook \(subject.rawValue)"),
      "dialect": ["encoding": "utf-8", "header": true, "lineTerminators": ["\r\n"], "doubleQuote": true],
      "tableSchema": [
        "columns": .array(columns.map(\.metadata)),
        "primaryKey": .array(columns.filter(\.isKey).map { .string($0.name) }),
      ],
    ]
  }
}

/// A column: its name, which stays, and what its fields are.
public struct CSVColumn: Sendable {
  public var name: String
  /// What a field is, with its unit.
  public var meaning: String
  var type: Kind = .text
  /// Whether a field is a list, with blanks between.
  var isList = false
  /// Whether it tells the rows apart.
  var isKey = false

  enum Kind: String, Sendable {
    case text = "string"
    case number = "nonNegativeInteger"
    case instant = "dateTime"
    case yesNo = "boolean"
  }

  init(_ name: String, _ meaning: String, _ type: Kind = .text, list: Bool = false, key: Bool = false) {
    self.name = name
    self.meaning = meaning
    self.type = type
    isList = list
    isKey = key
  }

  fileprivate var metadata: JSONValue {
    let datatype: JSONValue =
      switch type {
      case .yesNo: ["base": "boolean", "format": "yes|no"]
      default: .string(type.rawValue)
      }
    return .object(
      [
        JSONMember(name: "name", value: .string(name)), JSONMember(name: "titles", value: .string(name)),
        JSONMember(name: "dc:description", value: .string(meaning)), JSONMember(name: "datatype", value: datatype),
      ] + (isList ? [JSONMember(name: "separator", value: " ")] : []))
  }

  /// What every table begins with: a row that is taken out of it still says where it comes from.
  static let origin = [
    CSVColumn("environment", "demo or production; a demo ledger proves nothing"),
    CSVColumn("origin", "name of the ledger"),
    CSVColumn("size", "entries of the ledger that the row rests on", .number),
    CSVColumn("root", "root of the Merkle tree of these entries, hexadecimal"),
    CSVColumn("as_of", "the instant that the row speaks of, UTC", .instant),
    CSVColumn("rules", "the status rules"),
    CSVColumn("accord", "id of the accord"),
    CSVColumn("accord_version", "version of the accord that governs"),
    CSVColumn("definition_status", "whose definition of the commitments this is: official, unofficial, demo"),
  ]

  static func origin(_ frame: ReportFrame) -> [String] {
    let document = frame.accord.document
    return [
      frame.proof.environment.rawValue, frame.proof.origin, String(frame.proof.size), frame.proof.root.hex,
      frame.asOf.description, StatusRules.id, document.id.text, document.version.description,
      document.definitionStatus.rawValue,
    ]
  }

  /// Cells counted, as every JSON document counts them.
  static let counts = [
    CSVColumn("required", "commitments owed", .number), CSVColumn("reported", "of these, with a claim", .number),
    CSVColumn("on_time", "of these, filed by the due date", .number), CSVColumn("late", "filed after it", .number),
    CSVColumn("overdue", "owed, due date over, still accepted", .number),
    CSVColumn("missing", "owed, not filed, and the grace is over", .number),
    CSVColumn("with_evidence", "claims that list evidence", .number),
    CSVColumn("with_checked_evidence", "claims with evidence that somebody checked", .number),
    CSVColumn("reviewed", "claims that somebody reviewed", .number),
  ]

  static func counts(_ counts: Counts) -> [String] {
    [
      counts.required, counts.reported, counts.onTime, counts.late, counts.overdue, counts.missing,
      counts.withEvidence, counts.withCheckedEvidence, counts.reviewed,
    ].map(String.init)
  }
}

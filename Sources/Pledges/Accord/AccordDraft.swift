public import CanonicalJSON
public import Cryptography

/// The few things that an accord needs to begin with, and the document that they make.
///
/// Whatever else a document has stands in it as it most often is, for somebody to go over: texts of commitments repeat their
/// titles, everybody owes every commitment.
public struct AccordDraft: Sendable {
  public var id: PlainID
  public var title: TextMap
  /// The default first.
  public var languages: [String]
  public var kinds: [Labelled]
  public var commitments: [Labelled]
  public var adoptedOn: CalendarDate
  public var status: AccordDocument.DefinitionStatus
  public var nature: AccordDocument.LegalNature
  public var officialTexts: [AccordDocument.OfficialText] = []
  public var secretariat: AccordDocument.Secretariat
  /// Nil for a register, in which nobody owes a report.
  public var years: Years?

  /// An id with its words.
  public struct Labelled: Sendable {
    public var id: String
    public var label: TextMap

    public init(id: String, label: TextMap) {
      self.id = id
      self.label = label
    }
  }

  /// Calendar years that are reported on, each due in the year after it.
  public struct Years: Sendable {
    public var first: Int
    public var count: Int
    /// Month and day of the year after.
    public var due: (month: Int, day: Int)
    public var graceDays: Int64

    /// The years, or nil where they are none that a document can name.
    public init?(first: Int, count: Int, due: (month: Int, day: Int), graceDays: Int64) {
      guard (1970...9_000).contains(first), (1...500).contains(count), (0...36_500).contains(graceDays),
        // A day that every year has.
        CalendarDate("2030-\(due.month.twoDigits)-\(due.day.twoDigits)") != nil
      else { return nil }
      (self.first, self.count, self.due, self.graceDays) = (first, count, due, graceDays)
    }
  }

  public init(
    id: PlainID, title: TextMap, languages: [String], kinds: [Labelled], commitments: [Labelled],
    adoptedOn: CalendarDate, status: AccordDocument.DefinitionStatus, nature: AccordDocument.LegalNature,
    secretariat: (name: String, contact: String)
  ) {
    self.id = id
    self.title = title
    self.languages = languages
    self.kinds = kinds
    self.commitments = commitments
    self.adoptedOn = adoptedOn
    self.status = status
    self.nature = nature
    self.secretariat = AccordDocument.Secretariat(name: secretariat.name, contact: secretariat.contact)
  }

  /// The document; whether it is one, `AccordDocument.read` says.
  public var document: JSONValue {
    let kindIDs = JSONValue.array(kinds.map { .string($0.id) })
    return [
      "schema": .string(AccordDocument.schema), "id": .string(id.text), "version": "1.0.0", "title": title.json,
      "summary": title.json, "languages": .array(languages.map { .string($0) }),
      "adoptedOn": .string("\(adoptedOn)"), "effectiveFrom": .string("\(adoptedOn)T00:00:00Z"),
      "legalNature": .string(nature.rawValue), "definitionStatus": .string(status.rawValue),
      "officialTexts": .array(officialTexts.map(\.json)),
      "secretariat": ["name": .string(secretariat.name), "contact": .string(secretariat.contact)],
      "signatoryKinds": .array(kinds.map { ["id": .string($0.id), "label": $0.label.json] }), "traits": [],
      "commitments": .array(
        commitments.enumerated().map { place, commitment in
          [
            "id": .string(commitment.id), "number": .string("\(place + 1)"), "title": commitment.label.json,
            "text": commitment.label.json, "textIsVerbatim": false, "sourceRef": .string("commitment \(place + 1)"),
            "appliesTo": ["kinds": kindIDs],
          ]
        }),
      "reporting": years?.json ?? .null,
      "membership": [
        "reservationsAllowed": true, "subscription": "all", "withdrawalNoticeDays": 0, "delistEligibleAfterPeriods": 2,
      ],
      "challenge": .null, "reportedThemes": [], "licence": "CC0-1.0",
      "disclaimer": ["en": "Absence of a record says nothing about conduct."],
    ]
  }
}

extension AccordDraft.Years {
  fileprivate var json: JSONValue {
    [
      "firstReportAfterDays": 0,
      "periods": .array(
        (first..<(first + count)).map { year in
          [
            "id": .string("\(year)"), "start": .string("\(year)-01-01T00:00:00Z"),
            "end": .string("\(year)-12-31T23:59:59Z"), "opens": .string("\(year + 1)-01-01T00:00:00Z"),
            "due": .string("\(year + 1)-\(due.month.twoDigits)-\(due.day.twoDigits)T23:59:59Z"),
            "graceDays": .integer(graceDays),
          ]
        }),
    ]
  }
}

extension AccordDocument.OfficialText {
  /// A text that was read: where it is published, and what it was.
  public init(language: String, uri: String, sha256: Digest, bytes: Int64, read date: CalendarDate) {
    self.init(language: language, uri: uri, sha256: sha256, bytes: bytes, retrievedOn: date)
  }

  /// As a document has it.
  public var json: JSONValue {
    var members = [
      JSONMember(name: "language", value: .string(language)), JSONMember(name: "uri", value: .string(uri)),
      JSONMember(name: "sha256", value: .string(sha256.hex)), JSONMember(name: "bytes", value: .integer(bytes)),
    ]
    members.append("retrievedOn", retrievedOn.map { .string("\($0)") })
    return .object(members)
  }
}

extension Int {
  fileprivate var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}

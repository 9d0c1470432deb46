public import CanonicalJSON
public import Cryptography

/// The few things that an accord needs to begin with, and the document that they make.
///
/// Whatever else a document has stands in it as it most often is, for somebody to go over: texts of commitments repeat their
/// titles.
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
  public var membership = Membership()
  /// Nil where nobody can challenge a report.
  public var challenges: Challenges?

  /// An id with its words.
  public struct Labelled: Sendable {
    public var id: String
    public var label: TextMap
    /// Of a commitment, the kinds of signatory that owe it; empty: all.
    public var owedBy: [String] = []

    public init(id: String, label: TextMap) {
      self.id = id
      self.label = label
    }
  }

  /// How one joins and leaves.
  public struct Membership: Sendable {
    public var allowsReservations = true
    public var withdrawalNoticeDays: Int64 = 0
    public var delistEligibleAfterPeriods: Int64 = 2

    public init() {}
  }

  /// Who may challenge a report, on what grounds, and how long it takes.
  public struct Challenges: Sendable {
    public var isOpenToAnyone: Bool
    public var grounds: [Labelled]
    public var responseDays: Int64
    public var resolutionDays: Int64

    public init(isOpenToAnyone: Bool, grounds: [Labelled], responseDays: Int64, resolutionDays: Int64) {
      self.isOpenToAnyone = isOpenToAnyone
      self.grounds = grounds
      self.responseDays = responseDays
      self.resolutionDays = resolutionDays
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
            "appliesTo": [
              "kinds": commitment.owedBy.isEmpty ? kindIDs : .array(commitment.owedBy.map { .string($0) })
            ],
          ]
        }),
      "reporting": years?.json ?? .null,
      "membership": [
        "reservationsAllowed": .boolean(membership.allowsReservations), "subscription": "all",
        "withdrawalNoticeDays": .integer(membership.withdrawalNoticeDays),
        "delistEligibleAfterPeriods": .integer(membership.delistEligibleAfterPeriods),
      ],
      "challenge": challenges?.json ?? .null, "reportedThemes": [], "licence": "CC0-1.0",
      "disclaimer": ["en": "Absence of a record says nothing about conduct."],
    ]
  }
}

extension AccordDocument.Secretariat {
  /// What stands for a contact that nobody has named yet.
  public static let unnamed = "to be named"

  /// Whether somebody named how to reach it.
  public var isReachable: Bool { !contact.isExactly(Self.unnamed) }
}

extension AccordDraft.Challenges {
  fileprivate var json: JSONValue {
    [
      "who": .string(isOpenToAnyone ? "anyone" : "registered"),
      "grounds": .array(grounds.map { ["id": .string($0.id), "label": $0.label.json] }),
      "responseDays": .integer(responseDays), "resolutionDays": .integer(resolutionDays),
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

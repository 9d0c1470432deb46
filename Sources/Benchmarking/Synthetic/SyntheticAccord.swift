internal import CanonicalJSON

/// An accord for ledgers of any size: nine commitments for everybody, a period for each year from 2031 on.
enum SyntheticAccord {
  static let firstYear = 2031
  static let commitmentCount = 9

  static func commitment(_ number: Int) -> String { "syn-\(number + 1)" }
  static func period(_ number: Int) -> String { String(firstYear + number) }

  /// The document, with so many periods.
  static func document(periodCount: Int) -> JSONValue {
    [
      "schema": "urn:pledgebook:v1:accord", "id": "synthetic-accord", "version": "1.0.0",
      "title": text("Synthetic accord"),
      "summary": text("Made by a program, to measure with. It binds nobody, and nobody in it exists."),
      "languages": ["en"], "adoptedOn": "2030-11-12", "effectiveFrom": "2030-11-12T00:00:00Z",
      "legalNature": "fictional", "definitionStatus": "demo", "officialTexts": [],
      "secretariat": ["name": "Synthetic secretariat", "contact": "office@synthetic.example"],
      "signatoryKinds": [["id": "body", "label": text("Body")]],
      "traits": [],
      "commitments": .array((0..<commitmentCount).map(commitment)),
      "reporting": ["firstReportAfterDays": 0, "periods": .array((0..<periodCount).map(period))],
      "membership": [
        "reservationsAllowed": false, "subscription": "all", "withdrawalNoticeDays": 0, "delistEligibleAfterPeriods": 2,
      ],
      "challenge": [
        "who": "registered", "grounds": [["id": "other", "label": text("Other")]], "responseDays": 30,
        "resolutionDays": 90,
      ],
      "reportedThemes": [], "licence": "CC0-1.0",
      "disclaimer": text("Synthetic. Every name, date and claim is made by a program."),
    ]
  }

  private static func commitment(_ number: Int) -> JSONValue {
    [
      "id": .string(commitment(number)), "number": .string(String(number + 1)),
      "title": text("Commitment \(number + 1)"),
      "text": text("Signatories do what measurement \(number + 1) needs."), "textIsVerbatim": true,
      "sourceRef": .string("article \(number + 1)"), "appliesTo": ["kinds": ["body"]], "obligation": "required",
    ]
  }

  private static func period(_ number: Int) -> JSONValue {
    let year = firstYear + number
    return [
      "id": .string(period(number)), "label": text("Year \(year)"), "start": .string("\(year)-01-01T00:00:00Z"),
      "end": .string("\(year)-12-31T23:59:59Z"), "opens": .string("\(year + 1)-01-01T00:00:00Z"),
      "due": .string("\(year + 1)-03-31T23:59:59Z"), "graceDays": 30,
    ]
  }

  private static func text(_ english: String) -> JSONValue { ["en": .string(english)] }
}

import CanonicalJSON
import LedgerFixtures
import Pledges
import Testing

@Suite("Every fault of an accord document is found where it is")
struct AccordFaultTests {
  /// An edit of the sample accord and the pointer at which the fault is reported. Format §9
  struct Edit: Sendable, CustomTestStringConvertible {
    let pointer: String
    let value: JSONValue?
    let fault: String

    init(_ pointer: String, _ value: JSONValue?, at fault: String? = nil) {
      self.pointer = pointer
      self.value = value
      self.fault = fault ?? pointer
    }

    var testDescription: String {
      "\(pointer) \(value.map { String(decoding: $0.canonicalBytes(), as: UTF8.self).prefix(60) } ?? "removed")"
    }
  }

  static let edits: [Edit] =
    identity + parties + commitments + indicators + [
      Edit("/reporting", "none"), Edit("/reporting/firstReportAfterDays", -1),
      Edit("/reporting/firstReportAfterDays", 36_501), Edit("/reporting/periods/0/id", "-p"),
      Edit("/reporting/periods/1/id", "2031", at: "/reporting/periods"),
      Edit("/reporting/periods/0/start", "2031-12-31T23:59:59Z", at: "/reporting/periods/0/end"),
      Edit("/reporting/periods/0/opens", "2031-12-31T23:59:58Z", at: "/reporting/periods/0/opens"),
      Edit("/reporting/periods/0/due", "2031-12-31T23:59:59Z", at: "/reporting/periods/0/due"),
      Edit("/reporting/periods/0/graceDays", "30"), Edit("/reporting/periods/0/label", [:]),
      Edit("/reporting/periods/1/start", "2031-12-31T23:59:59Z", at: "/reporting/periods/1"),
      Edit("/reporting/periods/1/start", "2030-01-01T00:00:00Z", at: "/reporting/periods/1"),
      Edit("/membership/subscription", "some"), Edit("/membership/reservationsAllowed", 0),
      Edit("/membership/withdrawalNoticeDays", -1), Edit("/membership/delistEligibleAfterPeriods", 0),
      Edit("/challenge", []), Edit("/challenge/who", "everyone"), Edit("/challenge/grounds", []),
      Edit("/challenge/grounds/1/id", "false-claim", at: "/challenge/grounds"),
      Edit("/challenge/responseDays", 36_501), Edit("/challenge/resolutionDays", nil),
      Edit("/reportedThemes/0/mapsTo/0", "lantern", at: "/reportedThemes/0/mapsTo"),
      Edit("/reportedThemes/1/note", nil), Edit("/reportedThemes/0/source", ""), Edit("/licence", nil),
      Edit("/disclaimer", "Invented."),
    ]

  static let identity = [
    Edit("/schema", "urn:pledgebook:v2:accord"), Edit("/id", "Harbour"), Edit("/version", "1.0"),
    Edit("/version", "01.0.0"), Edit("/previousSha256", "00"), Edit("/title", [:]),
    Edit("/title", ["en": ""], at: "/title/en"),
    Edit("/title", ["english": "x"], at: "/title/english"), Edit("/title/fr", nil, at: "/title"),
    Edit("/title", ["en": .string(String(repeating: "x", count: 501)), "fr": "x"], at: "/title/en"),
    Edit("/summary", nil), Edit("/languages", []), Edit("/languages/1", "en", at: "/languages"),
    Edit("/languages/1", "FR"), Edit("/adoptedOn", "2030-13-01"), Edit("/effectiveFrom", "2031-01-01"),
    Edit("/legalNature", "sacred"), Edit("/definitionStatus", "draft"),
    Edit("/definitionStatus", "official", at: "/officialTexts"),
    Edit("/licence", .string(String(repeating: "x", count: 201))),
    Edit("/unheard", 1), Edit("/secretariat/name", nil), Edit("/secretariat/phone", "1"),
    Edit(
      "/officialTexts",
      [["language": "en", "uri": "harbour.example", "sha256": .string(String(repeating: "0", count: 64)), "bytes": 1]],
      at: "/officialTexts/0/uri"),
    Edit(
      "/officialTexts",
      [
        [
          "language": "en", "uri": "https://h.example/", "sha256": .string(String(repeating: "A", count: 64)),
          "bytes": 1,
        ]
      ],
      at: "/officialTexts/0/sha256"),
    Edit(
      "/officialTexts",
      [
        [
          "language": "en", "uri": "https://h.example/", "sha256": .string(String(repeating: "0", count: 64)),
          "bytes": 0,
        ]
      ],
      at: "/officialTexts/0/bytes"),
  ]

  static let parties = [
    Edit("/signatoryKinds", []), Edit("/signatoryKinds/1/id", "state", at: "/signatoryKinds"),
    Edit("/signatoryKinds/0/label", nil), Edit("/traits/1/id", "has-harbour", at: "/traits"), Edit("/traits", nil),
    Edit("/claimValues", [["id": "met", "label": ["en": "met"], "rank": 1, "needs": []]], at: "/claimValues"),
    Edit("/claimValues", [["id": "no-claim", "label": ["en": "none"], "rank": 1, "needs": []]], at: "/claimValues"),
    Edit(
      "/claimValues",
      [
        ["id": "no-claim", "label": ["en": "none"], "rank": 0, "needs": []],
        ["id": "no-claim", "label": ["en": "none"], "rank": 0, "needs": []],
      ], at: "/claimValues"),
    Edit(
      "/claimValues", [["id": "no-claim", "label": ["en": "none"], "rank": 0, "needs": ["luck"]]],
      at: "/claimValues/0/needs/0"),
    Edit("/assuranceLevels", [["id": "peer", "label": ["en": "peer"]]], at: "/assuranceLevels"),
    Edit(
      "/assuranceLevels", [["id": "none", "label": ["en": "none"]], ["id": "none", "label": ["en": "none"]]],
      at: "/assuranceLevels"),
  ]

  static let commitments = [
    Edit("/commitments", []), Edit("/commitments/1/id", "lamp", at: "/commitments"), Edit("/commitments/0/id", "1st"),
    Edit("/commitments/0/number", 1), Edit("/commitments/0/textIsVerbatim", "yes"),
    Edit("/commitments/0/sourceRef", nil), Edit("/commitments/0/appliesTo/kinds", []),
    Edit("/commitments/0/appliesTo/kinds/0", "town", at: "/commitments/0/appliesTo/kinds"),
    Edit("/commitments/3/appliesTo/traitsAny/0", "has-wharf", at: "/commitments/3/appliesTo/traitsAny"),
    Edit("/commitments/0/obligation", "optional"), Edit("/commitments/0/addresseeNote", ""),
    Edit(
      "/commitments/0/measures/-", ["id": "survey", "title": ["en": "again"]], at: "/commitments/0"),
    Edit(
      "/commitments/2/measures/0/appliesTo/kinds/0", "town", at: "/commitments/2/measures/0/appliesTo/kinds"),
    Edit("/commitments/2/measures/0/indicators/0/id", "soundings", at: "/commitments/2"),
    Edit("/commitments/1/evidencePolicy/minItems", 65), Edit("/commitments/1/evidencePolicy/minItems", -1),
    Edit("/commitments/1/evidencePolicy/maxAgeDays", 0),
  ]

  static let indicators = [
    Edit("/commitments/1/indicators/1/id", "story", at: "/commitments/1"),
    Edit("/commitments/1/indicators/0/type", "poem"), Edit("/commitments/1/indicators/0/required", "no"),
    Edit("/commitments/1/indicators/0/choices", [["id": "a", "label": ["en": "a"]]]),
    Edit("/commitments/1/indicators/0/min", 1), Edit("/commitments/1/indicators/1/max", "yes"),
    Edit("/commitments/1/indicators/2/min", 1_001, at: "/commitments/1/indicators/2/max"),
    Edit("/commitments/1/indicators/2/min", "1"),
    Edit("/commitments/1/indicators/2/breakdown", "region"), Edit("/commitments/1/indicators/2/breakdown", []),
    Edit("/commitments/1/indicators/2/breakdown/1", "day", at: "/commitments/1/indicators/2/breakdown"),
    Edit("/commitments/1/indicators/3/min", 0), Edit("/commitments/1/indicators/3/min", "-0"),
    Edit("/commitments/1/indicators/3/min", "24.000000000000000001", at: "/commitments/1/indicators/3/max"),
    Edit("/commitments/1/indicators/3/direction", "up"), Edit("/commitments/1/indicators/4/max", "1e2"),
    Edit("/commitments/1/indicators/5/choices", nil), Edit("/commitments/1/indicators/5/choices", []),
    Edit("/commitments/1/indicators/5/choices/1/id", "first", at: "/commitments/1/indicators/5"),
    Edit("/commitments/1/indicators/6/min", "2041-01-01", at: "/commitments/1/indicators/6/max"),
    Edit("/commitments/1/indicators/6/min", "2041"), Edit("/commitments/1/indicators/7/min", "a"),
    Edit("/commitments/1/indicators/2/unit", .string(String(repeating: "m", count: 65))),
  ]

  @Test("one edit makes one kind of fault, at its place", arguments: edits)
  func fault(_ edit: Edit) {
    let faults = AccordFaultTests.faults(of: SampleAccord.reporting.setting(edit.pointer, to: edit.value))
    #expect(faults.contains { $0.pointer == edit.fault }, "found instead: \(faults)")
    #expect(faults.allSatisfy { !$0.reason.isEmpty })
  }

  @Test("all faults are reported at once")
  func all() {
    var document = SampleAccord.reporting
    let edits = ["/id", "/adoptedOn", "/commitments/0/number", "/reporting/periods/1/due", "/challenge/who"]
    for pointer in edits { document = document.setting(pointer, to: true) }
    #expect(AccordFaultTests.faults(of: document).map(\.pointer) == edits)
  }

  @Test("an unknown member is a fault at any depth")
  func unknownMembers() {
    let document = SampleAccord.reporting
    for pointer in document.pointers {
      guard case .object = document[pointer] else { continue }
      let faults = AccordFaultTests.faults(of: document.setting(pointer + "/unheard", to: 1))
      #expect(faults.contains { $0.pointer == pointer + "/unheard" }, "\(pointer)")
    }
  }

  @Test("a value of another type is a fault at any depth")
  func wrongTypes() {
    let document = SampleAccord.reporting
    for pointer in document.pointers {
      let isBoolean = if case .boolean = document[pointer] { true } else { false }
      let faults = AccordFaultTests.faults(of: document.setting(pointer, to: isBoolean ? "yes" : true))
      #expect(!faults.isEmpty, "\(pointer)")
    }
  }

  @Test("a pointer escapes what RFC 6901 has it escape")
  func pointers() {
    let document = SampleAccord.reporting
    guard case .object(let members) = document else { return }
    let edited = JSONValue.object(members + [JSONMember(name: "a/b~c", value: 1)])
    #expect(AccordFaultTests.faults(of: edited).map(\.pointer) == ["/a~1b~0c"])
  }

  @Test("periods, levels and claim values may be left to their defaults")
  func defaults() throws {
    let document = SampleAccord.publication().document
    #expect(document.claimValues.map(\.id) == ["met", "partially-met", "not-met", "not-applicable", "no-claim"])
    #expect(document.claimValues.map(\.rank) == [3, 2, 1, 3, 0])
    #expect(document.claimValues.map(\.needsEvidence) == [true, true, false, false, false])
    #expect(document.claimValues.map(\.needsExplanation) == [false, true, true, true, true])
    #expect(document.assuranceLevels.map(\.id) == ["none", "peer", "limited", "reasonable"])
    #expect(document.membership.delistEligibleAfterPeriods == 2)
    #expect(document.commitments.map(\.obligation) == [.required, .required, .expected, .encouraged])
    #expect(document.commitments.map(\.evidencePolicy.minItems) == [1, 2, 1, 1])
    #expect(!document.isRegisterOnly)
    #expect(SampleAccord.publication(SampleAccord.register).document.isRegisterOnly)
    let empty = SampleAccord.reporting.setting("/reporting/periods", to: [])
    #expect(SampleAccord.publication(empty).document.isRegisterOnly)
  }

  static func faults(of json: JSONValue) -> [Fault] {
    do {
      _ = try AccordDocument.read(JSONDocument(json.canonicalBytes()).root)
      return []
    } catch let error as AccordFaults {
      return error.faults
    } catch {
      return [Fault(pointer: "?", reason: "\(error)")]
    }
  }
}

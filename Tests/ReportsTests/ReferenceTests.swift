import CanonicalJSON
import Compliance
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

/// Every reference of an export leads somewhere, every id is one thing, and nothing lies there that nobody refers to.
@Suite("References in OSCAL and CycloneDX")
struct ReferenceTests {
  /// A value of a document with the name and place that it stands under.
  private struct Value {
    let name: String
    let path: String
    let text: String
  }

  private static func values(_ value: JSONValue, _ name: String = "", _ path: String = "") -> [Value] {
    switch value {
    case .object(let members): members.flatMap { values($0.value, $0.name, "\(path)/\($0.name)") }
    case .array(let elements): elements.flatMap { values($0, name, path) }
    case .string(let text): [Value(name: name, path: path, text: text)]
    default: []
    }
  }

  private static func objects(_ value: JSONValue) -> [[String: JSONValue]] {
    switch value {
    case .object(let members):
      [Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }] + members.flatMap { objects($0.value) }
    case .array(let elements): elements.flatMap(objects)
    default: []
    }
  }

  private static func string(_ value: JSONValue?) -> String? {
    if case .string(let text)? = value { text } else { nil }
  }

  /// What is wrong with an OSCAL document; `controls` are the ids of its catalog's controls and parts.
  private static func faults(oscal document: JSONValue, controls: Set<String>) -> [String] {
    let values = values(document)
    var faults: [String] = []
    func unique(_ name: String) -> Set<String> {
      var seen: Set<String> = []
      for value in values where value.name == name {
        if !seen.insert(value.text).inserted { faults.append("\(name) twice: \(value.text) at \(value.path)") }
      }
      return seen
    }
    let uuids = unique("uuid")
    let ids = unique("id")
    var referred: Set<String> = []
    for value in values {
      let target = value.text.hasPrefix("#") ? String(value.text.dropFirst()) : value.text
      switch value.name {
      case "href" where value.text.hasPrefix("#"):
        referred.insert(target)
        if !uuids.contains(target) && !ids.contains(target) { faults.append("\(value.path) leads nowhere: \(target)") }
      case let name where name.hasSuffix("-uuid") || name.hasSuffix("-uuids"):
        if !uuids.contains(target) { faults.append("\(value.path) leads nowhere: \(target)") }
      case "role-id":
        if !ids.contains(target) { faults.append("no role \(target)") }
      case "control-id" where value.path.contains("reviewed-controls"), "target-id":
        if !controls.contains(target) { faults.append("the catalog has no \(target)") }
      default: break
      }
    }
    for resource in objects(document).compactMap({ $0["resources"] }).flatMap(elements) {
      guard let uuid = objects(resource).first.flatMap({ string($0["uuid"]) }), referred.contains(uuid) else {
        faults.append("nothing refers to the resource \(resource)")
        continue
      }
    }
    for object in objects(document) {
      for property in object["props"].map(elements) ?? [] {
        let members = objects(property)[0]
        let isOfOSCAL = string(members["name"]) == "type" && string(members["value"]) == "plan"
        if string(members["ns"]) == nil, !isOfOSCAL { faults.append("a property of ours without its namespace") }
      }
    }
    return faults
  }

  private static func elements(_ value: JSONValue) -> [JSONValue] {
    if case .array(let elements) = value { elements } else { [] }
  }

  private static func faults(cycloneDX document: JSONValue) -> [String] {
    let values = values(document)
    var faults: [String] = []
    var known: Set<String> = []
    for value in values where value.name == "bom-ref" {
      if !known.insert(value.text).inserted { faults.append("bom-ref twice: \(value.text)") }
    }
    let references: Set = [
      "assessor", "requirement", "claims", "counterClaims", "target", "evidence", "mitigationStrategies",
    ]
    for value in values where references.contains(value.name) && !known.contains(value.text) {
      faults.append("\(value.path) leads nowhere: \(value.text)")
    }
    return faults
  }

  private func check(_ book: SampleLedger, _ period: PeriodID?, _ times: [String]) throws {
    for time in times {
      let view = try book.view(asOf: time)
      let overview = try AccordOverview(period: period, in: view, language: .english)
      let catalog = overview.oscalCatalog()
      #expect(Self.faults(oscal: catalog, controls: []) == [], "catalog at \(time)")
      let controls = Set(Self.values(catalog).filter { $0.name == "id" && $0.path.contains("controls") }.map(\.text))
      #expect(controls.count > overview.columns.count, "no parts")
      for signatory in overview.rows.map(\.signatory) {
        let report = try SignatoryReport(of: signatory, period: period, in: view, language: .french)
        #expect(Self.faults(oscal: report.oscal(), controls: controls) == [], "\(signatory) at \(time)")
        #expect(Self.faults(cycloneDX: report.cycloneDX()) == [], "\(signatory) at \(time)")
      }
    }
  }

  @Test("in a cycle of reporting, at any time of it")
  func orchard() throws {
    let times = ["2034-06-01", "2035-01-15", "2035-02-10", "2035-03-10", "2035-04-20", "2035-07-01", "2036-06-01"]
    for period in ["2033", "2034"] { try check(OrchardStory.ledger(), id(period), times.map { "\($0)T00:00:00Z" }) }
  }

  @Test("where keys were ended, and claims became void")
  func keys() throws {
    try check(KeyStory.ledger(), id("2034"), ["2035-03-15T00:00:00Z", "2035-05-15T00:00:00Z", KeyStory.end])
  }

  @Test("with words that act, and with none")
  func words() throws {
    try check(HostileStory.ledger(), id("2034"), ["2035-07-01T00:00:00Z"])
    for book in [try WordyStory.ledger(), try WordyStory.removed()] {
      try check(book, id("2034"), [WordyStory.end])
      book.words = .without(Set(book.entries.map(\.header.index)))
      try check(book, id("2034"), [WordyStory.end])
    }
  }

  @Test("in a register, which has no period")
  func register() throws {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.register())
    try book.say(
      .join(
        Join(
          signatory: id("fennel"), name: text(["en": "Fennel County"]), kind: id("state"),
          effective: time("2033-04-01T00:00:00Z"), basis: .publicSource,
          source: Join.Source(uri: "https://gazette.example/list", sha256: nil, asOf: "2033-06-01"))),
      at: "2033-06-02T10:00:00Z", by: "registrar")
    try check(book, nil, ["2034-01-01T00:00:00Z"])
  }

  @Test(
    "where a commitment is named like the part of another", arguments: ["o-1_obj", "o-1_smt", "o-1_smt.sign", "a__obj"])
  func names(_ name: String) throws {
    let book = try SampleLedger()
    let accord = OrchardAccord.text.replacing("\"id\": \"o-2\"", with: "\"id\": \"\(name)\"")
    try OrchardStory.begin(book, AccordPublication(JSONDocument(Array(accord.utf8)).root, changes: nil))
    try check(book, id("2034"), ["2035-01-01T00:00:00Z"])
  }

  @Test("each control has a statement with its words, and each measure an item that is assessed by itself")
  func statements() throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let catalog = try AccordOverview(period: id("2034"), in: view, language: .english).oscalCatalog()
    let parts = Self.objects(catalog).filter { $0["prose"] != nil }
    func named(_ name: String) -> [String?] {
      parts.filter { Self.string($0["name"]) == name }.map { Self.string($0["id"]) }
    }
    #expect(named("statement") == ["o-1_smt", "o-2_smt", "o-3_smt"])
    #expect(named("item") == ["o-1_smt.sign"])
    #expect(named("assessment-objective") == ["o-1_obj", "o-1_obj.sign", "o-2_obj", "o-3_obj"])
    #expect(Self.string(parts.first { Self.string($0["id"]) == "o-2_smt" }?["prose"]) == "Signatories share cuttings.")
    let assessed = Self.values(catalog).filter { $0.name == "href" }.map(\.text)
    #expect(assessed == ["#o-1_smt", "#o-1_smt.sign", "#o-2_smt", "#o-3_smt"])
  }

  @Test("documents of two languages, instants or sizes are not one document")
  func documents() throws {
    let book = try OrchardStory.ledger()
    var uuids: Set<String?> = []
    for time in ["2035-03-01T12:00:00Z", "2035-07-01T00:00:00Z"] {
      for language in Language.allCases {
        let overview = try AccordOverview(period: id("2034"), in: book.view(asOf: time), language: language)
        uuids.insert(Self.objects(overview.oscalCatalog())[1]["uuid"].flatMap(Self.string))
      }
    }
    #expect(uuids.count == 2 * Language.allCases.count && !uuids.contains(nil))
  }

  /// The document with other names of members or other texts in it.
  private static func altered(
    _ value: JSONValue, _ name: String = "", _ alter: (_ name: String, _ text: String) -> (String, String)
  ) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        members.map { member in
          let text = string(member.value) ?? ""
          let renamed = alter(member.name, text).0
          return JSONMember(name: renamed, value: altered(member.value, member.name, alter))
        })
    case .array(let elements): .array(elements.map { altered($0, name, alter) })
    case .string(let text): .string(alter(name, text).1)
    default: value
    }
  }

  @Test(
    "what is wrong would be seen",
    arguments: [
      ("href", "href", "https://elsewhere.example"), ("actor-uuid", "actor-uuid", "0"), ("ns", "class", "of-ours"),
      ("role-id", "role-id", "judge"), ("target-id", "target-id", "o-1_objective"), ("control-id", "control-id", "o-9"),
      ("uuid", "uuid", "one-for-all"), ("observation-uuid", "observation-uuid", "0"),
    ])
  func seen(_ from: String, _ to: String, _ text: String) throws {
    let view = try WordyStory.ledger().view(asOf: WordyStory.end)
    let document = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english).oscal()
    let controls: Set = ["o-1", "o-2", "o-3", "o-1_obj", "o-2_obj", "o-3_obj"]
    #expect(Self.faults(oscal: document, controls: controls) == [])
    let altered = Self.altered(document) { $0 == from ? (to, text) : ($0, $1) }
    #expect(!Self.faults(oscal: altered, controls: controls).isEmpty)
  }

  @Test("and in CycloneDX", arguments: ["assessor", "requirement", "claims", "target", "evidence", "bom-ref"])
  func seenInCycloneDX(_ name: String) throws {
    let view = try WordyStory.ledger().view(asOf: WordyStory.end)
    let document = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english).cycloneDX()
    #expect(Self.faults(cycloneDX: document) == [])
    #expect(!Self.faults(cycloneDX: Self.altered(document) { $0 == name ? ($0, "nobody") : ($0, $1) }).isEmpty)
  }
}

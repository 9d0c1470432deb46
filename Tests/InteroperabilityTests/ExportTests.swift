import Fixtures
import Testing

/// The golden files of the reports are the exports; that the program writes those bytes is tested beside them.
@Suite("Exports, judged by compliance-trestle and CycloneDX", .enabled(if: Judges.areAvailable, Judges.needed))
struct ExportTests {
  private static let golden = Judges.package + "/Tests/ReportsTests/Golden"

  private func files(_ suffix: String) throws -> [String] {
    let listed = try run("ls", [Self.golden])
    return text(listed.output).split(separator: "\n").filter { $0.hasSuffix(suffix) }.map { "\(Self.golden)/\($0)" }
  }

  @Test(
    "OSCAL 1.2 assessment results and catalogs, CycloneDX 1.6 attestations", arguments: [".oscal.json", ".cdx.json"])
  func accepted(suffix: String) throws {
    let files = try files(suffix)
    #expect(files.count >= 8)
    let judged = try Judges.run("exports.py", files)
    #expect(judged.status == 0, "\(text(judged.output)) \(text(judged.error))")
  }

  @Test(
    "a state that the format does not have is refused, so that acceptance means something",
    arguments: [
      ("quince.en.oscal.json", "\"results\"", "\"outcomes\""),
      ("quince.en.cdx.json", "\"claims\": [", "\"promises\": ["),
      // A resource that nothing refers to, and a control without its statement.
      ("quince.en.oscal.json", "\"href\": \"#", "\"href\": \"https://"),
      ("catalog.en.oscal.json", "\"name\": \"statement\"", "\"name\": \"overview\""),
    ])
  func refused(name: String, from: String, to: String) throws {
    let file = try #require(try files(name).first)
    let suffix = name.hasSuffix(".cdx.json") ? ".cdx.json" : ".oscal.json"
    let folder = try TemporaryFolder()
    let altered = text(try run("cat", [file]).output).replacing(from, with: to)
    try folder.write(Array(altered.utf8), to: "altered" + suffix)
    #expect(try Judges.run("exports.py", [folder.path("altered" + suffix)]).status == 1)
  }
}

/// Our own judge of documents runs with every test of the command; this one is somebody else's.
@Suite("Schemas and documents, judged by jsonschema", .enabled(if: Judges.areAvailable, Judges.needed))
struct SchemaTests {
  private static let golden = Judges.package + "/Tests/ReportsTests/Golden"

  /// The schemas that the program prints, in a folder, and some of its documents.
  private func prepared() throws -> (folder: TemporaryFolder, documents: [String]) {
    let folder = try TemporaryFolder()
    let names = text(try Program.succeed(["schema"], in: folder)).split(separator: "\n").map(String.init)
    #expect(names.count > 30)
    _ = try run("mkdir", [folder.path("schemas")])
    for name in names {
      let schema = try Program.succeed(["schema", name], in: folder)
      try folder.write(schema, to: "schemas/\(name.prefix { $0 != "/" }).json")
    }
    var documents = text(try run("ls", [Self.golden]).output).split(separator: "\n").map(String.init).filter {
      $0.hasSuffix(".json") && !$0.hasSuffix(".oscal.json") && !$0.hasSuffix(".cdx.json")
    }.map { "\(Self.golden)/\($0)" }
    let ledger = ["--ledger", Judges.package + "/Tests/Format1/sealed.db", "--json"]
    for (place, command) in [
      ["verify"], ["status"], ["log"], ["show", "2"], ["show", "2", "--header"], ["accord", "show"], ["schema"],
      ["overview"], ["diff", "3"], ["report", "nobody"], ["checkpoint"], ["completion"],
    ].enumerated() {
      let document = try Program.run(command + ledger, in: folder).output
      try folder.write(document, to: "\(place).json")
      documents.append(folder.path("\(place).json"))
    }
    return (folder, documents)
  }

  @Test("the schemas are schemas, and the documents fit them")
  func accepted() throws {
    let (folder, documents) = try prepared()
    #expect(documents.count > 25)
    let judged = try Judges.run("schemas.py", [folder.path("schemas")] + documents)
    #expect(judged.status == 0, "\(text(judged.output)) \(text(judged.error))")
  }

  @Test(
    "a document that is something else is refused",
    arguments: [
      ("\"format\": \"report/1\"", "\"format\": \"report/2\""), ("\"asOf\": \"2035", "\"asOf\": \"in 2035"),
      ("\"banner\":", "\"flag\":"), ("\"duty\": \"required\"", "\"duty\": \"must\""),
    ])
  func refused(from: String, to: String) throws {
    let (folder, _) = try prepared()
    let altered = text(try run("cat", [Self.golden + "/quince.en.json"]).output).replacing(from, with: to)
    try folder.write(Array(altered.utf8), to: "altered.json")
    #expect(try Judges.run("schemas.py", [folder.path("schemas"), folder.path("altered.json")]).status == 1)
  }

  @Test("a schema that is none is refused")
  func noSchema() throws {
    let folder = try TemporaryFolder()
    _ = try run("mkdir", [folder.path("schemas")])
    try folder.write(Array(#"{"type":"objekt"}"#.utf8), to: "schemas/report.json")
    #expect(try Judges.run("schemas.py", [folder.path("schemas")]).status == 1)
  }
}

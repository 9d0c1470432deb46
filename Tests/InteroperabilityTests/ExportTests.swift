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

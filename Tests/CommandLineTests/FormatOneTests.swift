import CanonicalJSON
import Fixtures
import LedgerSamples
import Pledges
import Testing

/// `Tests/Format1` is a sealed ledger of format 1 with every kind of entry, and its published folder, as the program of
/// 2026-12 wrote them. Every later program has to say the same of them; see the README there.
@Suite("A ledger of format 1 gets the same verdict and the same statuses for ever")
struct FormatOneTests {
  private static let place = Program.package + "/Tests/Format1"

  private func expected() throws -> JSONNode {
    let bytes = try Fixtures.run("cat", [Self.place + "/expected.json"]).output
    return try JSONDocument(bytes, profile: .ledger).root
  }

  @Test("as a sealed file and as a published folder", arguments: FormatOne.carriers)
  func same(_ carrier: FormatOne.Carrier) throws {
    let workshop = try Workshop()
    _ = try run("cp", ["-r", Self.place + "/.", workshop.folder.path])
    _ = try run("sh", ["-c", "chmod -R u+w \"$0\"", workshop.folder.path])
    let observed = try FormatOne.observed(carrier, workshop)
    let expected = try expected()
    for (name, value) in observed {
      #expect(value.canonicalBytes() == expected.member(name)?.canonicalBytes(), "\(name): \(value.displayText())")
    }
    #expect(observed.count == expected.count)
  }

  @Test("and has an entry of every kind")
  func everyKind() throws {
    let kinds = try Set(#require(expected().member("kinds")).elements.compactMap(\.string))
    #expect(EntryKind.Known.allCases.allSatisfy { kinds.contains($0.rawValue) })
  }
}

/// What a program says of the ledger of format 1.
enum FormatOne {
  enum Carrier: String, CaseIterable {
    case file, folder

    var options: [String] {
      switch self {
      case .file: ["--ledger", "sealed.db"]
      case .folder: ["--from", "site", "--log-key", "log.vkey"]
      }
    }
  }

  static let carriers = Carrier.allCases
  /// Long after its last entry.
  private static let asOf = "2036-01-01T00:00:00Z"

  /// The verdict, the kinds of the entries, and what each signatory's report says of its cells and standing.
  static func observed(_ carrier: Carrier, _ workshop: Workshop) throws -> [(String, JSONValue)] {
    var observed: [(String, JSONValue)] = []
    let verified = try workshop.run(list: ["verify", "--json"] + carrier.options)
    let verdict = try given(verified.json)
    observed.append(("verified", .boolean(verdict.member("verified")?.boolean ?? false)))
    for name in ["ledger", "findings", "removals"] {
      observed.append((name, JSONValue(try given(verdict.member(name)))))
    }
    let log = try given(workshop.run(list: ["log", "--json"] + carrier.options).json?.member("entries"))
    observed.append(("kinds", .array(log.elements.compactMap { $0.member("kind")?.string.map { .string($0) } })))
    let overview = try given(workshop.run(list: ["overview", "--format", "json"] + carrier.options).json)
    let signatories = try given(overview.member("signatories")).elements.compactMap { $0.member("id")?.string }
    for id in signatories {
      for period in ["2031", "2032"] {
        let report = try workshop.run(
          list: ["report", id, "--period", period, "--as-of", asOf, "--format", "json"] + carrier.options)
        guard let root = report.json else { throw UnusableSample(what: "\(report)") }
        observed.append(
          (
            "\(id) \(period)",
            .object([
              JSONMember(
                name: "standing", value: JSONValue(try given(root.member("signatory")?.member("standing")))),
              JSONMember(name: "cells", value: .array(try given(root.member("cells")).elements.map(cell))),
            ])
          ))
      }
    }
    return observed
  }

  /// The members of a cell that the status rules give; what a report adds for readers may grow. // Status rules §9
  private static func cell(_ cell: JSONNode) -> JSONValue {
    .object(
      [
        "commitment", "duty", "submission", "claim", "headline", "daysLate", "due", "close", "retroactiveExtension",
        "flags", "marks", "dispute", "assurance", "conclusion", "evidence", "because",
      ].map { JSONMember(name: $0, value: cell.member($0).map { JSONValue($0) } ?? .null) })
  }

  /// Writes the ledger of a workshop, sealed and published, and what this program says of it, into a folder.
  static func keep(_ workshop: Workshop, in folder: String) throws {
    try workshop.run("backup", "sealed-1.db").expectDone()
    try workshop.run("publish", "site-1").expectDone()
    _ = try run("mkdir", ["-p", folder])
    _ = try run("cp", [workshop.folder.path("sealed-1.db"), folder + "/sealed.db"])
    _ = try run("cp", ["-r", workshop.folder.path("site-1"), folder + "/site"])
    let kept = try Workshop()
    _ = try run("cp", ["-r", folder + "/.", kept.folder.path])
    try kept.folder.write(Array((try workshop.resolve("VKEY") + "\n").utf8), to: "log.vkey")
    let members = try observed(.folder, kept).map { JSONMember(name: $0.0, value: $0.1) }
    try kept.folder.write(Array(JSONValue.object(members).displayText().utf8), to: "expected.json")
    for name in ["log.vkey", "expected.json"] { _ = try run("cp", [kept.folder.path(name), folder]) }
  }
}

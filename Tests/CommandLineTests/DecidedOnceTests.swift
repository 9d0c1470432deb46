import Fixtures
import Foundation
import Testing

/// Rules that had a second implementation once, each with what only an implementation writes.
@Suite("What is decided is decided in one place")
struct DecidedOnceTests {
  /// A rule, what gives an implementation of it away, and the files that may have that.
  struct Rule: Sendable, CustomTestStringConvertible {
    var name: String
    var sign: String
    var files: [String]

    var testDescription: String { name }
  }

  static let rules = [
    Rule(
      name: "which claim stands: whom a later one names", sign: #"(head|entry)(\?\.index)? [!=]= named\b"#,
      files: ["Pledges/Rules/ClaimChain.swift"]),
    Rule(
      name: "since when a key voids what it signed", sign: #"invalidSince[^\n]*(<=|>=|<|>)|Since\.map \{ \$0"#,
      files: ["Pledges/Rules/VoidingKeys.swift"]),
    Rule(
      name: "how many keys are left on a void entry", sign: #"count \{[^\n]*\} < (threshold|thresholds)"#,
      files: ["Pledges/Rules/VoidingKeys.swift"]),
    Rule(
      name: "how much evidence a claim needs", sign: #"max\(1, [^)]*minItems"#,
      files: ["Pledges/Rules/ClaimNeeds.swift"]),
    Rule(
      name: "nothing is measured where nothing is claimed", sign: #"== \.noClaim \|\| [^\n]*== \.notApplicable"#,
      files: ["Pledges/Rules/ClaimNeeds.swift"]),
    Rule(
      name: "what a join and an update say of a signatory", sign: #"reservation(:| =) join\.reservation"#,
      files: ["Pledges/State/SignatoryProfile.swift"]),
    Rule(
      name: "a withdrawal after a decision changes nothing", sign: #"\.index < withdrawn\.index"#,
      files: ["Pledges/History/ChallengeCourse.swift"]),
    Rule(
      name: "how long there is for a reply", sign: #"shortages\.end\(of: "#,
      files: ["Compliance/Signatory/ReplyDue.swift"]),
    Rule(
      name: "how memberships fold", sign: #"\.apply\(event, window"#,
      files: ["Pledges/History/MembershipStanding.swift", "Pledges/History/PeriodMembership.swift"]),
    Rule(
      name: "which log key signs for a ledger", sign: #"logKeys\.contains\(\$0\.verifierKey"#,
      files: ["LedgerWriter/CheckpointIssuer.swift"]),
    Rule(
      name: "how an entry of a store is replayed", sign: #"EarlierEnvelopes\(of:"#,
      files: ["Storage/Replay/Ledger+StoredReplay.swift"]),
    Rule(
      name: "a key that has ended does not sign", sign: #"record\.until == nil \|\| entry\."#,
      files: ["Pledges/Rules/KeysInForce.swift"]),
  ]

  private static let sources = Program.package + "/Sources/"

  @Test("in the file that says so and in no other", arguments: rules)
  func once(_ rule: Rule) throws {
    let sign = try Regex(rule.sign)
    var found: [String] = []
    for case let path as String in try #require(FileManager.default.enumerator(atPath: Self.sources)) {
      guard path.hasSuffix(".swift") else { continue }
      let text = try String(contentsOfFile: Self.sources + path, encoding: .utf8)
      if text.firstMatch(of: sign) != nil { found.append(path) }
    }
    #expect(found.sorted() == rule.files)
  }

  @Test("and the page on the architecture names files and folders that are there")
  func places() throws {
    let page = try String(contentsOfFile: Program.package + "/Documentation/Architecture.md", encoding: .utf8)
    let table = try #require(page.components(separatedBy: "## Where is it decided").dropFirst().first)
      .components(separatedBy: "\n## ")[0]
    var count = 0
    for row in table.split(separator: "\n") where row.hasPrefix("| ") {
      let places = row.matches(of: /`([A-Z][A-Za-z]*|pledgebook|Scripts)(\/[^`]*)?`/).map {
        String($0.output.0.dropFirst().dropLast())
      }
      for place in places where place.contains("/") {
        count += 1
        let isThere = [Self.sources, Program.package + "/Tests/", Program.package + "/"].contains {
          FileManager.default.fileExists(atPath: $0 + place)
        }
        #expect(isThere, "\(place)")
      }
    }
    #expect(count > 60)
  }
}

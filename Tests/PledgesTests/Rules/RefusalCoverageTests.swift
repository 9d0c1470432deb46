import Pledges
import Testing

@Suite("Every way to be refused has a test")
struct RefusalCoverageTests {
  /// Pairs of Format §11 that nothing can bring about, and why.
  static let unreachable: [String: String] = [
    "signatory.update no-accord": "a signatory has joined, which needs an accord",
    "signatory.subscribe no-accord": "a signatory has joined, which needs an accord",
    "signatory.unsubscribe no-accord": "a signatory has joined, which needs an accord",
    "attestation.submit no-accord": "a signatory has joined, which needs an accord",
    "attestation.supersede no-accord": "a signatory has joined, which needs an accord",
    "attestation.submit not-head": "the rule is one of supersessions",
    "attestation.supersede already-claimed": "the rule is one of first filings",
  ]

  static let tested = Set(
    RefusalTests.all.compactMap { refused in refused.reason.map { "\(refused.kind.rawValue) \($0)" } })

  @Test("each kind and reason that Format §11 lists has a case, or cannot come about")
  func documented() throws {
    let documented = try RefusalCoverageTests.documented()
    #expect(documented.count > 100)
    for pair in documented where !RefusalCoverageTests.tested.contains(pair) {
      #expect(RefusalCoverageTests.unreachable[pair] != nil, "\(pair) has no case")
    }
  }

  @Test("each kind and reason that has a case is listed in Format §11")
  func listed() throws {
    let documented = try RefusalCoverageTests.documented()
    for pair in RefusalCoverageTests.tested.sorted() {
      let reason = pair.split(separator: " ")[1]
      // These are said of every kind.
      guard !["accord-version", "subject", "removed"].contains(reason) else { continue }
      #expect(documented.contains(pair), "\(pair) is not listed")
    }
  }

  @Test("each reason that the sources give has a case")
  func inSources() throws {
    let reasons = Set(RefusalTests.all.compactMap(\.reason))
    var found: Set<String> = []
    for folder in ["Rules", "State"] {
      for name in try packageFolder("Sources/Pledges/\(folder)") where name.hasSuffix(".swift") {
        let text = String(decoding: try packageFile("Sources/Pledges/\(folder)/\(name)"), as: UTF8.self)
        let calls = text.matches(of: /(?:refused|Refusal\.rule)\(\s*(?:[\w.]+,\s*)?"([a-z-]+)"/)
        for call in calls { found.insert(String(call.1)) }
      }
    }
    #expect(found.count > 50)
    for reason in found.sorted() { #expect(reasons.contains(reason), "\(reason) has no case") }
  }

  @Test("each code without a rule has a case here, or is one of form, which other suites test")
  func otherCodes() {
    let codes = Set(RefusalTests.all.map(\.code))
    for code: Refusal.Code in [
      .statementKind, .statementLedger, .statementDuplicate, .signatureUnknownKey, .signatureMissing, .keyNotInForce,
      .headerTime,
    ] {
      #expect(codes.contains(code.rawValue), "\(code) has no case")
    }
  }

  /// The pairs of kind and reason in the table of Format §11 that gives their order.
  static func documented() throws -> Set<String> {
    let text = String(decoding: try packageFile("Documentation/Format.md"), as: UTF8.self)
    let section = try #require(text.firstRange(of: "\n## 11. Admission"))
    var pairs: Set<String> = []
    for line in text[section.upperBound...].split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard cells.count == 4 else { continue }
      // The other tables there have no kinds in front.
      for kind in words(cells[1]) where EntryKind.Known(rawValue: kind) != nil {
        for reason in words(cells[2]) { pairs.insert("\(kind) \(reason)") }
      }
    }
    return pairs
  }

  private static func words(_ cell: Substring) -> [String] {
    cell.matches(of: /`([^`]+)`/).map { String($0.1) }
  }
}

import CanonicalJSON
import Cryptography
import LedgerFixtures
import Pledges
import Testing
import TransparencyLog

/// U+212A KELVIN SIGN is canonically equivalent to K, and Swift's `==` takes the two for one text. // Format §2
@Suite("What looks the same is another name unless its bytes are the same")
struct ByteComparisonTests {
  private static let origin = "ledger.example/K"
  private static let lookalike = "ledger.example/\u{212A}"

  private func genesis(logKeyName: String) throws -> Statement {
    let logKey = try VerifierKey(name: logKeyName, publicKey: FixedKey.log.publicKey, type: .ed25519)
    let genesis = Genesis(
      environment: .demo, rules: Genesis.currentRules, registrar: RefusalCase.office(), logKeys: [logKey])
    return try LedgerState.draft(
      genesis: genesis, origin: #require(Origin(Self.origin)), at: LedgerFixture.start)
  }

  private func code(_ body: () throws -> Void) throws -> Refusal.Code? {
    do {
      try body()
      return nil
    } catch let refusal as Refusal {
      return refusal.code
    }
  }

  @Test("a log key: in a genesis, and in a rotation, it bears the origin itself")
  func logKey() throws {
    #expect(Self.origin == Self.lookalike)
    let fixture = try LedgerFixture()
    #expect(
      try code { try fixture.admit(genesis(logKeyName: Self.lookalike), [.registrar], at: LedgerFixture.start) }
        == .init(rawValue: "rule.ledger.log-key-name"))
    try fixture.admit(genesis(logKeyName: Self.origin), [.registrar], at: LedgerFixture.start)
    let other = try VerifierKey(name: Self.lookalike, publicKey: FixedKey.spare.publicKey, type: .ed25519)
    #expect(
      try code {
        try fixture.admit(.logRotate(LogRotation(logKeys: [other], reason: "Age.")), [.registrar], at: "2031-01-02")
      } == .init(rawValue: "rule.log.log-key-name"))
  }

  @Test("the first subject is named as the ledger is")
  func subject() throws {
    let fixture = try LedgerFixture()
    try fixture.admit(genesis(logKeyName: Self.origin), [.registrar], at: LedgerFixture.start)
    var statement = try fixture.draft(.registrarUpdate(RefusalCase.office()), at: "2031-01-02")
    #expect(statement.subjects[0].name == "origin:\(Self.origin)")
    statement.subjects[0].name = "origin:\(Self.lookalike)"
    #expect(
      try code { try fixture.admit(statement, [.registrar], at: "2031-01-02") }
        == .init(rawValue: "rule.registrar.accord-version"))
  }

  @Test("a name that a member bears from now on is kept, however it looks")
  func names() throws {
    let (composed, decomposed) = ("Caf\u{E9}", "Cafe\u{301}")
    #expect(composed == decomposed)
    #expect(TextMap([("fr", composed)]) != TextMap([("fr", decomposed)]))
    #expect(TextMap([("fr", composed)]) == TextMap([("fr", composed)]))
    #expect(ExactText(composed) != ExactText(decomposed))
    #expect(Set([ExactText(composed), ExactText(decomposed), ExactText(composed)]).count == 2)
  }

  @Test("two keys of a breakdown are two", arguments: 2...12)
  func breakdown(count: Int) throws {
    let fixture = try LedgerFixture.harbourLight()
    var claim = Claim.met("depth")
    let keys = ["\u{212A}", "K"] + (2..<count).map { "k\($0)" }
    claim.indicators[0].breakdown = keys.map { (key: $0, value: .integer(1)) }
    let statement = try fixture.draft(.attest(fixture.attestation(.alder, [claim])), at: "2032-02-01")
    _ = try Statement.read(#require(statement.payload))
    claim.indicators[0].breakdown.append((key: "K", value: .integer(1)))
    let again = try fixture.draft(.attest(fixture.attestation(.alder, [claim])), at: "2032-02-01")
    #expect(try code { _ = try Statement.read(#require(again.payload)) } == .statementMalformed)
  }
}

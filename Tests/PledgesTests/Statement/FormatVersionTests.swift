import CanonicalJSON
import LedgerFixtures
import Pledges
import Testing

/// `format` in the genesis: the integer 1, or nothing that this program reads. // Format §3
@Suite("The version of the format")
struct FormatVersionTests {
  private let json: JSONValue

  init() throws {
    json = try #require(Self.genesis().json)
  }

  private static func genesis() throws -> Statement {
    let genesis = Genesis(
      environment: .demo, rules: Genesis.currentRules, registrar: RefusalCase.office(),
      logKeys: [try LedgerFixture.logKey()])
    return try LedgerState.draft(genesis: genesis, origin: LedgerFixture.origin, at: LedgerFixture.start)
  }

  private func envelope(_ json: JSONValue) throws -> [UInt8] {
    try Envelope.signed(json.canonicalBytes(), by: [.registrar]).canonicalBytes
  }

  @Test("a genesis names it, and is read again")
  func named() throws {
    #expect(String(decoding: json.canonicalBytes(), as: UTF8.self).contains(#""format":1"#))
    _ = try Statement.read(json.canonicalBytes())
    #expect(try !FormatVersion.isZero(genesis: envelope(json)))
  }

  @Test(
    "every other value is malformed, and no version 0",
    arguments: [.integer(0), .integer(2), .integer(-1), .string("1"), .boolean(true), .null, [1]] as [JSONValue])
  func other(value: JSONValue) throws {
    let altered = json.setting("/predicate/format", to: value)
    #expect(refusal { _ = try Statement.read(altered.canonicalBytes()) } == "statement.malformed")
    #expect(try !FormatVersion.isZero(genesis: envelope(altered)))
  }

  @Test("without it a genesis is malformed, and the beginning of a ledger of version 0")
  func missing() throws {
    let zero = json.setting("/predicate/format", to: nil)
    #expect(refusal { _ = try Statement.read(zero.canonicalBytes()) } == "statement.malformed")
    #expect(try FormatVersion.isZero(genesis: envelope(zero)))
  }

  @Test("what has other faults as well, or is no genesis, is for replay to judge")
  func noVersion() throws {
    let zero = json.setting("/predicate/format", to: nil)
    for pointer in ["/predicate/environment", "/predicate/registrar", "/predicate/ledger", "/subject", "/_type"] {
      #expect(try !FormatVersion.isZero(genesis: envelope(zero.setting(pointer, to: nil))), "\(pointer)")
    }
    #expect(
      try !FormatVersion.isZero(
        genesis: envelope(zero.setting("/predicateType", to: "urn:pledgebook:v1:registrar.update"))))
    #expect(!FormatVersion.isZero(genesis: Array("{}".utf8)))
    #expect(!FormatVersion.isZero(genesis: []))
  }
}

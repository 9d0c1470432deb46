import CanonicalJSON
import LedgerFixtures
import Pledges
import Testing

@Suite("Statements about keys: what is a question of form")
struct KeyStatementTests {
  private func json(_ kind: EntryKind.Known, _ name: String) throws -> JSONValue {
    let sample = try #require(
      SamplePredicate.all.first { $0.predicate.kind.known == kind && $0.name == name }, "\(kind) \(name)")
    return .parsed(try #require(sample.statement.payload))
  }

  @Test("a threshold is between 1 and 16")
  func thresholds() throws {
    for (kind, name): (EntryKind.Known, String) in [
      (.keyThreshold, "whole"), (.keyRecover, "whole"), (.signatoryJoin, "identified"), (.partyAdmit, "identified"),
    ] {
      let json = try json(kind, name)
      for (threshold, code): (Int64, String?) in [
        (0, "statement.malformed"), (1, nil), (16, nil), (17, "statement.malformed"), (-1, "statement.malformed"),
      ] {
        #expect(
          StatementReadingTests.code(json.setting("/predicate/threshold", to: .integer(threshold))) == code,
          "\(kind) \(threshold)")
      }
    }
  }

  @Test("a recovery brings 1 to 16 keys, none twice")
  func keys() throws {
    let json = try json(.keyRecover, "whole")
    let key = try #require(json["/predicate/keys/0"])
    #expect(StatementReadingTests.code(json.setting("/predicate/keys", to: [])) == "statement.malformed")
    #expect(StatementReadingTests.code(json.setting("/predicate/keys/-", to: key)) == "statement.malformed")
  }

  @Test("a key is identified once, by a method out of the list, on a day, with a reference apart")
  func identifications() throws {
    let json = try json(.keyRecover, "whole")
    let place = "/predicate/identifications"
    let first = try #require(json[place + "/0"])
    #expect(StatementReadingTests.code(json.setting(place, to: [])) == nil)
    let other = first.setting("/reference/sha256", to: .string(String(repeating: "0", count: 64)))
    #expect(StatementReadingTests.code(json.setting(place + "/1", to: other)) == "statement.malformed")
    for (member, value): (String, JSONValue?) in [
      ("method", "by-phone"), ("method", nil), ("date", "2032-02-30"), ("date", "2032-01-01T00:00:00Z"), ("key", "00"),
      ("reference", "Seen."), ("reference", nil), ("by", "me"),
    ] {
      #expect(
        StatementReadingTests.code(json.setting("\(place)/0/\(member)", to: value)) == "statement.malformed",
        "\(member)")
    }
    for method in KeyIdentification.Method.allCases {
      #expect(StatementReadingTests.code(json.setting("\(place)/0/method", to: .string(method.rawValue))) == nil)
    }
  }

  @Test("a join from a public source says nothing of keys")
  func publicSource() throws {
    let json = try json(.signatoryJoin, "from a public source")
    let identified = try #require(try self.json(.signatoryJoin, "identified")["/predicate/identifications"])
    #expect(StatementReadingTests.code(json) == nil)
    #expect(StatementReadingTests.code(json.setting("/predicate/threshold", to: 1)) == "statement.malformed")
    #expect(
      StatementReadingTests.code(json.setting("/predicate/identifications", to: identified)) == "statement.malformed")
  }

  @Test("a ledger names the one that it continues whole")
  func continuation() throws {
    let json = try json(.ledgerGenesis, "continuing")
    #expect(StatementReadingTests.code(json) == nil)
    for (member, value): (String, JSONValue?) in [
      ("origin", nil), ("origin", "two words"), ("genesis", nil), ("size", 0), ("size", nil), ("root", "AAAA"),
      ("note", "x"),
    ] {
      #expect(
        StatementReadingTests.code(json.setting("/predicate/continues/\(member)", to: value)) == "statement.malformed",
        "\(member)")
    }
    #expect(StatementReadingTests.code(json.setting("/predicate/continues", to: nil)) == nil)
  }
}

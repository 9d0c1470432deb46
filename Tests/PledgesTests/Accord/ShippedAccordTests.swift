import CanonicalJSON
import LedgerFixtures
import Pledges
import Testing

@Suite("The accords and registers that come with the program")
struct ShippedAccordTests {
  @Test("an accord is read without a fault", arguments: ["paris-call-2018", "lantern-accord"])
  func reads(_ name: String) throws {
    let document = try document(name)
    #expect(document.id.text == name)
    #expect(document.languages.allSatisfy { document.title[$0] != nil })
  }

  @Test("the Paris Call is a register of nine commitments: nobody owes a report")
  func parisCall() throws {
    let document = try document("paris-call-2018")
    #expect(document.isRegisterOnly)
    #expect(document.commitments.count == 9)
    #expect(document.definitionStatus == .unofficial)
    #expect(document.commitments.allSatisfy { !$0.textIsVerbatim })
    #expect(document.challenge == nil)
  }

  @Test("the Lantern Accord is fiction, with periods")
  func lantern() throws {
    let document = try document("lantern-accord")
    #expect(!document.isRegisterOnly)
    #expect(document.definitionStatus == .demo)
    #expect(document.legalNature == .fictional)
  }

  @Test(
    "every line of a register joins its accord",
    arguments: [("paris-call-2018", 84, Genesis.Environment.production), ("lantern-accord", 12, .demo)])
  func registers(_ name: String, _ count: Int, _ environment: Genesis.Environment) throws {
    let register = try Register.read(packageFile("Ledger/Registers/\(name).csv"))
    #expect(register.joins.count == count)
    let accord = JSONValue.parsed(try packageFile("Ledger/Accords/\(name).json"))
    let fixture = try LedgerFixture(accord: accord, environment: environment)
    for join in register.joins { try fixture.admit(.join(join), [.registrar], at: "2032-01-01") }
    #expect(fixture.state.members.count == count)
    let members = fixture.state.memberOrder.compactMap { fixture.state.members[$0] }
    #expect(members.allSatisfy { $0.profile.basis == .publicSource && $0.profile.source != nil })
    #expect(try fixture.replayed().findings == [])
  }

  private func document(_ name: String) throws -> AccordDocument {
    try AccordDocument.read(JSONDocument(packageFile("Ledger/Accords/\(name).json")).root)
  }
}

import LedgerFixtures
import Publication
import Testing

@Suite("What a publication says of itself")
struct DescriptionTests {
  private static func text(removals: String) -> [UInt8] {
    Array(
      """
      {"origin": "pledges.example/lantern", "genesis": "\(String(repeating: "0", count: 64))", "environment": "demo",
       "logKeys": [], "accord": null, "removals": \(removals)}
      """.utf8)
  }

  @Test("It reads as it is written, also the greatest number that JSON keeps")
  func written() throws {
    let description = try #require(LedgerDescription(Self.text(removals: "[3, 9007199254740991]")))
    #expect(description.removals == [3, 9_007_199_254_740_991])
    #expect(LedgerDescription(description.bytes) == description)
  }

  @Test(
    "A number that would be written as another one is refused", arguments: ["[90071992054740992]", "[1.5]", "[1e3]"])
  func inexact(removals: String) {
    #expect(LedgerDescription(Self.text(removals: removals)) == nil)
  }
}

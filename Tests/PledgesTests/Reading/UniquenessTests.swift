import Cryptography
import Fixtures
import Testing

@testable import Pledges

@Suite("Ids that stand once")
struct UniquenessTests {
  static func id(_ number: Int) throws -> PlainID { try #require(PlainID("e\(number)")) }

  static func item(_ number: Int) throws -> EvidenceItem {
    EvidenceItem(
      id: try id(number), kind: .document, mediaType: "text/plain", bytes: 1, sha256: .zero, visibility: .public,
      words: Detached(.zero))
  }

  @Test("every repetition is a fault, below, at and above the number of ids that are compared one by one")
  func repetitions() throws {
    var generator = SeededGenerator(seed: 11)
    for count in 0..<24 {
      let ids = try (0..<count).map { _ in try Self.id(Int.random(in: 0..<12, using: &generator)) }
      let log = FaultLog()
      requireUnique(ids, "item", log)
      var seen: Set<PlainID> = []
      let expected = ids.filter { !seen.insert($0).inserted }.map { "item \($0) stands twice" }
      #expect(log.faults.map(\.reason) == expected)
    }
  }

  @Test("an evidence item is found by its id, and of several the first")
  func places() throws {
    var generator = SeededGenerator(seed: 12)
    for count in 0..<24 {
      let items = try (0..<count).map { _ in try Self.item(Int.random(in: 0..<12, using: &generator)) }
      let places = EvidencePlaces(items)
      for number in 0..<12 {
        let id = try Self.id(number)
        #expect(places[id] == items.firstIndex { $0.id == id })
      }
    }
  }
}

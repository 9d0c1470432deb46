import Fixtures
import Testing

@testable import Pledges

@Suite("Small sets")
struct SmallSetTests {
  @Test("hold what a set holds, below, at and above the number of elements that are compared one by one")
  func model() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      var set = SmallSet<Int>()
      var model: Set<Int> = []
      for _ in 0..<40 {
        let element = Int.random(in: 0..<24, using: &generator)
        #expect(set.contains(element) == model.contains(element))
        #expect(set.insert(element) == model.insert(element).inserted)
      }
      for element in 0..<24 { #expect(set.contains(element) == model.contains(element)) }
    }
  }
}

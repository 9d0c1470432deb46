import Fixtures
import Pledges
import Testing

@Suite("Decimal numbers as their texts say them")
struct ExactDecimalTests {
  @Test(
    "a number is written in one way only",
    arguments: [
      "", "-", ".", ".5", "5.", "+1", "01", "00", "-01", "1e3", "1E3", "1,5", " 1", "1 ", "0x1", "1.2.3", "-0", "-0.0",
      "-0.000000000000000000", "1.0000000000000000000", "٣", "１", "NaN", "inf", "--1", "1_000", "1.-5",
      String(repeating: "9", count: 129),
    ])
  func refused(_ text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test(
    "a number keeps its text",
    arguments: [
      "0", "0.0", "1", "-1", "10", "1.50", "-0.1", "0.000000000000000001", String(repeating: "9", count: 128),
    ])
  func kept(_ text: String) {
    #expect(ExactDecimal(text)?.text == text)
  }

  @Test(
    "equal numbers are equal however many zeros follow", arguments: [("1", "1.0"), ("0", "0.00"), ("-2.5", "-2.50")])
  func equality(_ left: String, _ right: String) throws {
    #expect(try #require(ExactDecimal(left)) == #require(ExactDecimal(right)))
  }

  @Test("the order is exact where binary floating point sees no difference")
  func exact() throws {
    let sorted = [
      "-10000000000000000000000000000000000000.5", "-10", "-9.99", "-9.9", "-1", "-0.000000000000000001", "0",
      "0.000000000000000001", "0.1", "0.100000000000000001", "0.11", "0.9", "1", "9.007199254740993", "10",
      "9007199254740993", "9007199254740993.000000000000000001", "100000000000000000000000000000000000000000000",
    ]
    for (left, right) in zip(sorted, sorted.dropFirst()) {
      let left = try #require(ExactDecimal(left))
      let right = try #require(ExactDecimal(right))
      #expect(left < right)
      #expect(!(right < left))
    }
  }

  @Test("the order is that of integers scaled by a thousand")
  func model() throws {
    var generator = SeededGenerator(seed: 3)
    func random() throws -> (Int, ExactDecimal) {
      let scaled = Int.random(in: -20_000...20_000, using: &generator)
      let digits = String(1_000 + abs(scaled) % 1_000).dropFirst()
      let text = (scaled < 0 ? "-" : "") + "\(abs(scaled) / 1_000).\(digits)"
      return (scaled, try #require(ExactDecimal(text), "\(text)"))
    }
    for _ in 0..<5_000 {
      let (left, right) = (try random(), try random())
      guard (left.0 < right.0) == (left.1 < right.1), (left.0 == right.0) == (left.1 == right.1) else {
        Issue.record("\(left) and \(right)")
        return
      }
    }
  }
}

import ForeignText
import Testing

/// The values of the table come from EastAsianWidth.txt; these are characters of every class that it has.
@Suite("Columns of a terminal, UAX #11")
struct DisplayWidthTests {
  @Test(
    "a text takes the columns of its characters",
    arguments: [
      ("", 0), ("Quillonia", 9), ("République", 10), ("Re\u{301}publique", 10), ("東京都", 6), ("ｆｕｌｌ", 8),
      ("ﾊﾝｶｸ", 4), ("서울", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("العربية", 7), ("a\u{200D}b", 2), ("●◐○", 3),
      ("⌛", 2), ("\u{1F600}", 2), ("\u{20000}", 2), ("\u{AD}", 0), ("–·×", 3),
    ])
  func width(text: String, columns: Int) {
    #expect(text.displayWidth == columns)
  }

  @Test("the first and the last character of a range are wide, their neighbours are not")
  func edges() throws {
    // Hangul Jamo, first consonants; CJK with its radicals; the wide symbols of plane 1.
    for (first, last) in [(0x1100, 0x115F), (0x2E80, 0x2E99), (0xFF01, 0xFF60)] as [(UInt32, UInt32)] {
      #expect(Unicode.Scalar(first)?.displayWidth == 2)
      #expect(Unicode.Scalar(last)?.displayWidth == 2)
      #expect(Unicode.Scalar(first - 1)?.displayWidth != 2)
      #expect(Unicode.Scalar(last + 1)?.displayWidth != 2)
    }
  }
}

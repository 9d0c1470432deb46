import Testing

@testable import CommandLineTools

@Suite("Aligned rows")
struct AlignedRowTests {
  @Test("Columns are as wide as their widest cell, from the first row to the last")
  func columns() {
    #expect(
      alignedRows([["1", "a", "x"], ["10", "bcd"], ["100", "e", "y"]], numbers: [0])
        == ["  1  a    x", " 10  bcd", "100  e    y"])
    #expect(alignedRows([["a", "1"], ["bb", "22"]], indent: 2) == ["  a   1", "  bb  22"])
    #expect(alignedRows([]).isEmpty)
  }

  @Test("A wide character takes two columns, a mark none")
  func width() {
    #expect(alignedRows([["漢字", "x"], ["abcd", "y"], ["e\u{301}", "z"]]) == ["漢字  x", "abcd  y", "e\u{301}     z"])
  }
}

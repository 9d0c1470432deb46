import Fixtures
import Testing

@Suite("What a statement affirms that nobody typed")
struct StandardAffirmationTests {
  private static func attest(_ more: String...) -> [String] {
    [
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--key", "quillonia", "--at",
      "2032-02-01T00:00:00Z", "--evidence", "la-7=law.txt", "--out", "o",
    ] + more
  }

  private static let english = "Stated to the best of this office's knowledge."
  private static let french = "Déclaré au mieux de la connaissance de ce service."

  @Test("is in one language: the one asked for, that of the texts, or English, and is shown before it is signed")
  func language() throws {
    let cases: [(more: [String], said: String, unsaid: String)] = [
      ([], Self.english, Self.french),
      (["--language", "fr"], Self.french, Self.english),
      (["--explain", "la-7=fr=Une loi."], Self.french, Self.english),
      (["--explain", "la-7=fr=Une loi.", "--language", "en"], Self.english, Self.french),
      (["--explain", "la-7=fr=Une loi.", "--explain", "la-7=en=A law."], Self.english, Self.french),
      (["--explain", "la-7=cy=Deddf."], Self.english, Self.french),
    ]
    for (more, said, unsaid) in cases {
      let workshop = try Workshop()
      let told = try workshop.run(Self.attest() + more)
      told.expectDone()
      #expect(told.error.contains("the statement affirms: “\(said)”"), "\(told)")
      #expect(!told.error.contains(unsaid))
    }
  }

  @Test("is not shown where both are given")
  func given() throws {
    let workshop = try Workshop()
    let told = try workshop.run(Self.attest("--affirm", "en=So it is.", "--office", "Ministry of Lamps"))
    told.expectDone()
    #expect(!told.error.contains("affirms"))
  }
}

import Cryptography
import LedgerFixtures
import Pledges
import Testing

@testable import Reports

@Suite("A calendar is one that any program reads, and the same bytes of the same content")
struct CalendarFileTests {
  private func file(_ summary: String = "report due", details: [String] = []) throws -> String {
    let genesis = try Digest.sha256(of: Array("genesis".utf8))
    var file = CalendarFile(named: "pledges.example/lantern", ledger: genesis, stamp: "2032-01-02T03:04:05Z")
    file.add("task/report/quillonia/2031/la-1", at: "2032-03-31T23:59:59Z", summary, details: details)
    return file.text
  }

  @Test("with what the format requires, in lines that end in CR LF")
  func form() throws {
    let text = try file(details: ["one", "two"])
    var lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    #expect(lines.popLast() == "")
    #expect(lines.allSatisfy { !$0.unicodeScalars.contains("\r") })
    let uid = try #require(lines.first { $0.hasPrefix("UID:") })
    #expect(uid.utf8.count == 40)
    #expect(
      lines == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pledgebook//pledgebook tasks//EN", "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:pledges.example/lantern", "BEGIN:VEVENT", uid, "DTSTAMP:20320102T030405Z",
        "DTSTART:20320331T235959Z", "SUMMARY:report due", #"DESCRIPTION:one\ntwo"#, "TRANSP:TRANSPARENT", "END:VEVENT",
        "END:VCALENDAR",
      ])
    #expect(try file(details: ["one", "two"]) == text)
    // What happens to it later is told of the same event.
    #expect(try file("report overdue").contains(uid))
  }

  @Test("no line has more than 75 octets, no character is broken, and unfolded it is what it was")
  func folding() throws {
    for count in 0..<90 {
      let summary = String(repeating: "x", count: count) + String(repeating: "Straße 東京 🗼 ", count: 20) + "end"
      let text = try file(summary)
      for line in text.replacing("\r\n", with: "\n").split(separator: "\n") { #expect(line.utf8.count <= 75) }
      #expect(text.replacing("\r\n ", with: "").contains("SUMMARY:\(summary)\r\n"))
    }
  }

  @Test(
    "what others wrote is a text and nothing else",
    arguments: [
      ("a,b;c", #"a\,b\;c"#), (#"back\slash"#, #"back\\slash"#), ("one\r\nEND:VEVENT", nil), ("a\u{202E}b", nil),
    ] as [(String, String?)])
  func escaping(text: String, expected: String?) throws {
    let written = CalendarFile.escaped(text)
    if let expected { #expect(written == expected) }
    #expect(!written.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
    #expect(try file(text).components(of: "END:VEVENT\r\n") == 1)
  }
}

extension String {
  fileprivate func components(of line: String) -> Int {
    replacing("\r\n", with: "\n").split(separator: "\n").count { $0 == line.dropLast() }
  }
}

import CanonicalJSON
import Fixtures
import Glibc
import Testing

/// An export that was cut says less than the ledger did, and looks like one that ends there.
@Suite("A cut export is not taken for a whole one")
struct CutExportTests {
  private let workshop: Workshop
  private let whole: [UInt8]

  init() throws {
    workshop = try Workshop()
    try workshop.run("export", "all.jsonl").expectDone()
    whole = try workshop.folder.read("all.jsonl")
  }

  /// The same export without the word of its last line, as earlier programs wrote it.
  private var unended: [UInt8] {
    Array(String(decoding: whole, as: UTF8.self).replacing(#","last":true"#, with: "").utf8)
  }

  private func restore(_ arguments: String...) throws -> Transcript {
    try workshop.run(["restore", "copy.jsonl", "--ledger", "restored.db", "--json"] + arguments)
  }

  private func head() throws -> String {
    let verified = try workshop.run("verify", "--json").expectDone()
    let ledger = try #require(verified.json?.member("ledger"))
    return "\(try #require(ledger.member("size")?.integer)):\(try #require(ledger.member("head")?.string))"
  }

  @Test("its last line, and that alone, says that it is the last")
  func lastLine() throws {
    let lines = whole.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    #expect(lines.count == 4)
    #expect(lines.map { $0.hasSuffix(#","last":true}"#) } == [false, false, false, true])
  }

  @Test("cut anywhere, it is refused, and nothing is written", arguments: 0..<4)
  func cut(line: Int) throws {
    let ends = whole.indices.filter { whole[$0] == UInt8(ascii: "\n") }
    let start = line == 0 ? 0 : ends[line - 1] + 1
    for end in [start, start + 1, (start + ends[line]) / 2, ends[line] - 1] {
      try workshop.folder.write(Array(whole[..<end]), to: "copy.jsonl")
      // A first line that is no entry need not be a ledger's at all.
      let isSomething = line == 0 && end > start
      try restore().expectRefusal(isSomething ? "envelope.malformed" : "export.cut", status: 2)
    }
    #expect(try !workshop.folder.names().contains { $0.hasPrefix("restored.db") })
  }

  @Test("without its last line end it still is whole")
  func lineEnd() throws {
    try workshop.folder.write(whole.dropLast(), to: "copy.jsonl")
    #expect(try restore().expectDone().json?.member("size")?.integer == 4)
  }

  @Test("one that does not say that it ends is taken where something kept is of its very end")
  func unendedExport() throws {
    try workshop.folder.write(unended, to: "copy.jsonl")
    try restore().expectRefusal("export.cut", status: 2)
    try restore("--head", "3:\(String(repeating: "0", count: 64))").expectRefusal("checkpoint.fork", status: 1)
    #expect(try !workshop.folder.names().contains { $0.hasPrefix("restored.db") })
    try restore("--head", head()).expectDone()
    try workshop.run(
      "restore", "copy.jsonl", "--ledger", "second.db", "--held", "ledger.db.checkpoint"
    ).expectDone()
  }

  @Test("cut, and of an end that is known, it is refused as well")
  func cutBeforeKnownEnd() throws {
    let end = try head()
    let lines = unended.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
    try workshop.folder.write(Array(lines[..<3].joined(separator: [UInt8(ascii: "\n")])), to: "copy.jsonl")
    try restore("--head", end).expectRefusal("export.cut", status: 2)
    try restore("--held", "ledger.db.checkpoint").expectRefusal("export.cut", status: 2)
  }

  @Test("lines behind the last one are refused")
  func trailing() throws {
    try workshop.folder.write(whole + whole, to: "copy.jsonl")
    try restore().expectRefusal("export.malformed", status: 2)
    #expect(try !workshop.folder.names().contains { $0.hasPrefix("restored.db") })
  }

  @Test("it is read from a pipe as from a file, and a backup is not")
  func pipes() throws {
    let line = "\"$0\" restore <(cat all.jsonl) --ledger a.db && cat all.jsonl | \"$0\" restore - --ledger b.db"
    let result = try run(
      "bash", ["-c", line, Program.path], environment: workshop.environment, in: workshop.folder.path)
    #expect(result.status == 0, "\(String(decoding: result.error, as: UTF8.self))")
    for name in ["a.db", "b.db"] { try workshop.run("verify", "--ledger", name).expectDone() }
    try workshop.run("backup", "sealed.db").expectDone()
    try workshop.refuses(
      "usage.invalid-value", status: 2, "restore", "-", "--ledger", "c.db", input: workshop.folder.read("sealed.db"))
  }
}

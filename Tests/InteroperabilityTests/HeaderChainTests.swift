import CanonicalJSON
import Fixtures
import Testing

@Suite("The chain, followed with sha256sum")
struct HeaderChainTests {
  @Test("a zero byte and a header, hashed by the system's tool, are the next header's `previous`; the last is the head")
  func chain() throws {
    let folder = try JudgedLedger.full.get().unpacked()
    let ledger = try json(Program.succeed(["status", "--json"], in: folder)).member("ledger")
    let size = try #require(ledger?.member("size")?.integer)
    var previous = String(repeating: "0", count: 64)
    for index in 0..<size {
      let header = try Program.succeed(["show", "\(index)", "--header"], in: folder)
      let lines = text(header).split(separator: "\n", omittingEmptySubsequences: false)
      try #require(lines.count == 7 && lines[6].isEmpty)
      #expect(lines[1] == "index \(index)")
      #expect(lines[2] == "previous \(previous)")
      previous = try sha256sum([0] + header)
      let envelope = try Program.body(of: index, "--envelope", in: folder)
      #expect(lines[5] == "envelope \(try sha256sum(envelope)) \(envelope.count)")
    }
    #expect(ledger?.member("head")?.string == previous)
  }

  private func sha256sum(_ bytes: [UInt8]) throws -> String {
    String(text(try run("sha256sum", [], input: bytes).output).prefix(64))
  }
}

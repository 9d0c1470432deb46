import CanonicalJSON
import Cryptography
import Fixtures
import Glibc
import LedgerSamples
import Pledges
import Storage
import Testing
import Verification

@Suite("Several processes, and processes that are killed", .serialized)
struct ConcurrencyTests {
  private let workshop: Workshop
  private let time = "2031-03-01T00:00:00Z"

  init() throws {
    workshop = try Workshop()
  }

  /// Signed joins of so many new members, a file each.
  private func joins(_ count: Int) throws -> [String] {
    let state = try workshop.state()
    let registrar = try workshop.key("registrar")
    let now = try given(Instant(time))
    return try (0..<count).map { number in
      let join = try Samples.join("member-\(number)", keys: [], effective: now)
      let payload = try given(state.draft(.join(join), at: now).payload)
      return try workshop.folder.write(
        envelope(payload, by: [registrar]).canonicalBytes, to: "join-\(number).json")
    }
  }

  private func submit(_ file: String) throws -> BackgroundProcess {
    try BackgroundProcess(Program.path, ["submit", file, "--at", time, "--json"], environment: workshop.environment)
  }

  /// The receipts that a run printed: index and leaf hash.
  private func receipts(_ result: SubprocessResult) -> [(index: Int64, leaf: String)] {
    guard let root = try? JSONDocument(result.output, profile: .strict).root else { return [] }
    return (root.member("entries")?.elements.map { $0 } ?? []).compactMap { entry in
      guard let index = entry.member("index")?.integer, let leaf = entry.member("leaf")?.string else { return nil }
      return (index, leaf)
    }
  }

  private func expectInLedger(_ receipts: [(index: Int64, leaf: String)]) throws {
    let rows = try LedgerFile(workshop.folder.path(workshop.ledger)).rows
    for receipt in receipts {
      let row = try #require(rows.first { $0.seq == receipt.index })
      #expect(Digest(row.leaf)?.hex == receipt.leaf)
    }
    #expect(try verify(workshop.folder.path(workshop.ledger)).codes() == [])
    try workshop.run("verify").expectDone()
  }

  @Test("with --each one refused envelope holds up no other, and without it nothing is recorded")
  func oneByOne() throws {
    _ = try joins(12)
    var lines = try (0..<12).map { String(decoding: try workshop.folder.read("join-\($0).json"), as: UTF8.self) }
    lines.insert(lines[3], at: 7)
    try workshop.folder.write(Array(lines.joined(separator: "\n").utf8), to: "many.jsonl")
    let before = try workshop.state().size
    try workshop.refuses("statement.duplicate", status: 5, "submit", "many.jsonl", "--at", time)
    let answer = try workshop.run("submit", "many.jsonl", "--each", "--at", time, "--json")
    #expect(answer.status == 5)
    let printed = receipts((answer.status, Array(answer.output.utf8), []))
    #expect(printed.map(\.index) == (0..<12).map { Int64(before) + $0 })
    try expectInLedger(printed)
    let refused =
      try JSONDocument(Array(answer.output.utf8), profile: .strict).root.member("refused")?.elements.map { $0 } ?? []
    #expect(refused.map { $0.member("code")?.string } == ["statement.duplicate"])
    #expect(refused.first?.member("place")?.string == "many.jsonl, line 8")
    // Whoever never heard of the first time is told where it is.
    let again = try workshop.run("submit", "join-3.json", "--at", time)
    #expect(again.status == 5 && again.error.contains("as entry \(printed[3].index)"), "\(again)")
  }

  @Test(
    "with --each, when the mark cannot be written after the commit, who was refused is told so all the same",
    .enabled(if: TracedProgram.isPermitted, Comment(rawValue: TracedProgram.needed)))
  func oneByOneWithoutMark() throws {
    let files = try joins(1)
    let arguments = ["submit", "--each", files[0], files[0], "--at", time, "--json"]
    let kept = try workshop.ledgerFiles()
    let program = TracedProgram(
      Program.path, arguments, environment: workshop.environment, in: workshop.folder.path)
    let calls = try program.writes().calls
    let sync = try #require(calls.last { $0.name == "fdatasync" && $0.target.hasSuffix(".checkpoint") })
    for (name, bytes) in kept { try workshop.folder.write(bytes, to: name) }
    let before = try workshop.state().size
    let (result, wasHit) = try program.run(.diskFails, at: sync)
    let (answer, said) = (String(decoding: result.output, as: UTF8.self), String(decoding: result.error, as: UTF8.self))
    #expect(wasHit && result.status == 3, "\(said)")
    #expect(answer.contains("storage.io"), "\(answer)")
    let refused = try JSONDocument(result.output, profile: .strict).root.member("refused")?.elements.map { $0 } ?? []
    #expect(refused.map { $0.member("place")?.string } == [files[0]], "\(answer)")
    #expect(said.contains("hint: the entries are recorded; "), "\(said)")
    #expect(try workshop.state().size == before + 1)
  }

  @Test("four processes at once: every receipt is in one chain")
  func fourAtOnce() throws {
    let files = try joins(16)
    var printed: [(index: Int64, leaf: String)] = []
    for round in 0..<4 {
      let processes = try files[(round * 4)..<(round * 4 + 4)].map { try submit($0) }
      for process in processes {
        let result = try process.finish()
        #expect(result.status == 0, "\(String(decoding: result.error, as: UTF8.self))")
        printed += receipts(result)
      }
    }
    #expect(Set(printed.map(\.index)).count == 16)
    try expectInLedger(printed)
  }

  @Test("a ledger that somebody else writes is busy, and says who it is")
  func busy() throws {
    let file = try joins(1)[0]
    do {
      let writer = try SQLiteLedgerWriter.open(workshop.folder.path(workshop.ledger))
      try workshop.refuses("storage.busy", status: 3, "submit", file, "--at", time, "--wait", "0")
      let answer = try workshop.run("submit", file, "--at", time, "--wait", "0")
      #expect(answer.error.contains("process \(getpid())"), "\(answer)")
      // Reading is possible meanwhile.
      try workshop.run("status").expectDone()
      try workshop.run("verify").expectDone()
      withExtendedLifetime(writer) {}
    }
    try workshop.run("submit", file, "--at", time, "--wait", "0").expectDone()
  }

  @Test("killed in the middle, thirty times: what was printed is in the ledger, and the ledger is good")
  func killed() throws {
    var files = try joins(60)[...]
    // How long one submission takes here, so that the kills fall everywhere in it.
    let began = ContinuousClock.now
    let first = try submit(given(files.popFirst())).finish()
    let usual = (ContinuousClock.now - began) / .microseconds(1)
    var printed = receipts(first)
    #expect(printed.count == 1)
    var kills = 0
    var random = SeededGenerator(seed: 0x5EED)
    var file = try given(files.popFirst())
    for _ in 0..<200 where kills < 32 {
      let process = try submit(file)
      usleep(UInt32(Double.random(in: 0...1.1, using: &random) * usual))
      process.kill()
      let result = try process.finish()
      printed += receipts(result)
      if result.status == -SIGKILL {
        kills += 1
      } else if result.status == 0 || receipts(result).isEmpty {
        // Done, or done by an earlier run that could not say so.
        let code = try? JSONDocument(result.output, profile: .strict).root.member("error")?.member("code")?.string
        #expect(result.status == 0 || code == "statement.duplicate", "\(String(decoding: result.error, as: UTF8.self))")
        guard let next = files.popFirst() else { break }
        file = next
      }
    }
    #expect(kills >= 30)
    try workshop.run("verify").expectDone()
    // Nothing stands in the way of going on.
    let last = try submit(given(files.popFirst())).finish()
    #expect(last.status == 0, "\(String(decoding: last.error, as: UTF8.self))")
    try expectInLedger(printed + receipts(last))
  }
}

import CanonicalJSON
import Fixtures
import Glibc
import Testing

/// No input costs memory in proportion to its size. // Operations, what is read and how much of it
///
/// Measured is the largest memory of one run beside that of the same command with a small input. The bound is generous:
/// what it is to find took hundreds of MiB.
@Suite("Large inputs", .serialized, .enabled(if: SystemPython.isThere, Comment(rawValue: SystemPython.needed)))
struct InputSizeTests {
  private static let most = 64 << 10  // KiB

  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  /// A run in the workshop: its status, what it said, and the most memory that it had, in KiB.
  private func measure(_ line: String) throws -> (status: Int32, error: String, memory: Int) {
    let script = """
      import resource, subprocess, sys
      done = subprocess.run(sys.argv[1:], cwd=sys.argv[-1], capture_output=True, stdin=subprocess.DEVNULL)
      print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
      sys.stderr.buffer.write(done.stderr[-4000:])
      sys.exit(done.returncode)
      """
    let words = workshop.environment.map { "\($0.key)=\($0.value)" } + ["bash", "-c", line, Program.path]
    let result = try SystemPython.run(script, ["env"] + words + [workshop.folder.path])
    return (
      result.status, String(decoding: result.error, as: UTF8.self),
      try #require(Int(String(decoding: result.output, as: UTF8.self).split(separator: "\n")[0]))
    )
  }

  private func attest(_ evidence: String) -> String {
    "exec \"$0\" attest --signatory quillonia --period 2031 --claim la-7=met --evidence la-7=\(evidence) "
      + "--key quillonia --at 2032-02-01T00:00:00Z --draft \(evidence).json"
  }

  @Test("evidence is hashed piece by piece, and may be larger than 1 GiB")
  func evidence() throws {
    let small = try measure(attest("law.txt"))
    #expect(small.status == 0, "\(small.error)")
    // Without a byte on the disk.
    #expect(truncate(try workshop.folder.write([], to: "large.bin"), 1 << 30 + 1 << 20) == 0)
    let large = try measure(attest("large.bin"))
    #expect(large.status == 0, "\(large.error)")
    #expect(large.memory - small.memory < Self.most)
    let draft = String(decoding: try workshop.folder.read("large.bin.json"), as: UTF8.self)
    #expect(draft.contains("\"bytes\": \(1 << 30 + 1 << 20)"), "\(draft)")
    #expect(try measure(attest("/dev/zero").replacing("/dev/zero.json", with: "zero.json")).status == 3)
  }

  @Test("what a server sends in the place of a file is not held, compressed or not", arguments: ["endless", "bomb"])
  func answers(_ habit: String) throws {
    try workshop.run("publish", "site").expectDone()
    let key = try workshop.resolve("VKEY")
    let small = try measure("exec \"$0\" verify --from site --log-key \(key)")
    #expect(small.status == 0, "\(small.error)")
    let server = try StrangeServer(habit, serving: workshop)
    let large = try measure("exec \"$0\" verify --from \(server.url) --log-key \(key)")
    #expect(large.status == 3, "\(large.error)")
    #expect(large.memory - small.memory < Self.most)
  }

  @Test("what lies in a folder in the place of a file is not held either")
  func publishedFolder() throws {
    try workshop.run("publish", "site").expectDone()
    let verify = "exec \"$0\" verify --from site --log-key \(try workshop.resolve("VKEY"))"
    let small = try measure(verify)
    #expect(small.status == 0, "\(small.error)")
    let large = try measure("truncate -s 100000000 site/tile/envelopes/000.p/*; \(verify)")
    #expect(large.status == 3 && large.error.contains("what came, 100000000 bytes"), "\(large.error)")
    #expect(large.memory - small.memory < Self.most)
  }

  @Test("an export of a line without an end, and a device, are given up early")
  func endlessExport() throws {
    try workshop.run("export", "all.jsonl").expectDone()
    let small = try measure("exec \"$0\" restore all.jsonl --ledger a.db")
    #expect(small.status == 0, "\(small.error)")
    let device = try measure("exec \"$0\" restore /dev/zero --ledger b.db")
    #expect(device.status == 3 && device.error.contains("is a device"), "\(device.error)")
    let pipe = try measure("head -c 300000000 /dev/zero | \"$0\" restore - --ledger c.db")
    #expect(pipe.status == 3 && pipe.error.contains("line without an end"), "\(pipe.error)")
    #expect(truncate(try workshop.folder.write([], to: "zeros"), 40 << 20) == 0)
    let file = try measure("exec \"$0\" restore zeros --ledger d.db")
    #expect(file.status == 2 && file.error.contains("line 1 has more than"), "\(file.error)")
    for run in [device, pipe, file] { #expect(run.memory - small.memory < Self.most) }
  }

  @Test("a submission of small lines without number is given up early", arguments: [false, true])
  func manyLines(each: Bool) throws {
    try workshop.attestation()
    let flag = each ? " --each" : ""
    let small = try measure("exec \"$0\" submit attestation.json\(flag) --at 2032-02-01T00:00:00Z")
    #expect(small.status == 0, "\(small.error)")
    let line =
      "yes '{}' | head -c 60000000 > many.jsonl; exec \"$0\" submit many.jsonl\(flag) --at 2032-02-01T00:00:01Z"
    let large = try measure(line)
    #expect(large.status == 2, "\(large.error)")
    #expect(large.error.contains(each ? "more than the 65536 envelopes" : "many.jsonl, line 1"), "\(large.error)")
    #expect(large.memory - small.memory < Self.most)
  }

  @Test("a line that is no envelope, or too long for one, is one refusal of a submission each by itself")
  func oddLines() throws {
    try workshop.attestation()
    let envelope = try workshop.folder.read("attestation.json").filter { $0 != UInt8(ascii: "\n") }
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
    let lines = [Array("nonsense".utf8), envelope, Array("{}".utf8), long, Array("{\"a\": [1, 2]}".utf8)]
    try workshop.folder.write(Array(lines.joined(separator: [UInt8(ascii: "\n")])), to: "odd.jsonl")
    let told = try workshop.run("submit", "odd.jsonl", "--each", "--at", "2032-02-01T00:00:00Z", "--json")
    #expect(told.status == 5)
    #expect(told.json?.member("entries")?.count == 1, "\(told)")
    let refused = try #require(told.json?.member("refused")?.elements)
    #expect(refused.map { $0.member("place")?.string } == [1, 3, 4, 5].map { "odd.jsonl, line \($0)" })
    #expect(
      refused.map { $0.member("code")?.string } == [
        "envelope.malformed", "envelope.malformed", "envelope.too-large", "envelope.malformed",
      ])
    // All or none: the first is named, and nothing is appended.
    try workshop.refuses("envelope.malformed", status: 2, "submit", "odd.jsonl", "--at", "2032-02-01T00:00:02Z")
  }

  @Test("every other file that a command reads has a bound, and a refusal that names it")
  func bounds() throws {
    #expect(truncate(try workshop.folder.write([], to: "huge"), 1 << 30) == 0)
    let small = try measure("exec \"$0\" status")
    for command in [
      "accord publish huge --changes c --registrar-key registrar", "import huge --registrar-key registrar",
      "sign huge --key quillonia --out o", "attest --file huge --key quillonia", "check-proof huge --log-key huge",
      "verify --held huge", "verify --policy huge", "verify --log-key huge", "compare huge huge --log-key huge",
      "compare --check huge --log-key huge", "monitor . --state huge --log-key huge", "witness use --policy huge",
      "key public huge", "status --registrar-key huge",
      "withdraw quillonia --key quillonia --passphrase-file huge --at 2032-02-01T00:00:00Z --key huge",
    ] {
      let run = try measure("exec \"$0\" \(command)")
      #expect((2...3).contains(run.status), "\(command): \(run.status) \(run.error)")
      #expect(run.memory - small.memory < Self.most, "\(command): \(run.memory)")
    }
  }
}

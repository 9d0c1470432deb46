import Fixtures
import Glibc
import Testing

@Suite("What goes into a statement as text shows what it says")
struct DraftedTextTests {
  private static func attest(_ more: String...) -> [String] {
    [
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--key", "quillonia", "--at",
      "2032-02-01T00:00:00Z", "--out", "o",
    ] + more
  }

  private static let join = [
    "join", "ember", "--kind", "state", "--signing-key", "quillonia-2", "--registrar-key", "registrar", "--at",
    "2031-02-01T00:00:00Z", "--out", "o",
  ]

  private static let refusals: [(arguments: [String], told: String)] = [
    (attest("--evidence", "la-7=law.txt;title=\u{1B}[2Jlaw"), "title holds a control character, U+001B"),
    (attest("--evidence", "la-7=law.txt;title=law\nforged"), "title holds a line end, U+000A"),
    (attest("--evidence", "la-7=law.txt;title=law\u{202E}fdp"), "title holds a control character, U+202E"),
    (attest("--evidence", "la-7=law.txt", "--office", "office\rof"), "--office holds a line end, U+000D"),
    (
      attest("--evidence", "la-7=law.txt", "--explain", "la-7=en=a\u{9B}b"),
      "--explain holds a control character, U+009B"
    ),
    (join + ["--name", "en=Em\u{2066}ber"], "--name holds a control character, U+2066"),
    (join + ["--name", "en=Ember\n"], "--name holds a line end, U+000A"),
    (join + ["--name", "en=Ember", "--joined-via", "Pact\t2"], "--joined-via holds a control character, U+0009"),
    (
      join + ["--name", "en=Ember", "--identified", "in-person;2031-02-01;visit\u{1B}14"],
      "the reference holds a control character, U+001B"
    ),
  ]

  @Test(
    "controls, line ends in a line, and what turns the order of a line are refused, and named", arguments: refusals)
  func refused(_ arguments: [String], _ expected: String) throws {
    let workshop = try Workshop()
    let told = try workshop.run(arguments + ["--json"])
    told.expectRefusal("usage.control-character", status: 2)
    #expect(told.error.contains(expected), "\(told)")
    #expect(try !workshop.folder.names().contains("o"))
  }

  @Test("texts of several lines have them, with tabs")
  func lines() throws {
    let workshop = try Workshop()
    try workshop.run(
      Self.attest("--evidence", "la-7=law.txt", "--explain", "la-7=en=One agency is late.\n\n\tThe other is not.")
    ).expectDone()
  }

  @Test("a file whose name holds a line end needs a title of its own")
  func fileName() throws {
    let workshop = try Workshop()
    try workshop.folder.write(Array("law".utf8), to: "law\n.txt")
    let told = try workshop.run(Self.attest("--evidence", "la-7=law\n.txt", "--json"))
    told.expectRefusal("usage.control-character", status: 2)
    #expect(told.error.contains("title=TEXT"), "\(told)")
    try workshop.run(Self.attest("--evidence", "la-7=law\n.txt;title=The law")).expectDone()
  }

  private static let empties: [[String]] = [
    attest("--evidence", "la-7=law.txt;title="), attest("--evidence", "la-7=law.txt;uri="),
    attest("--evidence", "la-7=law.txt", "--office", ""),
    attest("--evidence", "la-7=law.txt", "--explain", "la-7=en="),
    attest("--evidence", "la-7=law.txt", "--plan", "la-7="), join + ["--name", "en="],
  ]

  @Test("a text that says nothing is refused where it is given", arguments: empties)
  func empty(_ arguments: [String]) throws {
    let workshop = try Workshop()
    let told = try workshop.run(arguments + ["--json"])
    told.expectRefusal("usage.invalid-value", status: 2)
    #expect(told.error.contains("says nothing"), "\(told)")
  }

  private static var canReadKernelLog: Bool {
    let file = open("/proc/kmsg", O_RDONLY | O_NONBLOCK)
    defer { if file >= 0 { close(file) } }
    return file >= 0
  }

  @Test("a file that passes for one and never ends is told", .enabled(if: canReadKernelLog))
  func endless() throws {
    let workshop = try Workshop()
    let began = ContinuousClock.now
    try workshop.run(Self.attest("--evidence", "la-7=/proc/kmsg", "--json")).expectRefusal("io.no-end", status: 3)
    #expect(ContinuousClock.now - began < .seconds(60))
  }

  @Test("standard input is called that in messages")
  func standardInput() throws {
    let workshop = try Workshop()
    for words in [["submit", "-"], ["submit", "--each", "-"], ["import", "-", "--check"], ["accord", "check", "-"]] {
      let told = try workshop.run(words, input: Array("{\"a\": 1}".utf8))
      #expect(told.status != 0 && told.error.contains("standard input"), "\(told)")
      #expect(!told.error.contains("error: -") && !told.error.contains("\n- "), "\(told)")
    }
  }

  // What is all in one line may be a list of such; what is not is a document.
  @Test("an envelope that is too large is told the size that is read", arguments: ["{\"a\": \"", "{\"a\":\n\""])
  func tooLarge(_ beginning: String) throws {
    let workshop = try Workshop()
    let told = try workshop.run(
      ["submit", "-"], input: Array(beginning.utf8) + [UInt8](repeating: 0x61, count: 1_310_720) + Array("\"}".utf8))
    #expect(told.status != 0 && told.error.contains("1310720 bytes that are read of an envelope"), "\(told)")
  }
}

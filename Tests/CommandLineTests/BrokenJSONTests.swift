import Fixtures
import Glibc
import LedgerSamples
import Testing

@Suite("JSON that is broken")
struct BrokenJSONTests {
  /// The files that no JSON parser may take, of the parsing suite in ../shared/vectors/json.
  private static let broken: [String] = {
    let folder = Program.package + "/../shared/vectors/json/parsing"
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasPrefix("n_") { names.append(name) }
    }
    return names.sorted()
  }()

  @Test(
    "is refused as an envelope and as an accord, each file by itself",
    .enabled(if: SharedVectors.available, "needs ../shared/vectors"))
  func brokenFiles() throws {
    #expect(Self.broken.count >= 180)
    let workshop = try Workshop()
    for name in Self.broken {
      let bytes = try #require(SharedVectors.bytes("json/parsing/\(name)"))
      try workshop.folder.write(bytes, to: "broken.json")
      try workshop.refuses("envelope.malformed", status: 2, "submit", "broken.json")
      let check = try workshop.run("accord", "check", "broken.json", "--json")
      #expect(check.status == 2, "\(name): \(check)")
      #expect(check.errorCode?.hasPrefix("json.") == true, "\(name): \(check)")
      #expect(check.error.contains("\nhint: "), "\(name): \(check)")
    }
  }

  @Test(
    "names the byte where it goes wrong",
    arguments: [
      (#"{"a":1,"a":2}"#, "json.duplicate-member"), (#"{"a":1.5}"#, "json.not-an-integer"),
      (#"{"a":1e3}"#, "json.not-an-integer"), (#"{"a":9007199254740992}"#, "json.integer-range"),
      (#"{"a":"\ud800"}"#, "json.lone-surrogate"),
    ])
  func kinds(_ text: String, _ code: String) throws {
    let workshop = try Workshop()
    try workshop.folder.write(Array(text.utf8), to: "accord.json")
    try workshop.refuses(code, status: 2, "accord", "check", "accord.json")
    let check = try workshop.run("accord", "check", "accord.json")
    #expect(check.error.contains(", byte "))
    #expect(check.output == "")
  }

  @Test(
    "is refused inside a signed statement",
    arguments: [
      (#""issuedAt""#, #""issuedAt":"2032-02-01T00:00:00Z","issuedAt""#),  // a member twice
      (#""bytes":21"#, #""bytes":21.0"#),  // a fraction
      (#""bytes":21"#, #""bytes":2.1e1"#),
      (#""bytes":21"#, #""bytes":21,"size":21"#),  // a member that nobody knows
      (#","signatory":"quillonia""#, ""),  // a member missing
      (#""period":"2031""#, #""period":2031"#),  // a member of another type
    ])
  func signed(_ old: String, _ new: String) throws {
    let workshop = try Workshop()
    let payload = try workshop.payload(
      Samples.attestation(["la-7"], in: workshop.state()), at: "2032-02-01T00:00:00Z")
    let text = String(decoding: payload, as: UTF8.self).replacing(#""bytes":12"#, with: #""bytes":21"#)
    try #require(text.contains(old))
    try workshop.write(Array(text.replacing(old, with: new).utf8), signedBy: "quillonia", to: "envelope.json")
    try workshop.refuses(
      "statement.malformed", status: 2, "submit", "envelope.json", "--at", "2032-02-01T00:00:00Z")
  }

  @Test("is refused in every command that reads it")
  func everywhere() throws {
    let workshop = try Workshop()
    try workshop.folder.write(Array("{".utf8), to: "broken.json")
    try workshop.refuses("statement.malformed", status: 2, "sign", "broken.json", "--key", "quillonia", "--out", "o")
    try workshop.refuses("statement.malformed", status: 2, "attest", "--file", "broken.json", "--key", "quillonia")
    try workshop.refuses("register.malformed", status: 2, "import", "broken.json", "--registrar-key", "registrar")
    try workshop.refuses("envelope.malformed", status: 2, "restore", "broken.json", "--ledger", "new.db")
    try workshop.refuses(
      "json.syntax", status: 2, "accord", "publish", "broken.json", "--changes", "c", "--registrar-key",
      "registrar")
  }
}

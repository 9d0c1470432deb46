import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Testing

@Suite("Envelopes of other signers, and what is no envelope")
struct ForeignSubmissionTests {
  private let workshop: Workshop
  private let time = "2032-02-01T00:00:00Z"

  init() throws {
    workshop = try Workshop()
    try workshop.attestation()
  }

  /// The attestation with other words in the place of some.
  private func write(_ name: String, _ change: (String) -> String) throws {
    let text = String(decoding: try workshop.folder.read("attestation.json"), as: UTF8.self)
    try workshop.folder.write(Array(change(text).utf8), to: name)
  }

  private func stored(_ index: Int) throws -> String {
    try workshop.run("show", "\(index)", "--envelope").expectDone().output
  }

  @Test("without a key id, or in the base64 of addresses, it becomes the same entry", arguments: [false, true])
  func foreign(_ isURLSafe: Bool) throws {
    let keyID = try workshop.key("quillonia").publicKey.keyID.hex
    try write("foreign.json") { text in
      isURLSafe
        ? text.replacing("+json", with: "#").replacing("+", with: "-").replacing("/", with: "_")
          .replacing("_vnd", with: "/vnd").replacing("#", with: "+json").replacing("=", with: "")
        : text.replacing(keyID, with: "")
    }
    try workshop.run("submit", "foreign.json", "--at", time).expectDone()
    let envelope = String(decoding: try workshop.folder.read("attestation.json"), as: UTF8.self)
    #expect(envelope.hasPrefix(String(try stored(4).dropLast())), "stored otherwise")
    try workshop.run("verify", "--require", "chain-only").expectDone()
  }

  @Test("by a key that has no part in it, or with the id of another key of the ledger, it is refused")
  func refused() throws {
    let keyID = try workshop.key("quillonia").publicKey.keyID.hex
    let other = try workshop.key("brindlemark").publicKey.keyID.hex
    try write("other.json") { $0.replacing(keyID, with: other) }
    try workshop.refuses("signature.invalid", status: 5, "submit", "other.json", "--at", time)
    let payload = try workshop.payload(Samples.attestation(["la-7"], in: workshop.state()), at: time)
    try workshop.write(payload, signedBy: "stranger", to: "stranger.json")
    let text = String(decoding: try workshop.folder.read("stranger.json"), as: UTF8.self)
    let nameless = text.replacing(try workshop.key("stranger").publicKey.keyID.hex, with: "")
    try workshop.folder.write(Array(nameless.utf8), to: "stranger.json")
    try workshop.refuses("signature.unknown-key", status: 5, "submit", "stranger.json", "--at", time)
  }

  @Test("with --each a line that is no envelope is one refusal, in its place, and without it the end")
  func lines() throws {
    let good = String(decoding: try workshop.folder.read("attestation.json"), as: UTF8.self).split(separator: "\n")[0]
    let lines = ["garbage", "", "{\"a\":1}", String(good), "[]", "\u{FEFF}{}", "{\"payload\":", String(good)]
    try workshop.folder.write(Array(lines.joined(separator: "\n").utf8), to: "many.jsonl")
    try workshop.refuses("envelope.malformed", status: 2, "submit", "many.jsonl", "--at", time)
    let answer = try workshop.run("submit", "--each", "many.jsonl", "--json", "--at", time)
    #expect(answer.status == 5, "\(answer)")
    #expect(answer.json?.member("entries")?.count == 1)
    let refused = answer.json?.member("refused")?.elements.map { $0 } ?? []
    #expect(
      refused.compactMap { $0.member("place")?.string } == [1, 3, 5, 6, 7, 8].map { "many.jsonl, line \($0)" })
    #expect(
      refused.compactMap { $0.member("code")?.string }
        == [String](repeating: "envelope.malformed", count: 5) + ["statement.duplicate"])
  }

  @Test("with --each a file that is no envelope at all is one refusal too")
  func file() throws {
    try workshop.folder.write(Array("{\n\"payload\": 1\n}\n".utf8), to: "broken.json")
    let answer = try workshop.run("submit", "--each", "broken.json", "attestation.json", "--json", "--at", time)
    #expect(answer.status == 5 && answer.json?.member("entries")?.count == 1, "\(answer)")
    #expect(answer.json?.member("refused")?.elements.compactMap { $0.member("place")?.string } == ["broken.json"])
  }
}

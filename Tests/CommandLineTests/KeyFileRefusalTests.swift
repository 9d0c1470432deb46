import Fixtures
import Testing

@Suite("Key files that do not serve")
struct KeyFileRefusalTests {
  @Test("a wrong passphrase, and none")
  func passphrase() throws {
    let workshop = try Workshop()
    let secret = ["PLEDGEBOOK_PASSPHRASE": "correct horse"]
    try workshop.run("key", "generate", "locked", environment: secret).expectDone()
    #expect(try workshop.folder.mode(of: "locked") == 0o600)
    try workshop.attestation()
    try workshop.run("attest", "--file", "attestation.json", "--key", "locked", "--out", "o", environment: secret)
      .expectDone()
    try workshop.refuses(
      "key.passphrase-wrong", status: 2, "withdraw", "quillonia", "--key", "locked",
      environment: ["PLEDGEBOOK_PASSPHRASE": "battery staple"])
    try workshop.refuses("key.passphrase-needed", status: 2, "withdraw", "quillonia", "--key", "locked")
    try workshop.folder.write(Array("correct horse\n".utf8), to: "secret")
    try workshop.run(
      "attest", "--file", "attestation.json", "--key", "locked", "--out", "p", "--passphrase-file", "secret"
    ).expectDone()
  }

  @Test("a file that is missing, no key, or the public half")
  func file() throws {
    let workshop = try Workshop()
    try workshop.refuses("key.file-unreadable", status: 3, "withdraw", "quillonia", "--key", "nowhere")
    try workshop.refuses("key.malformed", status: 2, "withdraw", "quillonia", "--key", "law.txt")
    try workshop.refuses("key.is-public", status: 2, "withdraw", "quillonia", "--key", "quillonia.pub")
    try workshop.refuses("key.file-exists", status: 3, "key", "generate", "quillonia", "--no-passphrase")
  }

  @Test(
    "an unreadable private key", .enabled(if: Program.runsAsNobody, "needs root, setpriv and a reachable build folder"))
  func unreadable() throws {
    let workshop = try Workshop()
    try workshop.open(to: 0o777)
    try workshop.folder.write(workshop.folder.read("quillonia"), to: "quillonia", mode: 0)
    try workshop.refuses(
      "key.file-unreadable", status: 3, "withdraw", "quillonia", "--key", "quillonia", asNobody: true)
  }

  @Test("a private key that all may read is used with a warning")
  func worldReadable() throws {
    let workshop = try Workshop()
    try workshop.folder.write(workshop.folder.read("quillonia"), to: "quillonia", mode: 0o644)
    let signed = try workshop.run(
      "withdraw", "quillonia", "--key", "quillonia", "--at", "2031-01-01T00:00:00Z"
    ).expectDone()
    #expect(signed.error.contains("warning: quillonia: "))
    #expect(signed.error.contains("hint: chmod 600 quillonia"))
  }
}

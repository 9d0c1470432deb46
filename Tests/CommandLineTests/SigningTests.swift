import Fixtures
import LedgerSamples
import Testing

@Suite("Signing away from the ledger, and together")
struct SigningTests {
  @Test("plain OpenSSL signs what a draft prepares", arguments: ["quillonia", "brindlemark"])
  func airGapped(_ signatory: String) throws {
    let workshop = try Workshop()
    let time = "2031-03-01T00:00:00Z"
    try workshop.run("withdraw", signatory, "--at", time, "--effective", time, "--draft", "draft.json").expectDone()
    try workshop.run("sign", "draft.json", "--prepare", "draft.pae").expectDone()
    let digest = signatory == "brindlemark" ? ["-digest", "sha256"] : []
    let signed = try run(
      "openssl",
      ["pkeyutl", "-sign", "-rawin", "-inkey", signatory, "-in", "draft.pae", "-out", "draft.sig"] + digest,
      in: workshop.folder.path)
    #expect(signed.status == 0, "\(String(decoding: signed.error, as: UTF8.self))")
    try workshop.run(
      "sign", "draft.json", "--attach", "draft.sig", "--public-key", "\(signatory).pub", "--out", "envelope.json"
    ).expectDone()
    try workshop.run("submit", "envelope.json", "--at", time).expectDone()
    try workshop.run("verify").expectDone()
  }

  @Test("a signature over other bytes is never attached")
  func otherBytes() throws {
    let workshop = try Workshop()
    let time = "2031-03-01T00:00:00Z"
    try workshop.run("withdraw", "quillonia", "--at", time, "--draft", "draft.json").expectDone()
    try workshop.folder.write([UInt8](repeating: 1, count: 64), to: "draft.sig")
    try workshop.refuses(
      "signature.invalid", status: 5, "sign", "draft.json", "--attach", "draft.sig", "--public-key", "quillonia.pub",
      "--out", "envelope.json")
  }

  @Test("the command that comes next can be pasted, whatever the file is called")
  func nextCommand() throws {
    let workshop = try Workshop()
    let time = "2031-03-01T00:00:00Z"
    let drafted = try workshop.run("withdraw", "quillonia", "--at", time, "--draft", "my draft;id").expectDone()
    #expect(drafted.error.contains("pledgebook sign 'my draft;id' --key KEY"))
    let signed = try workshop.run(
      "withdraw", "quillonia", "--at", time, "--key", "quillonia", "--out", "$(id)"
    ).expectDone()
    #expect(signed.error.contains("pledgebook submit '$(id)'"))
  }

  @Test("an external program signs")
  func externalSigner() throws {
    let workshop = try Workshop()
    let time = "2031-03-01T00:00:00Z"
    try workshop.run("withdraw", "quillonia", "--at", time, "--draft", "draft.json").expectDone()
    let script = "#!/bin/sh\nexec openssl pkeyutl -sign -rawin -inkey quillonia -in \"$1\" -out \"$2\"\n"
    try workshop.folder.write(Array(script.utf8), to: "token", mode: 0o700)
    try workshop.run(
      "sign", "draft.json", "--signer", "./token", "--public-key", "quillonia.pub", "--out", "envelope.json"
    ).expectDone()
    try workshop.run("submit", "envelope.json", "--at", time).expectDone()
    try workshop.refuses(
      "signer.failed", status: 3, "sign", "draft.json", "--signer", "false", "--public-key", "quillonia.pub", "--out",
      "other.json")
  }

  @Test("registrar and signatory sign one statement, each with the key that only it has")
  func registrarAndSignatory() throws {
    let workshop = try Workshop()
    let time = "2031-03-01T00:00:00Z"
    try workshop.run(
      "join", "osselund", "--name", "en=Osselund", "--kind", "state", "--public-key", "stranger.pub", "--at", time,
      "--draft",
      "draft.json"
    ).expectDone()
    let shown = try workshop.run("sign", "draft.json", "--key", "stranger", "--out", "half.json").expectDone()
    #expect(shown.error.contains("osselund"), "the statement is shown before it is signed")
    try workshop.refuses("signature.missing", status: 5, "submit", "half.json", "--at", time)
    try workshop.run("sign", "half.json", "--key", "registrar", "--out", "whole.json").expectDone()
    try workshop.run("submit", "whole.json", "--at", time).expectDone()
  }

  @Test("two registrars out of three sign, and one does not suffice")
  func threshold() throws {
    let workshop = try Workshop()
    let keys = ["registrar", "stranger", "panel"]
    let ledger = "three.db"
    try workshop.run(
      list: ["init", "--origin", "pledges.example/three", "--accord", Workshop.accord, "--log-signing-key", "log"]
        + keys.flatMap { ["--registrar-key", $0] }
        + ["--threshold", "2", "--environment", "demo", "--at", "2030-12-01T00:00:00Z", "--ledger", ledger]
    ).expectDone()
    let time = "2031-03-01T00:00:00Z"
    try workshop.run(
      "join", "osselund", "--name", "en=Osselund", "--kind", "state", "--public-source", "https://lantern.example/o",
      "--as-of", "2031-01-01", "--at", time, "--draft", "draft.json", "--ledger", ledger
    ).expectDone()
    try workshop.run("sign", "draft.json", "--key", "panel", "--out", "one.json").expectDone()
    try workshop.refuses("signature.missing", status: 5, "submit", "one.json", "--at", time, "--ledger", ledger)
    try workshop.run("sign", "one.json", "--key", "registrar", "--out", "two.json").expectDone()
    try workshop.run("submit", "two.json", "--at", time, "--ledger", ledger).expectDone()
    try workshop.run("verify", "--ledger", ledger).expectDone()
  }
}

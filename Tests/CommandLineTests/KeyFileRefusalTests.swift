import Fixtures
import Glibc
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

  @Test("one that others may write is not used, and the command that mends it is told")
  func writable() throws {
    let workshop = try Workshop()
    try workshop.folder.write(workshop.folder.read("quillonia"), to: "quillonia", mode: 0o666)
    let words = ["withdraw", "quillonia", "--key", "quillonia", "--at", "2031-01-01T00:00:00Z"]
    let refused = try workshop.run(words)
    #expect(refused.status == 3 && refused.error.contains("hint: chmod 600 quillonia\n"), "\(refused)")
    try workshop.refuses("key.file-unsafe", status: 3, "withdraw", "quillonia", "--key", "quillonia")
    chmod(workshop.folder.path("quillonia"), 0o600)
    mkdir(workshop.folder.path("all"), 0o700)
    chmod(workshop.folder.path("all"), 0o777)
    try workshop.folder.write(workshop.folder.read("quillonia"), to: "all/key")
    try workshop.refuses("key.file-unsafe", status: 3, "withdraw", "quillonia", "--key", "all/key")
    try workshop.run(words).expectDone()
  }

  @Test("a passphrase file that others may write is not used either")
  func passphraseFile() throws {
    let workshop = try Workshop()
    try workshop.folder.write(Array("correct horse\n".utf8), to: "secret", mode: 0o602)
    try workshop.refuses("key.file-unsafe", status: 3, "key", "generate", "locked", "--passphrase-file", "secret")
    chmod(workshop.folder.path("secret"), 0o644)
    let made = try workshop.run("key", "generate", "locked", "--passphrase-file", "secret").expectDone()
    #expect(made.error.contains("hint: chmod 600 secret\n"), "\(made)")
  }

  @Test(
    "one of another user's is not used",
    .enabled(if: Program.runsAsNobody, "needs root, setpriv and a reachable build folder"))
  func foreign() throws {
    let workshop = try Workshop()
    try workshop.open(to: 0o755)
    chown(workshop.folder.path("quillonia"), 1, 1)
    try workshop.refuses("key.file-unsafe", status: 3, "withdraw", "quillonia", "--key", "quillonia", asNobody: true)
  }

  @Test("no key is made where everybody could put another in its place")
  func openFolder() throws {
    let workshop = try Workshop()
    #expect(mkdir(workshop.folder.path("open"), 0o777) == 0)
    chmod(workshop.folder.path("open"), 0o777)
    try workshop.refuses("key.file-unsafe", status: 3, "key", "generate", "open/key", "--no-passphrase")
    let told = try workshop.run("key", "generate", "open/key", "--no-passphrase")
    #expect(told.error.contains("hint: chmod o-w open"), "\(told)")
    #expect(try Fixtures.run("ls", ["open"], in: workshop.folder.path).output.isEmpty)
    // With the sticky bit, as on /tmp, nobody else can.
    chmod(workshop.folder.path("open"), 0o1777)
    try workshop.run("key", "generate", "open/key", "--no-passphrase").expectDone()
  }

  @Test("a new key has a passphrase that is not tried first; an old one opens with the one it has")
  func weakPassphrase() throws {
    let workshop = try Workshop()
    try workshop.refuses(
      "key.passphrase-weak", status: 2, "key", "generate", "new", environment: ["PLEDGEBOOK_PASSPHRASE": "abc"])
    let made = try Fixtures.run(
      "openssl", ["pkcs8", "-topk8", "-in", "quillonia", "-passout", "pass:abc", "-iter", "600000", "-out", "old"],
      in: workshop.folder.path)
    #expect(made.status == 0)
    let shown = try workshop.run("key", "show", "old", environment: ["PLEDGEBOOK_PASSPHRASE": "abc"]).expectDone()
    #expect(shown.error.isEmpty, "\(shown)")
  }

  @Test(
    "what helps is a command that can be run, and then the key serves",
    arguments: [
      "openssl ecparam -name prime256v1 -genkey -out 'my key'",
      "openssl ecparam -name prime256v1 -genkey -noout | openssl ec -aes256 -passout pass:old -out 'my key'",
      "openssl ecparam -name prime256v1 -genkey -noout | openssl ec -outform DER -out 'my key'",
      "{ echo mine; cat brindlemark; } > 'my key'",
      "openssl pkcs8 -topk8 -in brindlemark -v2 des3 -passout pass:old -out 'my key'",
      "openssl pkcs8 -topk8 -in quillonia -iter 1 -passout pass:old -out 'my key'",
    ])
  func remedy(_ script: String) throws {
    let workshop = try Workshop()
    let made = try Fixtures.run("bash", ["-ec", script + "; chmod 600 'my key'"], in: workshop.folder.path)
    try #require(made.status == 0, "\(String(decoding: made.error, as: UTF8.self))")
    let told = try workshop.run("key", "show", "my key", environment: ["PLEDGEBOOK_PASSPHRASE": "old"])
    let hint = try #require(told.error.split(separator: "\n").last { $0.contains("openssl pkcs8 -topk8 ") }, "\(told)")
    let command = "openssl" + (hint.split(separator: ": openssl", maxSplits: 1).last ?? "")
    let mended = try Fixtures.run(
      "bash", ["-c", command + " -passin pass:old -passout 'pass:lamp oil tin'"], in: workshop.folder.path)
    #expect(mended.status == 0, "\(command): \(String(decoding: mended.error, as: UTF8.self))")
    let shown = try workshop.run(
      "key", "show", "my key.pkcs8", environment: ["PLEDGEBOOK_PASSPHRASE": "lamp oil tin"]
    ).expectDone()
    #expect(shown.error.isEmpty, "\(shown)")
  }

  @Test("and it is told by every command that reads a private key")
  func everywhere() throws {
    let workshop = try Workshop()
    let made = try Fixtures.run(
      "openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-out", "k"], in: workshop.folder.path)
    #expect(made.status == 0)
    try workshop.attestation()
    try workshop.run("withdraw", "quillonia", "--at", "2031-03-01T00:00:00Z", "--draft", "draft.json").expectDone()
    let join = ["join", "osselund", "--name", "en=O", "--kind", "state", "--at", "2031-01-02T00:00:00Z"]
    for words in [
      ["key", "show", "k"], ["withdraw", "quillonia", "--key", "k"],
      join + ["--registrar-key", "k", "--public-key", "stranger.pub"],
      join + ["--registrar-key", "registrar", "--signing-key", "k"],
      ["sign", "draft.json", "--key", "k", "--out", "o"],
      ["sign", "draft.json", "--signer", "true", "--public-key", "k", "--out", "o"],
      ["witness", "init", "--state", "w.db", "--name", "w.example/w", "--key", "k"],
      ["log-keys", "use", "--log-signing-key", "k"],
      ["restore", "all.jsonl", "--ledger", "r.db", "--log-signing-key", "k"],
      [
        "init", "--origin", "pledges.example/x", "--accord", Workshop.accord, "--registrar-key", "k",
        "--log-signing-key",
        "log",
      ]
        + ["--environment", "demo", "--ledger", "x.db"],
      ["init", "--origin", "pledges.example/x", "--accord", Workshop.accord, "--registrar-key", "registrar"]
        + ["--log-signing-key", "k", "--environment", "demo", "--ledger", "x.db"],
    ] {
      if words[0] == "restore" { try workshop.run("export", "all.jsonl").expectDone() }
      let told = try workshop.run(words)
      #expect(told.status == 2, "\(told)")
      #expect(told.error.contains("openssl pkcs8 -topk8 "), "\(told)")
    }
    let logged = try workshop.run("submit", "attestation.json", environment: ["PLEDGEBOOK_LOG_KEY": "k"])
    #expect(logged.status == 2 && logged.error.contains("openssl pkcs8 -topk8 "), "\(logged)")
  }

  @Test("a passphrase that takes millions of rounds is not tried")
  func costly() throws {
    let workshop = try Workshop()
    // Encrypted with 600,000 rounds and changed to say 8,000,000: what opens it is of no matter.
    let script = """
      openssl pkcs8 -topk8 -in quillonia -iter 600000 -passout pass:old -outform DER \
        | LC_ALL=C sed 's/\\x02\\x03\\x09\\x27\\xc0/\\x02\\x03\\x7a\\x12\\x00/' | openssl base64 > body
      { echo '-----BEGIN ENCRYPTED PRIVATE KEY-----'; cat body; echo '-----END ENCRYPTED PRIVATE KEY-----'; } > costly
      chmod 600 costly
      """
    let made = try Fixtures.run("bash", ["-ec", script], in: workshop.folder.path)
    try #require(made.status == 0, "\(String(decoding: made.error, as: UTF8.self))")
    try workshop.refuses(
      "key.protection-costly", status: 2, "withdraw", "quillonia", "--key", "costly",
      environment: ["PLEDGEBOOK_PASSPHRASE": "old"])
  }
}

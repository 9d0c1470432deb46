import Cryptography
import Fixtures
import Testing

/// Keys that are made in a token and never leave it, with the scripts of Documentation/Signing.md as they stand there.
@Suite("Keys in a token, as Signing.md §6 has them")
struct TokenTests {
  @Test(
    "an Ed25519 key signs through PyKCS11",
    .enabled(
      if: Token.isThere && DebianPython.hasTokens,
      "needs softhsm2, opensc and PyKCS11, which Scripts/setup.sh test installs"))
  func ed25519() throws {
    try joins("sign-ed25519-in-token", Token(with: ["ed25519", "p256"]), id: "01", .ed25519)
  }

  @Test(
    "a P-256 key signs through pkcs11-tool, also beside another key",
    .enabled(if: Token.isThere, "needs softhsm2 and opensc, which Scripts/setup.sh test installs"))
  func p256() throws {
    try joins("sign-p256-in-token", Token(with: ["ed25519", "p256"]), id: "02", .ecdsaP256)
  }

  @Test(
    "a P-256 key signs through OpenSSL's engine",
    .enabled(
      if: Token.isThere && Token.hasEngine,
      "needs softhsm2, opensc and libengine-pkcs11-openssl, which Scripts/setup.sh test installs"))
  func engine() throws {
    try joins("sign-p256-with-engine", Token(with: ["p256"]), id: "02", .ecdsaP256)
  }

  /// Lets somebody join a ledger and attest by a key that is in a token.
  private func joins(_ name: String, _ token: Token, id: String, _ algorithm: SignatureAlgorithm) throws {
    let folder = try JudgedLedger.young.get().unpacked()
    try folder.write(token.publicKey(id), to: "token.pub", mode: 0o644)
    #expect(try KeyFile.readPublicKey(folder.path("token.pub")).algorithm == algorithm)
    try folder.write(Array(Page.script(name).utf8), to: name, mode: 0o700)

    let joined = "2031-02-01T09:00:00Z"
    try Program.succeed(
      ["join", "osselund", "--name", "en=Osselund", "--kind", "state", "--public-key", "token.pub"]
        + ["--registrar-key", "registrar", "--out", "join.json", "--at", joined], in: folder)
    let wrong = try sign("join.json", "wrong.json", by: name, token.environment(pin: "4321"), in: folder)
    #expect(wrong.status == 3, "a wrong PIN: \(text(wrong.error))")
    try signAndSubmit("join.json", at: joined, by: name, token, in: folder)

    let attested = "2032-02-01T09:00:00Z"
    try Program.succeed(
      JudgedLedger.attestation(by: "osselund") + ["--draft", "claims.json", "--at", attested], in: folder)
    try Program.succeed(["sign", "claims.json", "--prepare", "claims.pae"], in: folder)
    // More than pkcs11-tool hands to a token in one call; with Ed25519 that used to fail.
    #expect(try folder.read("claims.pae").count > 1_024)
    try signAndSubmit("claims.json", at: attested, by: name, token, in: folder)
    try Program.succeed(["verify"], in: folder)
  }

  private func signAndSubmit(
    _ file: String, at time: String, by name: String, _ token: Token, in folder: TemporaryFolder
  ) throws {
    let signed = try sign(file, "signed-\(file)", by: name, token.environment(pin: Token.pin), in: folder)
    try #require(signed.status == 0, "\(text(signed.error))")
    try Program.succeed(["submit", "signed-\(file)", "--at", time], in: folder)
  }

  private func sign(
    _ file: String, _ output: String, by name: String, _ environment: [String: String], in folder: TemporaryFolder
  ) throws -> SubprocessResult {
    try run(
      Program.path, ["sign", file, "--signer", "./\(name)", "--public-key", "token.pub", "--out", output],
      environment: environment, in: folder.path)
  }
}

/// A token in software with a key or two, in a folder of its own, so that no other token is touched.
private final class Token {
  static let pin = "1234"
  private static let module = "/usr/lib/softhsm/libsofthsm2.so"
  private static let keyTypes = [
    "ed25519": ["EC:edwards25519", "--label", "quillonia", "--id", "01"],
    "p256": ["EC:prime256v1", "--label", "brindlemark", "--id", "02"],
  ]
  private let folder: TemporaryFolder

  static let isThere: Bool = {
    (try? run("cat", [module]))?.status == 0 && (try? run("softhsm2-util", ["--version"]))?.status == 0
      && (try? run("pkcs11-tool", ["--help"]))?.status != nil
  }()

  static let hasEngine: Bool = (try? run("openssl", ["engine", "pkcs11"]))?.status == 0

  init(with keys: [String]) throws {
    folder = try TemporaryFolder()
    try folder.write(Array("directories.tokendir = \(folder.path)\nobjectstore.backend = file\n".utf8), to: "conf")
    try succeed(
      "softhsm2-util", ["--init-token", "--free", "--label", "pledges", "--so-pin", "12345678", "--pin", Self.pin])
    for key in keys {
      let options = try #require(Self.keyTypes[key])
      try succeed("pkcs11-tool", Self.words + ["--login", "--pin", Self.pin, "--keypairgen", "--key-type"] + options)
    }
  }

  private static let words = ["--module", module, "--token-label", "pledges"]

  func environment(pin: String) -> [String: String] {
    ["SOFTHSM2_CONF": folder.path("conf"), "PIN": pin, "PLEDGEBOOK_LEDGER": "ledger.db", "PLEDGEBOOK_LOG_KEY": "log"]
  }

  /// The public half, taken out as the page says.
  func publicKey(_ id: String) throws -> [UInt8] {
    let raw = folder.path("raw-\(id)")
    try succeed("pkcs11-tool", Self.words + ["--read-object", "--type", "pubkey", "--id", id, "-o", raw])
    return try succeed("openssl", ["pkey", "-pubin", "-in", raw])
  }

  @discardableResult
  private func succeed(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let result = try run(program, arguments, environment: environment(pin: Self.pin))
    try #require(result.status == 0, "\(program): \(text(result.error))")
    return result.output
  }
}

/// Documentation/Signing.md.
private enum Page {
  /// The script whose second line begins with this name: an indented block.
  static func script(_ name: String) throws -> String {
    let page = text(try run("cat", [Judges.package + "/Documentation/Signing.md"]).output)
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    let place = try #require(lines.firstIndex { $0.hasPrefix("    # \(name) ") }, "no script \(name) in Signing.md")
    let block = lines[(place - 1)...].prefix { $0.isEmpty || $0.hasPrefix("    ") }
    let script = block.map { $0.dropFirst(4) }.joined(separator: "\n")
    try #require(script.hasPrefix("#!"))
    return script + "\n"
  }
}

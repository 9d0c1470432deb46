import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Testing

@Suite("Who cites a document, and whether it still lies where it lay")
struct EvidenceLookTests {
  private func workshop() throws -> Workshop {
    let workshop = try Workshop()
    try workshop.attestation()
    try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z").expectDone()
    try workshop.folder.write(Array("Another law.\n".utf8), to: "other.txt")
    return workshop
  }

  @Test("files are hashed, and the entries that cite them are named; nothing is recorded")
  func citations() throws {
    let workshop = try workshop()
    let before = try workshop.ledgerFiles()
    let told = try workshop.run("check-evidence", "law.txt", "other.txt")
    told.expectDone()
    let digest = try workshop.resolve("DIGEST")
    #expect(
      told.output.hasPrefix(
        "law.txt\n  sha256  \(digest)\n  cited   entry 4, quillonia, attestation.submit, 2032-02-01T00:00:00Z, as e1\n"),
      "\(told)")
    #expect(told.output.hasSuffix("  cited   by no entry of this ledger\n"), "\(told)")
    #expect(try workshop.ledgerFiles() == before)
    let json = try workshop.run("check-evidence", digest, "--json")
    json.expectDone()
    let document = json.json?.member("documents")?.elements.first { _ in true }
    #expect(document?.member("citations")?.count == 1, "\(json)")
  }

  @Test(
    "an address is fetched: the document, or another one; and where nothing comes, nothing is recorded",
    .enabled(if: SystemPython.isThere, "\(SystemPython.needed)"))
  func fetched() throws {
    let workshop = try workshop()
    try workshop.run(
      "party", "admit", "hasher", "--name", "Hash Checkers", "--role", "checker", "--signing-key", "reviewer",
      "--registrar-key", "registrar", "--at", "2032-02-02T00:00:00Z"
    ).expectDone()
    try workshop.run("publish", "site").expectDone()
    for name in ["law.txt", "other.txt"] {
      try workshop.folder.write(try workshop.folder.read(name), to: "site/\(name)")
    }
    let server = try StrangeServer("plain", serving: workshop)
    func check(_ name: String, _ server: StrangeServer) throws -> Transcript {
      try workshop.run(
        "check-evidence", "law.txt", "--checker", "hasher", "--uri", "\(server.url)/\(name)", "--key", "reviewer",
        "--at", "2032-03-01T00:00:00Z", "--json")
    }
    let match = try check("law.txt", server)
    match.expectDone()
    #expect(match.error.contains("match: it is the document of this digest"), "\(match)")
    let mismatch = try check("other.txt", server)
    mismatch.expectDone()
    #expect(mismatch.output.contains("mismatch"), "\(mismatch)")
    let before = try workshop.ledgerFiles()
    try check("nothing.txt", server).expectRefusal("evidence.unreachable", status: 3)
    // A page may be another one for each reader, and says nothing of a document.
    try check("law.txt", StrangeServer("portal", serving: workshop)).expectRefusal("usage.page", status: 2)
    #expect(try workshop.ledgerFiles() == before)
  }

  @Test("what only a check has a place for is refused without a checker, and a file that is not there is named")
  func refused() throws {
    let workshop = try workshop()
    try workshop.refuses("usage.missing-option", status: 2, "check-evidence", "law.txt", "--result", "match")
    try workshop.refuses("usage.invalid-value", status: 2, "check-evidence", "none.txt")
    try workshop.refuses(
      "usage.too-many", status: 2, "check-evidence", "law.txt", "other.txt", "--checker", "x", "--key", "reviewer",
      "--uri",
      "https://x.example/")
  }
}

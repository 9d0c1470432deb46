import Fixtures
import Testing

@Suite("What is told of a ledger that cannot be opened")
struct UnopenedLedgerTests {
  @Test("which file it is, and what to do with an export or a published folder")
  func named() throws {
    let workshop = try Workshop()
    let missing = try workshop.run("status", "--ledger", "no.db")
    #expect(missing.status == 3 && missing.error.contains("no.db: the ledger does not exist"), "\(missing)")
    try workshop.run("export", "export.jsonl").expectDone()
    let export = try workshop.run("verify", "--ledger", "export.jsonl")
    #expect(export.error.contains("pledgebook restore EXPORT --ledger NEW"), "\(export)")
    try workshop.run("publish", "site").expectDone()
    let folder = try workshop.run("verify", "--ledger", "site")
    #expect(folder.error.contains("--from FOLDER"), "\(folder)")
    let state = try workshop.run("verify", "--from", "site", "--state", "s")
    #expect(state.status == 2 && state.error.contains("pledgebook monitor site --state FILE"), "\(state)")
  }

  @Test(
    "a limit on the size of files is told as that",
    arguments: ["key generate new --no-passphrase", "publish site", "restore export.jsonl --ledger new.db"])
  func sizeLimit(_ command: String) throws {
    let workshop = try Workshop()
    try workshop.run("export", "export.jsonl").expectDone()
    let result = try Fixtures.run(
      "bash", ["-c", "( ulimit -f \(command.hasPrefix("key") ? 0 : 8); exec \"$P\" \(command) ) 2>&1 | cat >&2"],
      environment: workshop.environment.merging(["P": Program.path]) { $1 }, in: workshop.folder.path)
    let told = String(decoding: result.error, as: UTF8.self)
    #expect(told.contains("\nhint: ") && told.contains("ulimit -f"), "\(told)")
    let error = told.split(separator: "\n").first { $0.hasPrefix("error: ") } ?? ""
    #expect(error.contains("size of files") || error.contains("file too large"), "\(told)")
  }
}

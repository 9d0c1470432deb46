import Fixtures
import Glibc
import LedgerSamples
import Testing

@testable import pledgebook

/// Who reads an error about a file sees which file it is, once, and not another one that had no part in it.
@Suite("Errors about files name them")
struct FileErrorTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.folder.write(Array("no such thing\n".utf8), to: "junk")
  }

  private static let join =
    "join osselund --name en=O --kind state --at 2031-02-01T00:00:00Z --signing-key stranger --registrar-key registrar"

  @Test(
    "the file or folder at fault, once",
    arguments: [
      ("backup gone/x.db", "gone"), ("backup junk", "junk"), ("export gone/x.jsonl", "gone/x.jsonl"),
      ("restore gone --ledger n.db", "gone"), ("restore junk --ledger n.db", "junk"),
      ("restore all.jsonl --ledger gone/n.db", "gone"), ("status --ledger gone.db", "gone.db"),
      ("status --ledger gone/x.db", "gone/x.db"), ("status --ledger junk", "junk"), ("log --ledger junk", "junk"),
      ("verify --ledger gone.db", "gone.db"), ("verify --policy gone", "gone"), ("verify --held gone", "gone"),
      ("verify --log-key gone", "gone"), ("verify --log-key junk", "junk"), ("verify --state junk", "junk"),
      ("key show gone", "gone"), ("key show junk", "junk"), ("key generate gone/k --no-passphrase", "gone"),
      ("key generate junk --no-passphrase", "junk"), ("accord check gone", "gone"), ("accord check junk", "junk"),
      ("withdraw quillonia --key gone", "gone"), ("withdraw quillonia --key junk", "junk"),
      (join + " --registrar-key gone", "gone"), (join + " --ledger gone.db", "gone.db"),
      (join + " --ledger junk", "junk"), (join + " --receipt-dir gone", "gone"),
      ("import gone --registrar-key registrar", "gone"),
      ("sign gone --key quillonia --out o", "gone"), ("submit gone", "gone"), ("submit junk", "junk"),
      ("publish gone/a/b", "gone/a/b"), ("proof 1 --out gone", "gone/1.header"),
      ("report quillonia --out gone/r", "gone/r"),
      ("witness list --state gone", "gone"), ("witness list --state junk", "junk"),
      ("witness init --state junk --name a.example --key stranger", "junk"), ("witness use --policy gone", "gone"),
      ("log-keys use --log-signing-key gone", "gone"),

      ("log-keys use --log-signing-key log --high-water gone/m", "gone"),
      ("check-report gone", "gone"), ("check-report junk", "junk"),
      (
        "init --origin a.example/b --accord junk --registrar-key registrar --log-signing-key log --environment demo "
          + "--ledger n.db", "junk"
      ),
      (
        "init --origin a.example/b --accord ACCORD --registrar-key registrar --log-signing-key log "
          + "--environment demo --high-water new.mark --ledger junk", "junk"
      ),
      (
        "attest --signatory quillonia --period 2031 --claim la-7=met --key quillonia --at 2032-02-01T00:00:00Z "
          + "--evidence la-7=gone", "gone"
      ),
    ])
  func named(_ line: String, _ name: String) throws {
    if line.contains("all.jsonl") { try workshop.run("export", "all.jsonl").expectDone() }
    let words = line.split(separator: " ").map { $0 == "ACCORD" ? Workshop.accord : String($0) }
    let refused = try workshop.run(words)
    #expect(refused.status != 0, "\(refused)")
    let message = refused.error.split(separator: "\n").first { $0.hasPrefix("error: ") }.map(String.init) ?? ""
    let places = message.split { " ,:;()".contains($0) }.filter { $0 == name || $0.hasSuffix("/\(name)") }
    #expect(places.count == 1, "\(refused)")
    if name != "ledger.db" { #expect(!message.contains("ledger.db"), "\(refused)") }
  }

  @Test("without --ledger the whole path that was looked at is named, and init as the next step")
  func standard() throws {
    let folder = try TemporaryFolder()
    let environment = workshop.environment.filter { $0.key != "PLEDGEBOOK_LEDGER" }
    for words in [["status"], ["log"], ["verify"], ["withdraw", "a", "--key", workshop.folder.path("quillonia")]] {
      let result = try run(Program.path, words, environment: environment, in: folder.path)
      let error = String(decoding: result.error, as: UTF8.self)
      #expect(result.status == 3 && error.contains(folder.path("Ledger/ledger.db")), "\(error)")
      #expect(error.contains("pledgebook init makes one"), "\(error)")
    }
  }

  @Test("a keeper's note that cannot be read says how to get another, and that way works")
  func keeperNote() throws {
    try workshop.folder.write(Array("{".utf8), to: "ledger.db.keeper.json")
    let refused = try workshop.run("log-keys", "use", "--log-signing-key", "log")
    #expect(refused.status == 2 && refused.error.contains("hint: move it away"), "\(refused)")
    #expect(unlink(workshop.folder.path("ledger.db.keeper.json")) == 0)
    try workshop.run("log-keys", "use", "--log-signing-key", "log").expectDone()
  }

  @Test("a place where no key can be made is found out before a passphrase is asked for")
  func keyPlace() throws {
    // Nobody can be asked here: whoever gets as far as that is told so.
    for (place, status) in [("quillonia", 3), ("gone/k", 3), ("new", 2)] as [(String, Int32)] {
      let refused = try workshop.run("key", "generate", place)
      #expect(refused.status == status, "\(refused)")
      #expect(refused.error.contains("passphrase") == (place == "new"), "\(refused)")
    }
    try workshop.folder.write([], to: "half.pub")
    let half = try workshop.run("key", "generate", "half")
    #expect(half.status == 3 && half.error.contains("half.pub exists already"), "\(half)")
  }

  @Test("a log key that is not in force is not noted, but for a change that is under way")
  func logKeyInForce() throws {
    try workshop.refuses("log-key.not-in-force", status: 5, "log-keys", "use", "--log-signing-key", "stranger")
    try workshop.refuses(
      "log-key.not-in-force", status: 5, "log-keys", "use", "--log-signing-key", "log", "--log-signing-key", "stranger")
    try workshop.refuses(
      "log-key.not-in-force", status: 5, "log-keys", "use", "--log-signing-key", "stranger", "--before-rotation")
    let rotate = [
      "log-keys", "rotate", "--public-key", "stranger.pub", "--reason", "yearly change", "--registrar-key", "registrar",
      "--at", "2031-02-01T00:00:00Z",
    ]
    #expect(try workshop.run(rotate).status == 5)
    try workshop.run(
      "log-keys", "use", "--log-signing-key", "log", "--log-signing-key", "stranger", "--before-rotation"
    ).expectDone()
    let rotated = try workshop.run(rotate).expectDone()
    #expect(rotated.error.contains("log-keys use") && rotated.error.contains("witnesses and readers"), "\(rotated)")
    try workshop.refuses("log-key.not-in-force", status: 5, "log-keys", "use", "--log-signing-key", "log")
    try workshop.run("log-keys", "use", "--log-signing-key", "stranger").expectDone()
    try workshop.run("withdraw", "quillonia", "--key", "quillonia", "--at", "2031-02-02T00:00:00Z").expectDone()
  }
}

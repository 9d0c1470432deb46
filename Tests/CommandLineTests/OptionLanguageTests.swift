import Fixtures
import LedgerSamples
import Testing

@testable import CommandLineTools
@testable import pledgebook

/// One language of options: the same name means the same thing everywhere, and an old spelling names the new one.
@Suite("One language of options")
struct OptionLanguageTests {
  private static let commands = CommandCatalogue.tree.commands

  @Test("--key, --signing-key, --registrar-key and --log-signing-key are private key files, --public-key a public one")
  func keys() {
    var seen: Set<String> = []
    for command in Self.commands {
      for option in command.options {
        switch option.long {
        case "key", "signing-key", "registrar-key", "log-signing-key":
          #expect(option.placeholder == "FILE" && option.help.contains("private"), "\(command.name) --\(option.long)")
        case "public-key":
          #expect(option.placeholder == "FILE" && !option.help.contains("private"), "\(command.name)")
        case "log-key":
          #expect(option == PublishedCopy.logKey.needed(option.need, or: option.others), "\(command.name)")
        default: continue
        }
        seen.insert(option.long)
      }
    }
    #expect(seen.count == 6)
  }

  @Test(
    "An old spelling is an error that names the new one, and nothing happens",
    arguments: [
      ("join osselund --name en=O --kind state --key stranger.pub --registrar-key registrar", "--public-key FILE"),
      (
        "init --origin a.example/b --accord law.txt --registrar-key registrar --log-key log --environment demo "
          + "--ledger n.db", "--log-signing-key FILE"
      ),
      ("restore all.jsonl --ledger n.db --log-key log", "--log-signing-key FILE"),
      ("log-keys use --log-key log", "--log-signing-key FILE"),
    ])
  func former(_ line: String, _ new: String) throws {
    let workshop = try Workshop()
    let before = try workshop.ledgerFiles()
    let names = try workshop.folder.names()
    let refused = try workshop.run(line.split(separator: " ").map(String.init))
    #expect(refused.status == 2 && refused.error.contains("hint: write \(new)"), "\(refused)")
    #expect(try workshop.ledgerFiles() == before && workshop.folder.names() == names)
  }

  @Test("A key file given as the log's verifier key is recognised, and the right option named")
  func keyFileForVerifierKey() throws {
    let workshop = try Workshop()
    for words in [["verify"], ["check-proof", "x.tlog-proof"], ["monitor", "site", "--watch", "a"]] {
      let secret = try workshop.run(words + ["--log-key", "log"])
      #expect(secret.status == 2 && secret.error.contains("log is a private key"), "\(secret)")
      #expect(secret.error.contains("--log-signing-key"), "\(secret)")
      #expect(secret.error.contains("pledgebook key show log.pub --origin"), "\(secret)")
      let half = try workshop.run(words + ["--log-key", "log.pub"])
      #expect(half.status == 2 && half.error.contains("log.pub is a public key"), "\(half)")
      #expect(half.error.contains("pledgebook key show log.pub --origin"), "\(half)")
    }
    try workshop.refuses("key.is-public", status: 2, "log-keys", "use", "--log-signing-key", "log.pub")
  }

  @Test("What is missing is told at once, before any file is looked at")
  func missing() throws {
    let workshop = try Workshop()
    let refused = try workshop.run("attest", "--evidence", "la-7=nothing")
    #expect(refused.status == 2, "\(refused)")
    #expect(
      refused.error.hasPrefix(
        "error: attest: --signatory ID, --period PERIOD, --claim C=VALUE and --key FILE are missing\n"), "\(refused)")
    #expect(refused.error.contains("or set PLEDGEBOOK_KEY"), "\(refused)")
    let change = try workshop.run(
      "attest", "--supersede", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met",
      environment: ["PLEDGEBOOK_KEY": "quillonia"])
    #expect(change.error.contains("--reason REASON and --note TEXT are missing"), "\(change)")
  }

  /// Of each command, whether it takes `--ledger` and `--replay`.
  private static let ledgerless = [
    "accord check", "accord new", "accord templates", "bench", "check-proof", "completion", "demo", "key generate",
    "mirror", "monitor", "schema",
    "witness add-log", "witness init", "witness key", "witness list", "witness serve",
  ]
  private static let replayless = [
    "backup", "bench build", "compare", "export", "init", "proof", "publish", "restore", "verify",
  ]

  @Test("--ledger and --replay are taken and shown only where they mean something")
  func globals() {
    let tree = CommandCatalogue.tree
    for command in Self.commands {
      let takes = tree.options(of: command).map(\.long)
      #expect(takes.contains("ledger") == !Self.ledgerless.contains(command.name), "\(command.name)")
      let isReplaying = !Self.ledgerless.contains(command.name) && !Self.replayless.contains(command.name)
      #expect(takes.contains("replay") == isReplaying, "\(command.name)")
      let page = tree.help(command.path)
      #expect(page.contains("  --ledger PATH") == takes.contains("ledger"), "\(command.name)")
      #expect(page.contains("  --replay ") == takes.contains("replay"), "\(command.name)")
    }
  }

  @Test(
    "Where they mean nothing they are refused, with a sentence",
    arguments: [
      ("key generate new --ledger x", "ledger"), ("schema --replay", "replay"), ("verify --replay", "replay"),
      ("--ledger x accord check law.txt", "ledger"), ("witness list --state s --ledger x", "ledger"),
      ("compare a b --log-key v --replay", "replay"), ("backup b.db --replay", "replay"),
    ])
  func refused(_ line: String, _ option: String) throws {
    let workshop = try Workshop()
    let names = try workshop.folder.names()
    let refused = try workshop.run(line.split(separator: " ").map(String.init) + ["--json"])
    refused.expectRefusal("usage.unheeded-option", status: 2)
    #expect(refused.error.contains("takes no --\(option): "), "\(refused)")
    #expect(try workshop.folder.names() == names)
  }

  @Test(
    "A near miss suggests what begins so, then what nearly reads so",
    arguments: [
      ("rep", "pledgebook report?"), ("verfy", "pledgebook verify?"), ("generate", "pledgebook key generate?"),
      ("ver", "pledgebook verify?"), ("env", "pledgebook help environment?"),
    ])
  func suggestions(_ word: String, _ suggestion: String) throws {
    let workshop = try Workshop()
    let refused = try workshop.run(word)
    #expect(refused.status == 2 && refused.error.contains("did you mean \(suggestion)"), "\(refused)")
  }

  @Test("whoever wants a list is never sent to delist")
  func list() throws {
    let refused = try Workshop().run("list")
    #expect(refused.status == 2 && !refused.error.contains("delist"), "\(refused)")
    #expect(refused.error.contains("did you mean pledgebook signatories?"), "\(refused)")
  }
}

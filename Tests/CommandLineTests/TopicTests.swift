import CanonicalJSON
import Fixtures
import Foundation
import Testing

@testable import CommandLineTools
@testable import pledgebook

/// `help environment`, `help exit-codes` and `help files` say what the code does, all of it and nothing else.
@Suite("Pages of help that are about no single command")
struct TopicTests {
  /// The text of every source file, but for the topics themselves.
  private static let sources: [(path: String, text: String)] = {
    let root = URL(fileURLWithPath: Program.package + "/Sources")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects ?? []
    return files.compactMap { $0 as? URL }.filter {
      $0.pathExtension == "swift" && $0.lastPathComponent != "ProgramTopics.swift"
    }
    .compactMap { url in (try? String(contentsOf: url, encoding: .utf8)).map { (url.path, $0) } }
  }()

  private static func names(of topic: Topic) -> [String] { topic.tables.flatMap(\.rows).map(\.name) }

  private static func matches(_ pattern: String, in text: String) throws -> Set<String> {
    let expression = try NSRegularExpression(pattern: pattern)
    let range = NSRange(text.startIndex..., in: text)
    return Set(
      expression.matches(in: text, range: range).compactMap { match in
        Range(match.range(at: 1), in: text).map { String(text[$0]) }
      })
  }

  @Test("every variable of ours that the code reads is listed, and no other")
  func variables() throws {
    var read: Set<String> = []
    // Headers of C targets have guards of such names, and are no Swift.
    for source in Self.sources { read.formUnion(try Self.matches("\\b(PLEDGEBOOK_[A-Z_]+[A-Z])\\b", in: source.text)) }
    let listed = Set(Self.names(of: ProgramTopics.environment).filter { $0.hasPrefix("PLEDGEBOOK_") })
    #expect(read == listed)
    #expect(listed.count >= 9)
  }

  @Test("so is every variable of the system's that changes what is shown or where it lies")
  func systemVariables() throws {
    var read: Set<String> = []
    for source in Self.sources where !source.path.contains("/Benchmarking/") && !source.path.contains("/Demonstration/")
    {
      read.formUnion(
        try Self.matches("(?:environment|environmentValue)\\(\"([A-Z_]+)\"\\)", in: source.text).filter {
          !$0.hasPrefix("PLEDGEBOOK_")
        })
    }
    read.formUnion(["LC_ALL", "LC_MESSAGES", "LANG"])
    let listed = Self.names(of: ProgramTopics.environment).flatMap { $0.split(separator: ", ").map(String.init) }
    #expect(read == Set(listed.filter { !$0.hasPrefix("PLEDGEBOOK_") }))
  }

  @Test("every option that a variable stands in for names one that is listed")
  func optionVariables() {
    let variables = Set(CommandCatalogue.tree.commands.flatMap(\.options).compactMap(\.variable))
    #expect(variables == ["PLEDGEBOOK_KEY", "PLEDGEBOOK_REGISTRAR_KEY", "PLEDGEBOOK_WITNESS"])
    #expect(variables.isSubset(of: Self.names(of: ProgramTopics.environment)))
  }

  @Test("every exit status is listed, by its number")
  func statuses() {
    #expect(Self.names(of: ProgramTopics.exitCodes) == ExitStatus.allCases.map { "\($0.rawValue)" })
    #expect(Set(ExitStatus.allCases.map(ProgramTopics.meaning)).count == ExitStatus.allCases.count)
  }

  /// Endings that are no file's beside another: a key written anew in a hint, a temporary file, files of bench.
  private static let otherEndings: Set<String> = [".pkcs8", ".tmp", ".pae", ".sig", ".one.json", ".memory", ".keys"]

  @Test("every ending that the code gives to a file beside another is listed")
  func endings() throws {
    var endings: Set<String> = []
    for source in Self.sources {
      endings.formUnion(
        try Self.matches("(?:path|ledger|base|place|filePath|ledgerPath) \\+ \"([.-][a-z.-]+)[\"\\\\]", in: source.text)
      )
      endings.formUnion(try Self.matches("beside\\(\"([.-][a-z]+)\"\\)", in: source.text))
    }
    endings.subtract(Self.otherEndings)
    #expect(
      endings.isSuperset(of: [".keeper.json", ".checkpoint", ".cosigned", ".snapshot", ".lock", ".pub", ".header"]))
    let listed = Self.names(of: ProgramTopics.files).joined(separator: "\n") + "\n"
    for ending in endings {
      let isListed = listed.contains("\(ending)\n") || ending.hasSuffix("-") && listed.contains(ending)
      #expect(isListed, "\(ending)")
    }
  }

  @Test("a ledger in use has the files that are listed, and no other")
  func realFiles() throws {
    let workshop = try Workshop()
    try workshop.run(
      "withdraw", "quillonia", "--key", "quillonia", "--at", "2031-02-01T00:00:00Z", "--receipt-dir", "."
    )
    .expectDone()
    let listed = Self.names(of: ProgramTopics.files)
    for name in try workshop.folder.names() where name.hasPrefix("ledger.db") && name != "ledger.db" {
      #expect(listed.contains(name), "\(name)")
    }
    for ending in ["header", "dsse.json", "tlog-proof"] { #expect(listed.contains("INDEX.\(ending)")) }
  }

  @Test("each is a page, in the overview, and one document with --json", arguments: ProgramTopics.all)
  func pages(_ topic: Topic) throws {
    let workshop = try Workshop()
    let page = try workshop.run("help", topic.name).expectDone().output
    for name in Self.names(of: topic) { #expect(page.contains(name), "\(name)") }
    for line in page.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(try workshop.run("help").expectDone().output.contains("pledgebook help \(topic.name)"))
    #expect(try workshop.run("help", topic.name, "--json").expectDone().json?.member("text")?.string == page)
    #expect(OddPhrases.found(in: page).isEmpty)
  }

  @Test("help of a command is its page")
  func command() throws {
    let workshop = try Workshop()
    #expect(
      try workshop.run("help", "key", "generate").expectDone().output
        == workshop.run("key", "generate", "--help").expectDone().output)
    #expect(try workshop.run("help", "nothing").status == 2)
  }
}

import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Testing
import TransparencyLog

/// The verdict does not depend on whether there is room for a file.
@Suite("Evidence against a log that cannot be kept")
struct UnkeptEvidenceTests {
  private let workshop: Workshop
  private let logKey: String
  /// A name that leaves no room for that of a file of evidence beside it.
  private let longName = String(repeating: "n", count: 240)

  init() throws {
    workshop = try Workshop()
    logKey = try workshop.resolve("VKEY")
  }

  /// Two checkpoints of one size with different roots, both signed by the log.
  private func fork() throws {
    let log = try TrialLog("pledges.example/lantern", key: workshop.key("log"))
    try workshop.folder.write(log.checkpoint(9).bytes, to: "mine.checkpoint")
    try workshop.folder.write(log.branching(at: 5).checkpoint(9).bytes, to: "yours.checkpoint")
  }

  private func compare(_ more: String...) throws -> Transcript {
    try workshop.run(["compare", "mine.checkpoint", "yours.checkpoint", "--log-key", logKey] + more)
  }

  @Test("a fork is one when its file is there already, and the evidence goes to standard output")
  func existingFile() throws {
    try fork()
    let found = try compare("--out", "law.txt")
    #expect(found.status == 1, "\(found)")
    #expect(found.error.contains("could not be kept") && found.error.contains("law.txt exists already"), "\(found)")
    #expect(try workshop.folder.read("law.txt") == Array("The law of the lamp.\n".utf8))
    try workshop.folder.write(Array(found.output.utf8), to: "fork.json")
    #expect(try workshop.run("compare", "--check", "fork.json", "--log-key", logKey).status == 1)
    // A mistake in the arguments is none of the log.
    try workshop.refuses(
      "usage.output-is-input", status: 2, "compare", "mine.checkpoint", "yours.checkpoint", "--log-key", logKey,
      "--out", "mine.checkpoint")
  }

  @Test("a program that has the evidence in a file is told the verdict in a document")
  func document() throws {
    try fork()
    let found = try compare("--json", "--out", "fork.json")
    #expect(found.status == 1, "\(found)")
    #expect(found.text("result") == "fork")
    #expect(found.text("evidenceFile") == "fork.json")
    #expect(try workshop.run("compare", "--check", "fork.json", "--log-key", logKey, "--json").text("result") == "fork")
  }

  @Test("a log that went back is one for whoever mirrors or monitors it, though the name of the file is too long")
  func rollback() throws {
    try workshop.run("publish", "old").expectDone()
    try workshop.attestation()
    try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z").expectDone()
    try workshop.run("publish", "new").expectDone()
    for words in [
      ["mirror", "SITE", longName], ["monitor", "SITE", "--watch", "quillonia", "--state", longName + "s"],
    ] {
      func look(_ site: String) throws -> Transcript {
        try workshop.run(words.map { $0 == "SITE" ? site : $0 } + ["--log-key", logKey, "--json"])
      }
      try look("new").expectDone()
      try look("old").expectRefusal("checkpoint.behind", status: 3)
      // As if it had been so for long.
      try alterNote(words[0] == "mirror" ? "\(longName)/.behind" : "\(longName)s")
      let back = try look("old")
      back.expectRefusal("checkpoint.rollback", status: 1)
      #expect(back.error.contains("could not be kept"), "\(back)")
    }
  }

  /// Puts another time into a note of since when a source is behind.
  private func alterNote(_ name: String) throws {
    let note = String(decoding: try workshop.folder.read(name), as: UTF8.self)
    let parts = note.split { $0 == "\"" || $0 == "\n" || $0 == " " }
    let time = try #require(parts.last { $0.hasSuffix("Z") && $0.count == 20 })
    try workshop.folder.write(Array(note.replacing(time, with: "2026-01-01T00:00:00Z").utf8), to: name)
  }
}

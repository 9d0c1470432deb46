import CanonicalJSON
import Fixtures
import Glibc
import Testing

@Suite("Standard streams")
struct PipeTests {
  @Test("a reader that goes away ends the command without a word")
  func closedOutput() throws {
    let workshop = try Workshop()
    for arguments in [["log"], ["status"], ["export", "-"], ["verify"], ["--help"], ["log", "--json"]] {
      let (status, error) = try BackgroundProcess.runUnread(
        Program.path, arguments, environment: workshop.environment)
      #expect(status == -SIGPIPE || status == 0, "\(arguments): \(status)")
      #expect(error.isEmpty, "\(arguments): \(String(decoding: error, as: UTF8.self))")
    }
    let head = try run(
      "bash", ["-c", "\"$0\" log | head -n 1", Program.path], environment: workshop.environment)
    #expect(String(decoding: head.output, as: UTF8.self).hasPrefix("0  2030-12-01T00:00:00Z  ledger.genesis"))
    #expect(head.status == 0)
    #expect(head.error.isEmpty)
  }

  @Test("an output device that is full is an error", .enabled(if: access("/dev/full", W_OK) == 0, "needs /dev/full"))
  func fullOutput() throws {
    let workshop = try Workshop()
    let result = try run(
      "bash", ["-c", "\"$0\" log > /dev/full", Program.path], environment: workshop.environment)
    #expect(result.status == 3)
    #expect(String(decoding: result.error, as: UTF8.self).hasPrefix("error: "))
  }

  @Test("results go to standard output and everything else to standard error")
  func streams() throws {
    let workshop = try Workshop()
    let quiet = try workshop.run("verify", "--quiet").expectDone()
    #expect(quiet.error == "")
    let export = try workshop.run("export", "-").expectDone()
    #expect(export.output.split(separator: "\n").count == 4)
    #expect(export.error == "")
    let verdict = try workshop.run("verify", "--json").expectDone()
    #expect(verdict.text("assurance") == "chain-only")
    #expect(verdict.json?.member("verified")?.boolean == true)
    #expect(verdict.json?.member("findings")?.count == 0)
    #expect(verdict.json?.member("counts")?.member("entries")?.integer == 4)
  }

  @Test("a header hashes to the link of the next one with ordinary tools")
  func ordinaryTools() throws {
    let workshop = try Workshop()
    let result = try run(
      "bash", ["-c", "(printf '\\0'; \"$0\" show 2 --header) | sha256sum", Program.path],
      environment: workshop.environment)
    let next = try workshop.run("show", "3", "--header").expectDone()
    let digest = String(decoding: result.output, as: UTF8.self).prefix(64)
    #expect(next.output.contains("previous \(digest)\n"))
  }

  @Test("with --json each part of an entry is one document", arguments: ["header", "envelope", "statement"])
  func parts(part: String) throws {
    let workshop = try Workshop()
    let result = try workshop.run("show", "2", "--\(part)", "--json").expectDone()
    let document = try #require(result.json, "\(result)")
    if part == "header" {
      #expect(document.member("header")?.string == (try workshop.run("show", "2", "--header").expectDone().output))
      #expect(document.member("index")?.integer == 2)
      #expect(document.member("leaf")?.string == (try workshop.run("show", "2", "--json").expectDone().text("leaf")))
    }
  }
}

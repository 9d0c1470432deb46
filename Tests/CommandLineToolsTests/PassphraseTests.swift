import Fixtures
import Foundation
import Glibc
import Testing

@testable import CommandLineTools

@Suite("Passphrases")
struct PassphraseTests {
  private static let variable = "SHELF_TEST_PASSPHRASE_NEVER_SET"

  @Test(
    "A file holds the passphrase alone on its line",
    arguments: [
      ("secret", "secret"), ("secret\n", "secret"), ("secret\r\n", "secret"), (" s p \n", " s p "), ("pä\n", "pä"),
    ])
  func file(_ contents: String, _ passphrase: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(contents.utf8), to: "p")
    let source = PassphraseSource(file: folder.path("p"), variable: Self.variable)
    #expect(!source.asksPerson)
    #expect(try source.read("x") == Array(passphrase.utf8))
  }

  @Test("Any other file is refused", arguments: ["", "\n", "\r\n", "a\nb\n", "a\n\n", "a\0b"])
  func badFile(_ contents: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(contents.utf8), to: "p")
    let error = commandError {
      _ = try PassphraseSource(file: folder.path("p"), variable: Self.variable).read("x")
    }
    #expect(error?.code == "passphrase.file")
    #expect(error?.exit == .usage)
  }

  @Test("A file that is no passphrase is not read to its end")
  func largeFile() {
    let error = commandError { _ = try PassphraseSource(file: "/dev/zero", variable: Self.variable).read("x") }
    #expect(error?.code == "io.too-large")
  }

  @Test("The file wins over the variable, the variable over the prompt")
  func order() async {
    await #expect(processExitsWith: .exitCode(0)) {
      setenv("P", "from variable", 1)
      let folder = try TemporaryFolder()
      try folder.write(Array("from file\n".utf8), to: "p")
      let file = try PassphraseSource(file: folder.path("p"), variable: "P").read("x")
      let variable = try PassphraseSource(file: nil, variable: "P").read("x")
      setenv("P", "", 1)
      let asks = PassphraseSource(file: nil, variable: "P").asksPerson
      exit(file == Array("from file".utf8) && variable == Array("from variable".utf8) && asks ? 0 : 1)
    }
  }

  @Test("Without a terminal the hint says what else there is")
  func noTerminal() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("".utf8), to: "plain")
    for device in [folder.path("none"), folder.path("plain"), "/dev/null"] {
      let error = commandError {
        _ = try PassphraseSource(file: nil, variable: Self.variable)
          .read("x", confirming: false, prompt: PassphrasePrompt(device: device))
      }
      #expect(error?.code == "passphrase.no-terminal")
      #expect(error?.hint == "give --passphrase-file FILE, or set \(Self.variable)")
    }
  }

  @Test("A wiped secret is gone")
  func wiping() {
    var secret = Array("secret".utf8)
    wipe(&secret)
    #expect(secret.isEmpty)
    wipe(&secret)
  }

  // Prompts change the handlers of the whole process, so each has a process of its own.

  @Test("What is typed is returned, never shown, and echo comes back")
  func prompt() async {
    await #expect(processExitsWith: .exitCode(0)) {
      let terminal = try PseudoTerminal()
      let shown = terminal.following([.expect("passphrase for k: "), .type("se cret\n")]) {
        let answer = try? PassphrasePrompt(device: terminal.device).ask("passphrase for k")
        check(answer == Array("se cret".utf8), "the answer")
      }
      check(shown == "passphrase for k: \r\n", "shown: \(shown)")
      check(terminal.echoes, "echo is on")
      exit(0)
    }
  }

  @Test(
    "A new passphrase is asked for twice and has to agree",
    arguments: [
      ("a\n", "b\n", "passphrase.mismatch"), ("a\n", "\n", "passphrase.mismatch"), ("a\n", "a\n", "none"),
    ])
  func confirming(_ one: String, _ two: String, _ code: String) async {
    await #expect(processExitsWith: .exitCode(0)) { [one, two, code] in
      let terminal = try PseudoTerminal()
      _ = terminal.following([.expect("new: "), .type(one), .expect("again, new: "), .type(two)]) {
        let error = commandError {
          _ = try PassphrasePrompt(device: terminal.device).ask("new", confirming: true)
        }
        check(error?.code ?? "none" == code, "\(error?.code ?? "none")")
      }
      check(terminal.echoes, "echo is on")
      exit(0)
    }
  }

  @Test(
    "An answer that is empty or too long is refused",
    arguments: [
      ("\n", "passphrase.empty"), ("\u{4}", "passphrase.empty"),
      (String(repeating: "x", count: 1025) + "\n", "passphrase.too-long"),
      (String(repeating: "x", count: 1024) + "\n", "none"),
    ])
  func unusable(_ typed: String, _ code: String) async {
    await #expect(processExitsWith: .exitCode(0)) { [typed, code] in
      let terminal = try PseudoTerminal()
      _ = terminal.following([.expect("p: "), .type(typed)]) {
        let error = commandError { _ = try PassphrasePrompt(device: terminal.device).ask("p") }
        check(error?.code ?? "none" == code, "\(error?.code ?? "none")")
      }
      check(terminal.echoes, "echo is on")
      exit(0)
    }
  }

  @Test("A signal that is watched for ends the prompt, with echo back on", arguments: [SIGINT, SIGTERM])
  func watched(_ number: Int32) async {
    await #expect(processExitsWith: .signal(number)) { [number] in
      signal(number, SIG_DFL)
      StopSignal.watch()
      let terminal = try PseudoTerminal()
      _ = terminal.following([.expect("p: "), .type("half"), .signal(number)]) {
        let error = commandError { _ = try PassphrasePrompt(device: terminal.device).ask("p") }
        check(error?.code == "program.stopped", "\(error?.code ?? "none")")
      }
      check(terminal.echoes, "echo is on")
      StopSignal.endIfRequested()
    }
  }

  @Test(
    "A signal that nobody watches for ends the process, with echo back on",
    arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func unwatched(_ number: Int32) async throws {
    // The terminal is this process's, so that it outlives the one that prompts.
    let terminal = try PseudoTerminal()
    await #expect(processExitsWith: .signal(number)) { [number, device = terminal.device as String] in
      signal(number, SIG_DFL)
      let keyboard = Thread {
        let descriptor = open(device, O_RDWR | O_NOCTTY)
        while PseudoTerminal.echoes(descriptor) { usleep(1000) }
        kill(getpid(), number)
      }
      keyboard.start()
      _ = try PassphrasePrompt(device: device).ask("p")
    }
    #expect(terminal.echoes)
    #expect(terminal.rest().hasSuffix("\r\n"))
  }

  @Test("After a stop the question is asked again")
  func stopped() async {
    await #expect(processExitsWith: .exitCode(0)) {
      // Ignored stands for "stopped and continued": the test's process has nobody to continue it.
      signal(SIGTSTP, SIG_IGN)
      let terminal = try PseudoTerminal()
      let script: [PseudoTerminal.Step] = [
        .expect("p: "), .type("half"), .signal(SIGTSTP), .expect("p: "), .type("whole\n"),
      ]
      _ = terminal.following(script) {
        let answer = try? PassphrasePrompt(device: terminal.device).ask("p")
        check(answer == Array("whole".utf8), "the answer")
      }
      check(terminal.echoes, "echo is on")
      exit(0)
    }
  }
}

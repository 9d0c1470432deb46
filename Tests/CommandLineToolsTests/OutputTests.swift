import Files
import Fixtures
import Foundation
import Glibc
import Testing

@testable import CommandLineTools

@Suite("Output")
struct OutputTests {
  @Test("Results are gathered into one write, and messages do not mix with them")
  func gathers() throws {
    let results = try TestPipe()
    let messages = try TestPipe()
    var output = results.output(messages: messages)
    try output.print("one")
    try output.write("two")
    output.note("working")
    #expect(results.drain() == "")
    #expect(messages.drain() == "working\n")
    try output.flush()
    #expect(results.drain() == "one\ntwo")
  }

  @Test("A long listing goes out before it fills the memory")
  func early() throws {
    let file = try TemporaryFolder()
    let path = file.path("listing")
    let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
    defer { close(descriptor) }
    var output = Output(
      json: false, quiet: false, style: .plain, messageStyle: .plain, results: descriptor, messages: descriptor,
      resultsAreSeen: false)
    let line = String(repeating: "x", count: 999)
    for _ in 0..<300 { try output.print(line) }
    #expect(try file.read("listing").count >= 1 << 18)
    try output.flush()
    #expect(try file.read("listing").count == 300_000)
  }

  @Test("--quiet keeps notes back, never warnings")
  func quiet() throws {
    let messages = try TestPipe()
    let output = try TestPipe().output(quiet: true, messages: messages)
    output.note("working")
    output.warn("odd", hint: "look")
    #expect(messages.drain() == "warning: odd\nhint: look\n")
  }

  @Test("An error is two lines on standard error, made safe to show")
  func reports() throws {
    let results = try TestPipe()
    let messages = try TestPipe()
    var output = results.output(messages: messages)
    try output.print("partial")
    output.report(.usage("x", "unknown \u{1b}[2J", hint: "try this"))
    #expect(messages.drain() == "error: unknown \\x1b[2J\nhint: try this\n")
    #expect(results.drain() == "partial\n")
  }

  @Test("Faults of one kind are a line each, so many of them, and a list in the document")
  func faults() throws {
    let results = try TestPipe()
    let messages = try TestPipe()
    let error = CommandError(
      code: "x.malformed", message: "no such thing", faults: ["/a: \u{1b}", "/b: line\nend", "/c"], upTo: 2,
      hint: "see", exit: .usage)
    var output = results.output(json: true, messages: messages)
    output.report(error)
    #expect(messages.drain() == "error: no such thing:\n  /a: \\x1b\n  /b: line\\nend\n  and 1 more\nhint: see\n")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(results.drain().utf8)) as? [String: Any])
    #expect(document["format"] as? String == "error/1")
    #expect(
      (document["error"] as? [String: Any])?["details"] as? [String] == ["/a: \u{1b}", "/b: line\nend", "and 1 more"])
  }

  @Test("With --json an error is the one document on standard output as well")
  func reportsJSON() throws {
    let results = try TestPipe()
    let messages = try TestPipe()
    var output = results.output(json: true, messages: messages)
    try output.writeDocument("{\"half\":")
    output.report(.io("full", "no \"room\""))
    #expect(
      results.drain() == #"{"format":"error/1","error":{"code":"io.full","message":"no \"room\"","hint":null}}"# + "\n")
    #expect(messages.drain() == "error: no \"room\"\n")
    output.report(.usage("x", "m", hint: "h"))
    #expect(results.drain() == #"{"format":"error/1","error":{"code":"usage.x","message":"m","hint":"h"}}"# + "\n")
  }

  @Test("Colour marks the label and nothing else")
  func colored() throws {
    let messages = try TestPipe()
    let output = try TestPipe().output(messages: messages, messageStyle: Style(isColored: true))
    output.warn("odd")
    #expect(messages.drain() == "\u{1b}[33mwarning:\u{1b}[0m odd\n")
  }

  @Test("A JSON document on a terminal is escaped, in a pipe it is left alone")
  func documents() throws {
    for seen in [true, false] {
      let results = try TestPipe()
      var output = try results.output(json: true, messages: TestPipe(), seen: seen)
      try output.writeDocument("\"\u{202e}\"\n")
      try output.flush()
      #expect(results.drain() == (seen ? "\"\\u202e\"\n" : "\"\u{202e}\"\n"))
    }
  }

  @Test("A full device is an error of input and output with what to do about it")
  func fullDevice() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var output = Output(
      json: false, quiet: false, style: .plain, messageStyle: .plain, results: descriptor, messages: descriptor,
      resultsAreSeen: false)
    try output.print("x")
    do {
      try output.flush()
      Issue.record("nothing was thrown")
    } catch {
      #expect(error.code == "io.full")
      #expect(error.message == "cannot write standard output: no space left on device")
      #expect(error.exit == .io)
    }
  }

  @Test("More than a pipe holds arrives whole, also when the pipe does not block")
  func slowReader() throws {
    for isBlocking in [true, false] {
      let pipe = try TestPipe()
      if !isBlocking { _ = fcntl(pipe.writing, F_SETFL, O_NONBLOCK) }
      let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      // A thread of its own: a task might wait for the very thread that waits for it.
      let writer = Thread { try? FileDescriptor(borrowing: pipe.writing).write(bytes) }
      writer.start()
      #expect(pipe.read(300_000) == bytes)
    }
  }

  @Test("A reader that has gone ends the process by SIGPIPE, as in `… | head`")
  func closedPipe() async {
    await #expect(processExitsWith: .signal(SIGPIPE)) {
      signal(SIGPIPE, SIG_DFL)
      try closedPipeOutput { _ in }
    }
  }

  @Test("With SIGPIPE ignored by the parent, the rest is dropped without a word")
  func closedPipeIgnored() async {
    let result = await #expect(processExitsWith: .exitCode(7), observing: [\.standardErrorContent]) {
      signal(SIGPIPE, SIG_IGN)
      try closedPipeOutput { closed in exit(closed ? 7 : 1) }
    }
    let messages = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(!messages.contains("error"))
  }
}

/// Writes to a pipe nobody reads, then tells whether the output noticed.
private func closedPipeOutput(_ then: (Bool) -> Void) throws {
  var ends: [Int32] = [0, 0]
  _ = pipe(&ends)
  dup2(ends[1], STDOUT_FILENO)
  close(ends[0])
  var output = Output()
  try output.print("x")
  try output.flush()
  try output.print("y")
  try output.flush()
  then(output.isClosed)
}

import CanonicalJSON
import Fixtures
import Glibc
import LedgerSamples
import Pledges
import Testing

@Suite("A ledger and its witness, as programs")
struct WitnessTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.run("key", "generate", "witness", "--no-passphrase").expectDone()
    try workshop.run(
      "witness", "init", "--state", "w.db", "--name", "witness.example/w", "--key", "witness"
    ).expectDone()
    try workshop.run("witness", "add-log", workshop.resolve("VKEY"), "--state", "w.db").expectDone()
  }

  private func usePolicy(_ url: String, _ more: String..., seconds: Int = 5) throws {
    let log = try workshop.resolve("VKEY")
    let key = try given(workshop.run("witness", "key", "--state", "w.db", "--json").text("vkey"))
    let text = "log \(log)\nwitness w \(key) \(url)\nquorum w\n"
    try workshop.folder.write(Array(text.utf8), to: "policy")
    try workshop.run(list: ["witness", "use", "--policy", "policy", "--timeout", "\(seconds)"] + more).expectDone()
  }

  /// The command that appends one entry, with a receipt.
  private func update(_ note: String) -> [String] {
    [
      "update", "quillonia", "--name", "en=\(note)", "--reason", "renamed", "--registrar-key",
      workshop.folder.path("registrar"), "--key", workshop.folder.path("quillonia"), "--at", "2030-12-03T00:00:00Z",
      "--receipt-dir", workshop.folder.path, "--json",
    ]
  }

  private func append(_ note: String) throws -> Transcript {
    try workshop.run(update(note))
  }

  private func recordedSize() throws -> Int64? {
    let list = try workshop.run("witness", "list", "--state", "w.db", "--json").expectDone()
    return list.json?.member("logs")?.elements.first { _ in true }?.member("size")?.integer
  }

  @Test("a receipt is final with the quorum, and a killed witness has forgotten nothing")
  func killed() throws {
    var serving = try WitnessServer(workshop)
    try usePolicy(serving.url)
    for size in 5...7 as ClosedRange<Int64> {
      let done = try append("Name \(size)").expectDone()
      #expect(done.json?.member("witnessing")?.member("final")?.boolean == true)
      #expect(try recordedSize() == size)
      let receipt = try workshop.run("check-proof", "\(size - 1).tlog-proof", "--policy", "policy").expectDone()
      #expect(receipt.output.contains("accepted"))
      try serving.kill()
      #expect(try recordedSize() == size)
      serving = try WitnessServer(workshop, port: serving.port)
    }
    try workshop.run("verify", "--policy", "policy", "--require", "witnessed").expectDone()
    try workshop.run("publish", "site").expectDone()
    try workshop.run("verify", "--from", "site", "--policy", "policy", "--require", "witnessed").expectDone()
  }

  @Test("without the quorum the entry is in, the receipt is not, and both can be had later")
  func failClosed() throws {
    let serving = try WitnessServer(workshop)
    try usePolicy(serving.url)
    try serving.kill()
    let short = try append("Late")
    #expect(short.status == 4, "\(short)")
    #expect(short.json?.member("witnessing")?.member("final")?.boolean == false)
    #expect(short.error.contains("the entries ARE in the ledger"))
    #expect(try !workshop.folder.names().contains("4.tlog-proof"))
    #expect(try workshop.run("checkpoint", "--cosign").status == 4)
    try workshop.run("proof", "4", "--out", ".", "--json").expectRefusal("witness.quorum", status: 4)
    #expect(try !workshop.folder.names().contains("4.header"))
    #expect(try workshop.run("verify", "--policy", "policy", "--require", "witnessed").status == 4)
    let again = try WitnessServer(workshop, port: serving.port)
    try workshop.run("checkpoint", "--cosign").expectDone()
    try workshop.run("proof", "4", "--out", ".").expectDone()
    try workshop.run("check-proof", "4.tlog-proof", "--policy", "policy").expectDone()
    try again.kill()
  }

  @Test("with fail-open the receipt is given out and says nothing of witnesses")
  func failOpen() throws {
    let serving = try WitnessServer(workshop)
    try usePolicy(serving.url, "--when-missing", "warn")
    try serving.kill()
    let open = try append("Open").expectDone()
    #expect(open.error.contains("too few witnesses"))
    // Sound, and less than was asked for.
    let short = try workshop.run("check-proof", "4.tlog-proof", "--policy", "policy", "--json")
    #expect(short.status == 4 && short.output.contains("witness.quorum"), "\(short)")
    try workshop.folder.write(workshop.folder.read("4.tlog-proof"), to: "3.tlog-proof")
    try workshop.folder.write(workshop.folder.read("4.header").dropLast(), to: "3.header")
    // What is broken outweighs it, in whatever order.
    for proofs in [["4.tlog-proof", "3.tlog-proof"], ["3.tlog-proof", "4.tlog-proof"]] {
      #expect(try workshop.run(["check-proof", "--policy", "policy"] + proofs).status == 1)
    }
  }

  @Test("whoever reads a publication that too few witnesses saw has less than was asked for, and nothing broken")
  func publication() throws {
    let serving = try WitnessServer(workshop)
    try usePolicy(serving.url, "--when-missing", "warn")
    try serving.kill()
    try append("Unseen").expectDone()
    let published = try workshop.run("publish", "site", "--json").expectDone()
    #expect(published.error.contains("lacks the witnesses' quorum"), "\(published)")
    #expect(published.json?.member("witnesses")?.member("quorum")?.boolean == false)
    #expect(published.json?.member("witnesses")?.member("missing")?.elements.map { $0.string } == ["w"])
    let readers: [[String]] = [
      ["mirror", "site", "copy"], ["monitor", "site", "--watch", "quillonia", "--state", "seen.json"],
      ["withdraw", "quillonia", "--key", "quillonia", "--from", "site", "--out", "e.json"],
    ]
    for words in readers {
      try workshop.run(words + ["--policy", "policy", "--json"]).expectRefusal("witness.quorum", status: 4)
    }
  }

  @Test("while a witness that does not answer is waited for, another process may write")
  func slow() throws {
    let serving = try WitnessServer(workshop)
    try usePolicy(serving.url, seconds: 300)
    serving.process.pause()
    defer { serving.process.goOn() }
    let waiting = try BackgroundProcess(Program.path, update("Slow"), environment: workshop.environment)
    while try workshop.state().size < 5, !waiting.hasEnded { usleep(10_000) }
    try workshop.run("checkpoint", "--renew", "--wait", "10").expectDone()
    #expect(!waiting.hasEnded)
    serving.process.goOn()
    #expect(try waiting.finish().status == 0)
    #expect(try recordedSize() == 5)
  }

  @Test("a ledger that went back is an alarm, whatever was chosen")
  func rollback() throws {
    let serving = try WitnessServer(workshop)
    try usePolicy(serving.url, "--when-missing", "warn")
    try workshop.run("backup", "older.db").expectDone()
    try append("Kept").expectDone()
    let alarm = try workshop.run("checkpoint", "--cosign", "--policy", "policy", "--ledger", "older.db")
    #expect(alarm.status == 4 && alarm.error.contains("witness.ahead"), "\(alarm)")
    try serving.kill()
  }

  @Test("a kept cosignature tells of it as well where the mark is gone and no witness answers")
  func rollbackByWhatIsKept() throws {
    let serving = try WitnessServer(workshop)
    try usePolicy(serving.url, "--when-missing", "warn")
    try workshop.run("backup", "older.db").expectDone()
    try append("Kept").expectDone()
    try serving.kill()
    // The database is put back, what lies beside it is not, and the mark is lost.
    for companion in ["ledger.db", "ledger.db.checkpoint"] { unlink(workshop.folder.path(companion)) }
    try workshop.folder.write(workshop.folder.read("older.db"), to: "ledger.db")
    let fork = try workshop.run(list: update("Another").dropLast(3) + ["--json"])
    #expect(fork.status == 4 && fork.error.contains("ALARM") && fork.error.contains("witness.fork"), "\(fork)")
    #expect(fork.error.contains("there is no high-water mark"))
    #expect(!fork.output.contains("\"final\": true"))
  }

  @Test("each request is a line for the operator, in which nothing acts on a terminal")
  func requests() throws {
    let serving = try WitnessServer(workshop, isQuiet: false)
    let bytes = "GET /\u{1B}[31m\u{7F} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    #expect(try LocalClient.send(bytes, to: serving.port).contains(" 404 "))
    #expect(try LocalClient.send("GET /health HTTQ\r\n\r\n", to: serving.port).contains(" 400 "))
    for _ in 0..<6_000 where serving.process.errorSoFar.split(separator: "\n").count < 2 { usleep(10_000) }
    let lines = serving.process.errorSoFar.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines.map(\.count) == [7, 7], "\(lines)")
    for line in lines { #expect(Instant(line[0]) != nil && Array(line[1].utf8) == Array("127.0.0.1".utf8)) }
    #expect(lines.map { Array($0.dropFirst(5)) } == [["GET", "/\\x1b[31m\\x7f"], ["-", "-"]])
    #expect(lines.map { $0[2] } == ["404", "400"] && lines.map { $0[3] } == ["30", "-"])
    try serving.kill()
  }

  @Test("what cannot work is refused before anything is appended")
  func refusals() throws {
    try workshop.refuses("usage.missing-option", status: 2, "witness", "use")
    try workshop.refuses("io.not-found", status: 3, "witness", "use", "--policy", "nowhere")
    try workshop.folder.write(Array("quorum none\n".utf8), to: "none")
    try workshop.refuses("usage.policy-no-quorum", status: 2, "witness", "use", "--policy", "none")
    let other = try workshop.run("key", "show", "stranger.pub", "--origin", "pledges.example/lantern", "--json")
    try workshop.folder.write(Array("log \(given(other.text("vkey")))\nquorum none\n".utf8), to: "other")
    try workshop.refuses("usage.policy-other-log", status: 2, "witness", "use", "--policy", "other")
    try workshop.refuses(
      "usage.not-loopback", status: 2, "witness", "serve", "--state", "w.db", "--listen", "0.0.0.0:0")
    try workshop.refuses("http.address", status: 2, "witness", "serve", "--state", "w.db", "--listen", "localhost:80")
    try workshop.refuses("storage.not-a-ledger", status: 2, "witness", "serve", "--state", "ledger.db")
    try workshop.refuses("storage.not-found", status: 3, "witness", "list", "--state", "nowhere.db")
    try workshop.refuses("http.address", status: 2, "verify", "--from", "ftp://pledges.example")
    try workshop.refuses(
      "io.not-found", status: 3, "withdraw", "quillonia", "--key", "quillonia",
      environment: ["PLEDGEBOOK_WITNESS_POLICY": "nowhere"])
  }
}

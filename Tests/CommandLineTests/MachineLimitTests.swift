import Fixtures
import Glibc
import Testing

/// What the machine below may do to a command: limits, a missing /proc, a narrow mask, files put beside the program.
@Suite("The machine below")
struct MachineLimitTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  private func shell(_ line: String, _ program: String = Program.path) throws -> (status: Int32, error: String) {
    let result = try run("bash", ["-c", line, program], environment: workshop.environment, in: workshop.folder.path)
    return (result.status, String(decoding: result.error, as: UTF8.self))
  }

  // MARK: - Limits

  @Test(
    "a limit on the size of files is an error of the command, and no end without a word",
    arguments: [
      "export out.jsonl", "backup out.db", "publish out", "show 1 --envelope > out.bin",
      "submit attestation.json --at 2032-02-01T00:00:00Z",
      "join veshmora --name en=V --kind state "
        + "--public-source https://beacon.example/v --as-of 2030-11-01 --registrar-key registrar --at 2031-01-01T00:00:00Z",
      "key generate out.key --no-passphrase",
    ])
  func fileSize(_ command: String) throws {
    try workshop.attestation()
    let before = try workshop.run("status", "--json").expectDone().output
    // In blocks of 1,024 bytes: less than a database's first pages. For the smallest files, nothing at all.
    let limit = command.hasPrefix("show") || command.hasPrefix("key") ? 0 : 16
    // What is said goes through a pipe: the file that a test takes it from has the limit as well.
    let told = try shell("( ulimit -f \(limit); exec \"$0\" \(command) ) 2>&1 | cat >&2; exit ${PIPESTATUS[0]}")
    #expect(told.status == 3, "\(told)")
    #expect(told.error.contains("error: ") && told.error.contains("hint: "), "\(told)")
    #expect(try workshop.run("status", "--json").expectDone().output == before)
    try workshop.run("verify").expectDone()
  }

  /// What other tests have open in this process just now may have come along, and takes of the limit.
  private static let alone =
    "for file in /proc/$$/fd/*; do number=${file##*/}; [ $number -gt 2 ] && eval \"exec $number>&-\"; done; "

  @Test("too few open files are said to be that")
  func openFiles() throws {
    for (limit, command) in [(4, "status"), (6, "verify"), (12, "verify"), (16, "verify"), (32, "verify")] {
      let told = try shell("\(Self.alone)ulimit -n \(limit); \"$0\" \(command)")
      #expect(told.status == (limit < 32 ? 3 : 0), "\(told)")
      #expect(told.error.contains("ulimit -n") == (limit < 32), "\(told)")
    }
  }

  @Test("so they are where others are open already, at any number of them", arguments: 16...31)
  func inheritedFiles(last: Int) throws {
    let inherit = "for number in $(seq 3 \(last)); do eval \"exec $number</dev/null\"; done"
    let told = try shell("\(Self.alone)ulimit -n 32; \(inherit); exec \"$0\" verify")
    // With the last one taken the system cannot even load the libraries, and says so.
    #expect(told.status == (last < 31 ? 3 : 127), "\(told)")
    #expect(told.error.contains("ulimit -n") == (last < 31), "\(told)")
    // A limit that may be raised is.
    let raised = try shell("\(Self.alone)ulimit -Sn 32; \(inherit); exec \"$0\" verify")
    #expect(raised.status == (last < 31 ? 0 : 127), "\(raised)")
  }

  // MARK: - /proc

  private static let mayUnmount = (try? run("unshare", ["-m", "true"]))?.status == 0

  @Test("the command line is read without /proc", .enabled(if: mayUnmount, "needs the right to unshare mounts"))
  func withoutProc() throws {
    let line =
      "mount --bind \"$PWD/empty\" /proc && for n in 1 2 3; do \"$0\" verify --quiet > /dev/null || exit; done && "
      + "exec \"$0\" status --json"
    let result = try run(
      "unshare", ["-m", "bash", "-c", "mkdir empty && " + line, Program.path], environment: workshop.environment,
      in: workshop.folder.path)
    #expect(result.status == 0, "\(String(decoding: result.error, as: UTF8.self))")
    #expect(String(decoding: result.output, as: UTF8.self).contains("pledges.example/lantern"))
  }

  // MARK: - Files beside the program

  @Test("a library that lies beside the program is not loaded")
  func plantedLibrary() throws {
    // Not a library at all: had it been looked at, the program would say that it has none.
    let line = """
      mkdir -p elsewhere && cp "$0" elsewhere/pledgebook && cd elsewhere || exit 9
      for name in libcurl.so.4 libmicrohttpd.so.12; do echo nonsense > $name; done
      ./pledgebook verify --from http://127.0.0.1:9/ --log-key "$1"
      """
    let key = String(
      decoding: try run(
        Program.path, ["key", "show", "log.pub", "--origin", "pledges.example/lantern"],
        environment: workshop.environment, in: workshop.folder.path
      ).output, as: UTF8.self
    ).split(whereSeparator: \.isWhitespace).first { $0.contains("+") }
    let result = try run(
      "bash", ["-c", line, Program.path, String(try #require(key))], environment: workshop.environment,
      in: workshop.folder.path)
    let error = String(decoding: result.error, as: UTF8.self)
    #expect(result.status == 3, "\(error)")
    #expect(!error.contains("libcurl"), "\(error)")
  }

  // MARK: - The mask

  @Test("what is published is for everybody, whatever the mask, and what is private stays so")
  func narrowMask() throws {
    let key = try run(
      Program.path, ["key", "show", "log.pub", "--origin", "pledges.example/lantern"],
      environment: workshop.environment, in: workshop.folder.path
    ).output
    let words = String(decoding: key, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    let vkey = String(try #require(words.first { $0.contains("+") }))
    let publish = try shell("umask 077; \"$0\" publish site && \"$0\" mirror site copy --log-key '\(vkey)'")
    #expect(publish.status == 0, "\(publish)")
    #expect(try closed() == [])
    // Published under such a mask by an earlier program: the next run shows it.
    _ = try shell(
      "chmod -R go= site copy; mkdir -m 700 site/own; echo private > site/own/file; chmod 600 site/own/file")
    let again = try shell("umask 077; \"$0\" publish site && \"$0\" mirror site copy --log-key '\(vkey)'")
    #expect(again.status == 0, "\(again)")
    #expect(try closed() == ["site", "site/own", "site/own/file"])
    #expect(again.error.contains("chmod"), "\(again)")
    for name in try workshop.folder.names() where name.hasPrefix("ledger.db") {
      #expect(try workshop.folder.mode(of: name) & 0o077 == 0, "\(name)")
    }
  }

  /// Files that others cannot read, and folders that they cannot enter.
  private func closed() throws -> [String] {
    let result = try run(
      "find", ["site", "copy", "(", "-type", "f", "!", "-perm", "-004", "-o", "-type", "d", "!", "-perm", "-005", ")"],
      in: workshop.folder.path)
    return String(decoding: result.output, as: UTF8.self).split(separator: "\n").map(String.init).sorted()
  }
}

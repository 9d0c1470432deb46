import Fixtures
import Glibc
import LedgerSamples
import Testing

/// What becomes of passphrases and open keys while the program runs.
@Suite("Secrets in a running program")
struct SecretTests {
  private let workshop: Workshop
  private static let passphrase = "Harbour lights 7042"

  init() throws {
    workshop = try Workshop()
  }

  @Test("a signing program sees what it needs, and no passphrase")
  func signer() throws {
    try workshop.run("withdraw", "quillonia", "--at", "2031-03-01T00:00:00Z", "--draft", "draft.json").expectDone()
    let script =
      "env > seen; ulimit -c >> seen; exec openssl pkeyutl -sign -rawin -inkey quillonia -in \"$1\" -out \"$2\""
    try workshop.folder.write(Array("#!/bin/sh\n\(script)\n".utf8), to: "token", mode: 0o700)
    try workshop.run(
      "sign", "draft.json", "--signer", "./token", "--public-key", "quillonia.pub", "--out", "envelope.json",
      environment: [
        "PLEDGEBOOK_PASSPHRASE": Self.passphrase, "PLEDGEBOOK_LOG_PASSPHRASE": Self.passphrase,
        "PLEDGEBOOK_WITNESS_PASSPHRASE": Self.passphrase, "PIN": "1234",
      ]
    ).expectDone()
    let seen = String(decoding: try workshop.folder.read("seen"), as: UTF8.self)
    #expect(seen.contains("PIN=1234\n") && seen.contains("PLEDGEBOOK_LEDGER="))
    #expect(!seen.contains("PASSPHRASE") && !seen.contains(Self.passphrase), "\(seen)")
  }

  @Test(
    "a serving witness has an open key and no passphrase any more",
    .enabled(if: getuid() == 0, "needs root, who alone can read its memory"), arguments: [true, false])
  func witness(isInEnvironment: Bool) throws {
    try workshop.run("key", "generate", "witness", environment: ["PLEDGEBOOK_PASSPHRASE": Self.passphrase]).expectDone()
    try workshop.folder.write(Array("\(Self.passphrase)\n".utf8), to: "secret")
    try workshop.run(
      "witness", "init", "--state", "w.db", "--name", "witness.example/w", "--key", "witness", "--passphrase-file",
      "secret"
    ).expectDone()
    let words =
      isInEnvironment
      ? ["env", "PLEDGEBOOK_WITNESS_PASSPHRASE=\(Self.passphrase)"] : ["env"]
    let options = isInEnvironment ? [] : ["--passphrase-file", workshop.folder.path("secret")]
    let serving = try WitnessServer(workshop, after: words, options: options)
    let memory = try ProcessImage(serving.process.process)
    // The search finds what is there: the name of the witness is in use.
    #expect(memory.contains("witness.example/w"))
    #expect(!memory.contains(Self.passphrase))
    #expect(!memory.contains("Harbour lights"), "a part of it")
    #expect(try serving.stop() == -SIGTERM)
  }

  @Test(
    "no core dump is written, and no other program of the user reads the memory of one with a key",
    .enabled(if: Program.runsAsNobody, "needs root, setpriv and a reachable build folder"))
  func unreadable() throws {
    try workshop.run("key", "generate", "witness", "--no-passphrase").expectDone()
    try workshop.run(
      "witness", "init", "--state", "w.db", "--name", "witness.example/w", "--key", "witness"
    ).expectDone()
    for name in try workshop.folder.names() { chown(workshop.folder.path(name), 65_534, 65_534) }
    chown(workshop.folder.path, 65_534, 65_534)
    // Where the system allows it, it starts with dumps switched on.
    let words = ["bash", "-c", "ulimit -S -c unlimited; exec \"$0\" \"$@\"", "setpriv"] + Program.nobody
    let serving = try WitnessServer(workshop, after: words)
    let process = serving.process.process
    let limits = try run("cat", ["/proc/\(process)/limits"])
    let line = String(decoding: limits.output, as: UTF8.self).split(separator: "\n").first {
      $0.hasPrefix("Max core file size")
    }
    #expect(line?.split(separator: " ").dropFirst(4).first == "0", "\(line ?? "none")")
    let read = try run("setpriv", Program.nobody + ["cat", "/proc/\(process)/environ"])
    #expect(read.status != 0, "its environment can be read by others of the user")
    #expect(try serving.stop() == -SIGTERM)
  }
}

/// What a process has in its memory at one moment.
private struct ProcessImage {
  private var regions: [[UInt8]] = []

  init(_ process: pid_t) throws {
    let maps = try run("cat", ["/proc/\(process)/maps"])
    let memory = open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC)
    try #require(memory >= 0, "the memory of the process cannot be read")
    defer { close(memory) }
    for line in String(decoding: maps.output, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: " ")
      let range = (fields.first ?? "").split(separator: "-").compactMap { UInt64($0, radix: 16) }
      // What can be written: constants of the program hold nobody's secret.
      guard range.count == 2, fields.count > 1, fields[1].hasPrefix("rw"), range[1] - range[0] < 1 << 30 else {
        continue
      }
      var bytes = [UInt8](repeating: 0, count: Int(range[1] - range[0]))
      let count = pread(memory, &bytes, bytes.count, off_t(range[0]))
      if count > 0 { regions.append(Array(bytes.prefix(count))) }
    }
    try #require(!regions.isEmpty)
  }

  func contains(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return regions.contains { region in
      region.withUnsafeBytes { bytes in
        guard var place = bytes.baseAddress else { return false }
        let end = place + bytes.count
        while end - place >= wanted.count, let next = memchr(place, Int32(wanted[0]), end - place - wanted.count + 1) {
          if memcmp(next, wanted, wanted.count) == 0 { return true }
          place = UnsafeRawPointer(next) + 1
        }
        return false
      }
    }
  }
}

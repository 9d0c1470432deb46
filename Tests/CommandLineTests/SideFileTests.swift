import Fixtures
import Glibc
import Testing

/// What somebody, or a mistake, may put in the place of a file: a command of the shell that makes it at `$1`.
private let things: KeyValuePairs<String, String> = [
  "a pipe": "mkfifo \"$1\"",
  "a folder": "mkdir \"$1\"",
  "a link": "ln -s law.txt \"$1\"",
  "a link to a device": "ln -s /dev/zero \"$1\"",
  "a terabyte of nothing": "truncate -s 1T \"$1\"",
]

/// The kind, links not followed, and where a link leads: what must not change.
private let look = "stat -c '%F %N %s' \"$1\""

/// Runs the program by a shell, with an end after a time that no command takes by itself.
private func limited(_ workshop: Workshop, _ command: String, _ words: [String] = []) throws -> Transcript {
  let result = try Fixtures.run(
    "bash", ["-c", "p() { timeout -s KILL 60 \"$P\" \"$@\"; }; \(command)", "bash"] + words,
    environment: workshop.environment.merging(["P": Program.path]) { $1 }, in: workshop.folder.path)
  return Transcript(
    arguments: [command] + words, status: result.status, output: String(decoding: result.output, as: UTF8.self),
    error: String(decoding: result.error, as: UTF8.self))
}

@Suite("Something else in the place of a file beside the ledger")
struct SideFileTests {
  /// For each side file how reading, verifying and appending end: 3 where the file matters to them.
  static let places: [(suffix: String, reading: Int32, verifying: Int32, appending: Int32)] = [
    (".cosigned", 3, 3, 3), (".snapshot", 3, 0, 3), (".keeper.json", 0, 0, 3), (".checkpoint", 0, 0, 3),
    (".lock", 0, 0, 3), ("-wal", 3, 3, 3), ("-journal", 3, 3, 3), ("-shm", 3, 3, 3),
  ]

  @Test("is waited for by no command, read by none and written over by none", arguments: places.map(\.suffix))
  func beside(suffix: String) throws {
    let place = try #require(Self.places.first { $0.suffix == suffix })
    for (what, making) in things {
      // SQLite looks into a long file of its own, and finds nothing in it.
      let isPlain = what.hasPrefix("a terabyte")
      if isPlain, suffix.hasPrefix("-") || suffix == ".snapshot" { continue }
      let workshop = try Workshop()
      try workshop.attestation()
      let name = workshop.ledger + suffix
      _ = try limited(workshop, "rm -f \"$1\"; \(making)", [name])
      let before = try limited(workshop, look, [name]).output
      for (command, expected) in [
        ("p status", place.reading), ("p report quillonia", place.reading),
        ("p log --limit 1", suffix == ".snapshot" ? 0 : place.reading),
        ("p verify", place.verifying), ("p export all.jsonl", suffix == ".snapshot" ? 0 : place.reading),
        ("p submit attestation.json --at 2032-02-01T00:00:00Z", place.appending),
      ] {
        let result = try limited(workshop, command)
        #expect(result.status == expected, "\(what) at \(name): \(result)")
        if expected != 0 {
          #expect(result.error.contains("hint: "), "\(what) at \(name): \(result)")
        }
        #expect(try limited(workshop, look, [name]).output == before, "\(what) at \(name) was touched by \(command)")
      }
    }
  }

  @Test("a stranger's file there is refused", .enabled(if: getuid() == 0, "needs root to make one"))
  func strangers() throws {
    for suffix in [".cosigned", ".snapshot", ".keeper.json", ".checkpoint", ".lock", "-journal"] {
      let workshop = try Workshop()
      try workshop.attestation()
      _ = try limited(workshop, ": > \"$1\"; chown 65534 \"$1\"", [workshop.ledger + suffix])
      let result = try limited(workshop, "p submit attestation.json --at 2032-02-01T00:00:00Z")
      #expect(result.status == 3 && result.error.contains("belongs to user 65534"), "\(suffix): \(result)")
    }
  }

  @Test("in the place of a witness's record or what SQLite keeps beside it", arguments: ["", "-journal", "-wal"])
  func witness(suffix: String) throws {
    for (what, making) in things where !what.hasPrefix("a terabyte") {
      let workshop = try Workshop()
      try workshop.run("key", "generate", "witness", "--no-passphrase").expectDone()
      try workshop.run(
        "witness", "init", "--state", "witness.db", "--name", "witness.example/a", "--key", "witness"
      ).expectDone()
      _ = try limited(workshop, "rm -f \"$1\"; \(making)", ["witness.db" + suffix])
      let result = try limited(workshop, "p witness list --state witness.db")
      #expect(result.status == 3 && result.error.contains("hint: "), "\(what): \(result)")
    }
  }
}

@Suite("Something else in the place of a file that a command names")
struct NamedFileTests {
  @Test(
    "ends it with a reason, whatever the file is for",
    arguments: [
      "p submit x", "p sign x --key quillonia --out o", "p submit attestation.json --receipt-dir x",
      "p verify --policy x", "p verify --held x", "p verify --state x", "p verify --log-key x",
      "p restore x --ledger n.db",
      "p import x --registrar-key registrar", "p key show x", "p key generate new --passphrase-file x",
      "p sign attestation.json --key x --out o", "p accord check x", "p compare x x --log-key log.vkey",
      "p monitor public --watch quillonia --log-key log.vkey --state x",
      "p check-proof x.tlog-proof --log-key log.vkey",
      "p verify --from x --log-key log.vkey", "p publish x", "p mirror public x --log-key log.vkey",
      "p verify --ledger x", "p witness list --state x",
      "p init --ledger n.db --origin a.example/b --accord x "
        + "--registrar-key registrar --log-signing-key log", "p log-keys use --log-signing-key x",
      "p witness use --policy x",
      "p attest --signatory quillonia --period 2031 --claim la-7=met --evidence la-7=x --key quillonia --out o "
        + "--at 2032-02-01T00:00:00Z",
    ])
  func named(command: String) throws {
    let workshop = try Workshop()
    try workshop.attestation()
    try workshop.run("publish", "public").expectDone()
    _ = try limited(workshop, "p key show log.pub --origin pledges.example/lantern | sed -n 's/^vkey *//p' > log.vkey")
    for (what, making) in things where what == "a pipe" || what == "a folder" {
      if what == "a folder", ["publish", "mirror", "receipt-dir"].contains(where: command.contains) { continue }
      _ = try limited(workshop, "rm -rf x x.*; \(making); cp -r \"$1\" x.tlog-proof; : > x.header", ["x"])
      let result = try limited(workshop, command)
      #expect([2, 3].contains(result.status), "\(what): \(result)")
      #expect(result.error.contains("hint: "), "\(what): \(result)")
      let kind = try limited(workshop, look, ["x"]).output
      #expect(kind.hasPrefix(what == "a pipe" ? "fifo" : "directory"), "\(what) is \(kind) after \(command)")
    }
  }

  @Test("in a published folder: nothing of it is waited for or replaced")
  func published() throws {
    let workshop = try Workshop()
    try workshop.run("publish", "public").expectDone()
    _ = try limited(workshop, "p key show log.pub --origin pledges.example/lantern | sed -n 's/^vkey *//p' > log.vkey")
    for name in ["checkpoint", "ledger.json", "tile/0/000.p/4", "tile/entries/000.p/4", ".publishing"] {
      for (what, making) in things where what == "a pipe" || what == "a folder" {
        _ = try limited(workshop, "rm -rf t; cp -r public t; rm -f \"$1\"; \(making)", ["t/\(name)"])
        let before = try limited(workshop, look, ["t/\(name)"]).output
        let results = try [
          "p publish t", "p verify --from t --log-key log.vkey", "p mirror public t --log-key log.vkey",
        ].map {
          try limited(workshop, $0)
        }
        for result in results {
          #expect([0, 2, 3].contains(result.status), "\(what) at \(name): \(result)")
        }
        // What is there already is not written anew, and a publisher does not look at all of it.
        if ["checkpoint", ".publishing"].contains(name) {
          #expect(results[0].status != 0, "\(what) at \(name): \(results[0])")
        }
        #expect(try limited(workshop, look, ["t/\(name)"]).output == before, "\(what) at \(name)")
      }
    }
  }

  @Test("streams that a shell makes are read and written as files are")
  func streams() throws {
    let workshop = try Workshop()
    try workshop.attestation()
    let at = "--at 2032-02-01T00:00:00Z"
    for command in [
      "p sign <(cat attestation.json) --key quillonia-2 --out signed.json",
      "cat attestation.json | p sign /dev/stdin --key quillonia-2 --out signed-2.json",
      "p sign attestation.json --key quillonia-2 --out >(cat > signed-3.json); sleep 0.2; test -s signed-3.json",
      "p key generate locked --passphrase-file <(echo a long and unusual passphrase 7719)",
      "p accord check <(cat '\(Workshop.accord)')",
      "p attest --signatory quillonia --period 2031 --claim la-7=met --evidence 'la-7=/dev/fd/7;title=Law' --key quillonia "
        + "\(at) --out other.json 7< <(cat law.txt)",
      "p export - | p restore - --ledger copy.db",
      "mkfifo late; (sleep 0.5; cat attestation.json > late) & p submit late \(at)",
    ] {
      let result = try limited(workshop, command)
      #expect(result.status == 0, "\(result)")
    }
  }
}

@Suite("What killed writers left")
struct LeftoverTests {
  @Test("is removed by the next writer of the same file, and nothing else is")
  func leftovers() throws {
    let workshop = try Workshop()
    try workshop.attestation()
    let before = try Set(workshop.folder.names())
    for (name, command) in [
      ("copy.db", "p backup copy.db"), ("all.jsonl", "p export all.jsonl"),
      ("new", "p key generate new --no-passphrase"),
      ("new.pub", "p key generate new --no-passphrase"), ("restored.db", "p restore all.jsonl --ledger restored.db"),
      ("ledger.db.keeper.json", "p log-keys use --log-signing-key log"),
      ("report.html", "p report quillonia --format html --out report.html"),
      ("public/.publishing", "p publish public"), ("copy/.publishing", "p mirror public copy --log-key log.vkey"),
      ("record", "p verify --state record"),
      ("seen", "p monitor public --watch quillonia --log-key log.vkey --state seen"),
    ] {
      let left = name.hasSuffix(".publishing") ? name : "\(name).4242-1f.tmp"
      let other = "\(name).4242-1f.tmp.mine"
      let result = try limited(
        workshop,
        "p key show log.pub --origin pledges.example/lantern | sed -n 's/^vkey *//p' > log.vkey; mkdir -p public copy; "
          + "rm -f new new.pub; : > '\(left)'; : > '\(left)-journal'; echo mine > '\(other)'; \(command) >&2; status=$?; ls -A . public copy; exit $status"
      )
      #expect(result.status == 0, "\(result)")
      let names = result.output.split(separator: "\n").map(String.init)
      let last = left.split(separator: "/").last.map(String.init) ?? left
      #expect(!names.contains(last), "\(command) left \(left): \(names)")
      #expect(names.contains(other.split(separator: "/").last.map(String.init) ?? other), "\(command) took \(other)")
    }
    #expect(try before.isSubset(of: workshop.folder.names()))
  }
}

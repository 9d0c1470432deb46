import Files
import Fixtures
import Glibc
import Testing

@testable import CommandLineTools
@testable import pledgebook

/// Names that are no text, as a shell writes them; old archives and home folders have such ones.
private let names = [#"$'caf\xe9'"#, #"$'\xff\xfe;=, \''"#]

@Suite("A file is the one that was named, byte for byte")
struct ByteNameTests {
  private func run(_ workshop: Workshop, _ script: String) throws -> Transcript {
    let result = try Fixtures.run(
      "bash", ["-c", "set -e; p() { timeout -s KILL 120 \"$P\" \"$@\"; }; \(script)"],
      environment: workshop.environment.merging(["P": Program.path]) { $1 }, in: workshop.folder.path)
    return Transcript(
      arguments: [script], status: result.status, output: String(decoding: result.output, as: UTF8.self),
      error: String(decoding: result.error, as: UTF8.self))
  }

  @Test("whatever reads or writes it", arguments: names)
  func everywhere(name: String) throws {
    let workshop = try Workshop()
    try workshop.attestation()
    let at = "--at 2032-02-01T00:00:00Z"
    for (script, written) in [
      ("p backup @; p verify --ledger @", ["@"]),
      (
        "p export @; p restore @ --ledger @.db --log-signing-key log; p status --ledger @.db",
        ["@", "@.db", "@.db.keeper.json", "@.db.checkpoint"]
      ),
      (
        """
        p publish @; p verify --from @ --log-key "$VKEY"; p mirror @ @.m --log-key "$VKEY"
        p monitor @ --watch quillonia --log-key "$VKEY" --state @.s
        """, ["@/checkpoint", "@.s", "@.m/checkpoint"]
      ),
      ("p key generate @ --no-passphrase; p key show @; p key show @.pub", ["@", "@.pub"]),
      (
        """
        p sign attestation.json --prepare @; p sign attestation.json --key quillonia-2 --out @.e
        p sign @.e --key quillonia --out @.f
        """, ["@", "@.e", "@.f"]
      ),
      ("p report quillonia --out @; p overview --out @.o; p explain quillonia la-7 --out @.x", ["@", "@.o", "@.x"]),
      (
        "mkdir @; p proof 2 --out @; p check-proof @/2.tlog-proof --log-key \"$VKEY\"",
        ["@/2.header", "@/2.tlog-proof"]
      ),
      ("p verify --state @; p verify --state @", ["@"]),
      (
        """
        echo "log $VKEY" > @; echo 'quorum none' >> @; p verify --policy @; echo "$VKEY" > @.k; p verify --log-key @.k
        """, []
      ),
      (
        """
        cp law.txt @.e
        p attest --signatory quillonia --period 2031 --claim la-7=met --evidence la-7=@.e --key quillonia --out @.o \(at)
        """, ["@.o"]
      ),
      (
        """
        p key generate @ --no-passphrase; p witness init --state @.w --name witness.example/a --key @
        p witness key --state @.w; p witness add-log "$VKEY" --state @.w; p witness list --state @.w
        """, ["@.w"]
      ),
      (
        """
        mkdir @; p sign attestation.json --prepare @.pae
        openssl pkeyutl -sign -rawin -inkey stranger -in @.pae -out @.sig
        S=@.sig TMPDIR=@ p sign attestation.json --signer 'f() { cp "$S" "$2"; }; f' --public-key stranger.pub --out @.o
        test -z "$(ls -A @)"
        """, ["@.o"]
      ),
      (
        """
        mkdir @; cd @; p init --ledger l.db --origin pledges.example/two --accord '\(Workshop.accord)' \
          --registrar-key ../registrar --log-signing-key ../log --environment demo
        p join brindlemark --name en=B --kind state --country XA --signing-key ../brindlemark \
          --registrar-key ../registrar --ledger l.db --receipt-dir .
        p verify --ledger l.db; cd ..
        """, ["@/l.db", "@/2.header"]
      ),
      ("cp ledger.db @; PLEDGEBOOK_LEDGER=@ p status; cp quillonia @.k; p key show @.k", ["@"]),
      ("mkdir @; cp attestation.json @/a; p submit @/a --receipt-dir @ \(at)", ["@/4.header"]),
    ] as [(String, [String])] {
      func named(_ text: String) -> String { text.replacing("@", with: name) }
      let vkey = "VKEY=$(p key show log.pub --origin pledges.example/lantern | sed -n 's/^vkey *//p'); "
      let check = written.map { "test -e \(named($0))" }.joined(separator: "; ")
      let result = try run(workshop, vkey + "{ " + named(script) + "; } >&2; " + (check.isEmpty ? "true" : check))
      #expect(result.status == 0, "\(result)")
      // Nothing was made under a repaired name.
      let strange = try run(workshop, "find . -name $'*\\xef\\xbf\\xbd*'; rm -rf \(name) \(name).* ")
      #expect(strange.output.isEmpty, "\(result): \(strange.output)")
    }
  }

  @Test("what is shown of it can be pasted into a shell")
  func shown() throws {
    let workshop = try Workshop()
    let result = try run(workshop, #"p status --ledger $'none\xff' || true"#)
    #expect(!result.error.contains("\u{FFFD}"), "\(result)")
    let backup = try run(workshop, #"p backup $'b\xff.db'"#)
    #expect(backup.output.hasPrefix(#"$'b\xff.db'  "#), "\(backup)")
    #expect(try run(workshop, "test -s \(#"$'b\xff.db'"#)").status == 0)
  }

  @Test("what has to be text is refused where it is none, and nothing is guessed")
  func text() throws {
    let workshop = try Workshop()
    for script in [
      #"p join $'x\xff' --name en=X --kind state --signing-key stranger --registrar-key registrar"#,
      #"p join x --name $'en=\xff' --kind state --signing-key stranger --registrar-key registrar"#,
      #"p show $'\xff'"#, #"p report quillonia --as-of $'\xff'"#, #"p $'\xff'"#, #"p --$'\xff'"#,
      #"p attest --signatory quillonia --period 2031 --claim la-7=met --evidence $'la-7=law.txt;title=\xff' --key quillonia --out o"#,
    ] {
      let result = try run(workshop, script)
      #expect(result.status == 2 && result.error.contains("hint: "), "\(result)")
    }
  }

  @Test("the options and operands that name files are read as names everywhere")
  func sources() throws {
    let options = CommandCatalogue.tree.commands.flatMap(\.options) + CommandCatalogue.tree.globals
    // `--key` and its like name files in every command; what some command takes as text is judged where it is read.
    let files = Set(options.filter(\.namesFile).map(\.long)).subtracting(
      Set(options.filter { !$0.namesFile }.map(\.long)))
    #expect(files.isSuperset(of: ["ledger", "out", "policy", "evidence", "receipt-dir", "passphrase-file", "signer"]))
    let found = try Fixtures.run(
      "grep",
      [
        "-rnE", "(value|values|required)\\(\"(\(files.sorted().joined(separator: "|")))\"\\)",
        Program.package + "/Sources/pledgebook",
      ])
    let lines = String(decoding: found.output, as: UTF8.self).split(separator: "\n").filter {
      // Whether it was given is no matter of bytes.
      !$0.contains("!= nil") && !$0.contains("== nil") && !$0.contains("isEmpty")
    }
    #expect(lines.isEmpty, "take it by path, paths or requiredPath:\n\(lines.joined(separator: "\n"))")
  }
}

@Suite("Characters of an option's own grammar in the name of a file")
struct GrammarTests {
  @Test(
    "the file is the longest beginning that is there",
    arguments: [
      ("annex;1.txt", "annex;1.txt", "annex;1.txt"), ("annex;1.txt", "annex;1.txt;title=Annex", "Annex"),
      ("a;title=b", "a;title=b", "a;title=b"), ("a;title=b", "a;title=b;title=c", "c"), ("a=b,c", "a=b,c", "a=b,c"),
      (";", ";", ";"), ("a;b;", "a;b;", "a;b;"), ("a\\;b", "a\\;b", "a\\;b"),
      ("a", "a;title=one\\; two\\\\", "one; two\\"),
    ])
  func evidence(name: String, value: String, title: String) throws {
    let workshop = try Workshop()
    try workshop.folder.write([1, 2, 3], to: name)
    try workshop.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=\(value)",
      "--at",
      "2032-02-01T00:00:00Z", "--draft", "draft.json"
    ).expectDone()
    let texts = try String(decoding: workshop.folder.read("draft.json"), as: UTF8.self)
    let shown = title.replacing("\\", with: "\\\\")
    #expect(texts.contains("\"title\": \"\(shown)\""), "\(texts)")
  }

  @Test(
    "what is neither there nor a field is named as such",
    arguments: ["none;1.txt", "law.txt;", "law.txt;author=x", "law.txt;title=a;b", "law.txt;title=a;title=b"])
  func unknown(value: String) throws {
    let workshop = try Workshop()
    let result = try workshop.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=\(value)",
      "--at",
      "2032-02-01T00:00:00Z", "--draft", "draft.json")
    #expect([2, 3].contains(result.status) && result.error.contains("hint: "), "\(result)")
  }

  @Test("a verifier key is one whatever lies under its name, and a file with a plus is a file")
  func verifierKey() throws {
    let workshop = try Workshop()
    let key =
      try workshop.run("key", "show", "log.pub", "--origin", "pledges.example/lantern").expectDone().output
      .split(separator: "\n").first { $0.hasPrefix("vkey") }.map { String($0.dropFirst(4).drop { $0 == " " }) } ?? ""
    try workshop.folder.write(Array(key.utf8), to: "a+b")
    try workshop.run("verify", "--log-key", "a+b").expectDone()
    // Somebody's other key in a file that is called like ours changes nothing.
    let other = try workshop.run("key", "show", "stranger.pub", "--origin", "pledges.example/lantern").expectDone()
      .output
    var folder = workshop.folder.path
    for part in key.split(separator: "/", omittingEmptySubsequences: false).dropLast() where !part.isEmpty {
      folder += "/\(part)"
      mkdir(folder, 0o700)
    }
    try workshop.folder.write(Array(other.utf8), to: key)
    try workshop.run("verify", "--log-key", key, "--require", "signed").expectDone()
  }

  @Test("a key file of any name can be identified")
  func identified() throws {
    let workshop = try Workshop()
    for name in ["a=b;c", "x=in-person", "plain"] {
      try workshop.folder.write(try workshop.folder.read("stranger.pub"), to: name)
      try workshop.run(
        "join", "p\(name.utf8.count)", "--name", "en=P", "--kind", "state", "--country", "XA", "--signing-key",
        "stranger",
        "--registrar-key", "registrar", "--identified", "\(name)=in-person;2030-12-01;register of visits; page=14",
        "--at",
        "2030-12-03T00:00:00Z", "--draft", "d.json"
      )
      .expectDone()
      try workshop.run("sign", "d.json", "--prepare", "d.pae").expectDone()
      unlink(workshop.folder.path("d.json"))
      unlink(workshop.folder.path("d.pae"))
    }
  }
}

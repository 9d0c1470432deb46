import CanonicalJSON
import Fixtures
import Testing

@Suite("Another project's witness", .enabled(if: Judges.ofWitnessesAreAvailable, Judges.needed))
struct WitnessTests {
  @Test("cosigns growth, tells a rollback and a fork, and its cosignatures are accepted here")
  func witness() throws {
    let folder = try TemporaryFolder()
    let accord = Judges.package + "/Ledger/Accords/lantern-accord.json"
    for name in ["registrar", "log", "quillonia"] {
      #expect(try run(Program.path, ["key", "generate", name, "--no-passphrase"], in: folder.path).status == 0)
    }
    let shown = try run(
      Program.path, ["key", "show", "log.pub", "--origin", "pledges.example/judged", "--json"], in: folder.path)
    let key = try #require(try JSONDocument(shown.output, profile: .strict).root.member("vkey")?.string)
    let script = """
      export PLEDGEBOOK_LEDGER=l.db PLEDGEBOOK_REGISTRAR_KEY=registrar
      book='\(Program.path)'
      "$book" init --origin pledges.example/judged --accord '\(accord)' --log-signing-key log --environment demo \
        --at 2031-01-01T00:00:00Z
      "$book" backup old.db
      cp l.db.keeper.json old.db.keeper.json
      sed -i 's/l.db.checkpoint/old.db.checkpoint/' old.db.keeper.json
      export PLEDGEBOOK_WITNESS_POLICY="$POLICY"
      join() { "$book" join quillonia --name "en=$1" --kind state --country QM --signing-key quillonia \
        --at 2031-01-02T00:00:00Z "$@"; }
      join One --receipt-dir . && echo grown
      "$book" check-proof 2.tlog-proof --policy "$POLICY"
      "$book" verify --policy "$POLICY" --require witnessed
      "$book" checkpoint --cosign > /dev/null && echo renewed
      "$book" checkpoint --cosign --ledger old.db > /dev/null || echo "behind $?"
      join Two --ledger old.db > /dev/null || echo "forked $?"
      """.replacing("en=$1\"", with: "en=$name\"").replacing(
        "join() {", with: "join() { name=$1; shift;")
    let result = try Judges.run("witness.py", [folder.path, "pledges.example/judged", key, script])
    let output = String(decoding: result.output, as: UTF8.self)
    let error = String(decoding: result.error, as: UTF8.self)
    for word in ["grown", "accepted", "witnessed: ", "renewed", "behind 4", "forked 4"] {
      #expect(output.contains(word), "no \(word): \(output)\(error)")
    }
    // Status 409 with a larger size, and 422 for a tree that does not extend the one on record.
    #expect(error.contains("witness.ahead") && error.contains("witness.fork"), "\(error)")
  }
}

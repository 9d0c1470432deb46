extension LedgerSchema {
  // How the triggers read. BEFORE INSERT runs before a conflict is resolved, so it stops INSERT OR REPLACE, which with
  // recursive_triggers off deletes the conflicting row of any unique column without telling a delete trigger: hence
  // every unique column is named. IS NOT in place of <>, because a condition that is NULL does not fire. STRICT and NOT
  // NULL leave no difference between NULL, an empty text and an empty blob.

  /// The headers with their place in the chain. // Format §6
  ///
  /// `previous` and `leaf` have no index: each would take a page at random for every entry, which is what slows a large
  /// ledger down, and all that it could say follows from the chain. The trigger takes no other row than the next one
  /// linked to the last, and a leaf that is not the hash of its header is found wherever it is read.
  static let entryObjects =
    table(
      "entry", uniqueColumns: 1,
      """
      CREATE TABLE entry(
        seq       INTEGER PRIMARY KEY CHECK(seq >= 0),
        previous  BLOB NOT NULL CHECK(length(previous) = 32),
        leaf      BLOB NOT NULL CHECK(length(leaf) = 32),
        statement BLOB NOT NULL UNIQUE CHECK(length(statement) = 32),
        header    BLOB NOT NULL CHECK(length(header) > 0)
      ) STRICT
      """) + [
      trigger(
        "entry_append", on: "entry",
        """
        CREATE TRIGGER entry_append BEFORE INSERT ON entry
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq) + 1, 0) FROM entry)
          OR NEW.previous IS NOT coalesce((SELECT leaf FROM entry ORDER BY seq DESC LIMIT 1), zeroblob(32))
          OR EXISTS (SELECT 1 FROM entry WHERE statement IS NEW.statement)
        BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END
        """)
    ] + frozen("entry")

  /// The canonical envelopes. // Format §5
  static let envelopeObjects =
    table(
      "envelope",
      """
      CREATE TABLE envelope(
        seq   INTEGER PRIMARY KEY REFERENCES entry(seq),
        bytes BLOB NOT NULL CHECK(length(bytes) > 0)
      ) STRICT
      """) + [
      trigger(
        "envelope_append", on: "envelope",
        """
        CREATE TRIGGER envelope_append BEFORE INSERT ON envelope
        WHEN NEW.seq IS NOT (SELECT max(seq) FROM entry)
          OR EXISTS (SELECT 1 FROM envelope WHERE seq IS NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'envelope is append-only'); END
        """)
    ] + frozen("envelope")

  /// The words of detached texts, the only bytes that may ever go; a row for each entry that has any, see `TextRow`.
  /// // Format §3, §7
  ///
  /// A removal overwrites them with as many zeros, where they lie, and the row stays. Were rows deleted, SQLite might
  /// put their neighbours on other pages, and what it leaves behind there of words that move is overwritten by nothing,
  /// also with `secure_delete`: a later removal would not reach it. So rows are added at the end alone and keep their
  /// length, and none is ever moved.
  static let textObjects =
    table(
      "text",
      """
      CREATE TABLE text(
        seq     INTEGER PRIMARY KEY REFERENCES entry(seq),
        digests BLOB NOT NULL CHECK(length(digests) > 0 AND length(digests) % 32 = 0),
        bytes   BLOB NOT NULL CHECK(length(bytes) > 0)
      ) STRICT
      """) + [
      trigger(
        "text_append", on: "text",
        """
        CREATE TRIGGER text_append BEFORE INSERT ON text
        WHEN NEW.seq IS NOT (SELECT max(seq) FROM entry)
          OR EXISTS (SELECT 1 FROM text WHERE seq IS NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'text is append-only'); END
        """),
      trigger(
        "text_update", on: "text",
        """
        CREATE TRIGGER text_update BEFORE UPDATE ON text
        WHEN NEW.seq IS NOT OLD.seq OR NEW.digests IS NOT OLD.digests
          OR length(NEW.bytes) IS NOT length(OLD.bytes)
          OR NOT EXISTS (
            SELECT 1 FROM entry WHERE seq IS (SELECT max(seq) FROM entry) AND seq > OLD.seq
              AND instr(header, x'\(removalLine)') > 0)
        BEGIN SELECT RAISE(ABORT, 'text goes only by a removal'); END
        """),
      delete("text"),
    ]

  /// The line of a header by which an entry removes words, in hexadecimal: `kind text.redact` between its line ends.
  private static let removalLine = "0A6B696E6420746578742E7265646163740A"

  /// The Merkle tree in dense storage: after each entry's leaf hash the subtrees that it completes. // Format §7
  ///
  /// The trigger's upper bound is the nearest that SQL says cheaply; the writer gives the exact number.
  static let treeHashObjects =
    table(
      "tree_hash",
      """
      CREATE TABLE tree_hash(
        position INTEGER PRIMARY KEY CHECK(position >= 0),
        hash     BLOB NOT NULL CHECK(length(hash) = 32)
      ) STRICT
      """) + [
      trigger(
        "tree_hash_append", on: "tree_hash",
        """
        CREATE TRIGGER tree_hash_append BEFORE INSERT ON tree_hash
        WHEN NEW.position IS NOT (SELECT coalesce(max(position) + 1, 0) FROM tree_hash)
          OR NEW.position >= 2 * (SELECT coalesce(max(seq) + 1, 0) FROM entry)
        BEGIN SELECT RAISE(ABORT, 'tree_hash is append-only'); END
        """)
    ] + frozen("tree_hash")

  /// The signed checkpoints, each larger than the one before and never ahead of the entries. // Format §7
  static let checkpointObjects =
    table(
      "checkpoint",
      """
      CREATE TABLE checkpoint(
        size INTEGER PRIMARY KEY CHECK(size > 0),
        note BLOB NOT NULL CHECK(length(note) > 0)
      ) STRICT
      """) + [
      trigger(
        "checkpoint_append", on: "checkpoint",
        """
        CREATE TRIGGER checkpoint_append BEFORE INSERT ON checkpoint
        WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoint)
          OR NEW.size > (SELECT coalesce(max(seq) + 1, 0) FROM entry)
        BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END
        """)
    ] + frozen("checkpoint")

  /// The triggers of a table whose rows neither change nor go.
  static func frozen(_ table: String) -> [Object] { [update(table), delete(table)] }

  private static func update(_ table: String) -> Object {
    trigger(
      "\(table)_update", on: table,
      """
      CREATE TRIGGER \(table)_update BEFORE UPDATE ON \(table)
      BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
      """)
  }

  private static func delete(_ table: String) -> Object {
    trigger(
      "\(table)_delete", on: table,
      """
      CREATE TRIGGER \(table)_delete BEFORE DELETE ON \(table)
      BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
      """)
  }
}

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

  /// The canonical envelopes; the only rows that may ever go. // Format §5
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
        """),
      update("envelope"),
      trigger(
        "envelope_delete", on: "envelope",
        """
        CREATE TRIGGER envelope_delete BEFORE DELETE ON envelope
        WHEN NOT EXISTS (SELECT 1 FROM redaction WHERE target IS OLD.seq)
        BEGIN SELECT RAISE(ABORT, 'envelope goes only by a redaction'); END
        """),
    ]

  /// Which entry took the envelope of which; written together with the entry that says so. // Format §6
  static let redactionObjects =
    table(
      "redaction", uniqueColumns: 1,
      """
      CREATE TABLE redaction(
        target INTEGER PRIMARY KEY REFERENCES entry(seq),
        by     INTEGER NOT NULL UNIQUE REFERENCES entry(seq),
        CHECK(by > target)
      ) STRICT
      """) + [
      trigger(
        "redaction_append", on: "redaction",
        """
        CREATE TRIGGER redaction_append BEFORE INSERT ON redaction
        WHEN NEW.by IS NOT (SELECT max(seq) FROM entry)
          OR EXISTS (SELECT 1 FROM redaction WHERE target IS NEW.target)
          OR EXISTS (SELECT 1 FROM redaction WHERE by IS NEW.by)
        BEGIN SELECT RAISE(ABORT, 'redaction is append-only'); END
        """)
    ] + frozen("redaction")

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
  static func frozen(_ table: String) -> [Object] {
    [
      update(table),
      trigger(
        "\(table)_delete", on: table,
        """
        CREATE TRIGGER \(table)_delete BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
        """),
    ]
  }

  private static func update(_ table: String) -> Object {
    trigger(
      "\(table)_update", on: table,
      """
      CREATE TRIGGER \(table)_update BEFORE UPDATE ON \(table)
      BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
      """)
  }
}

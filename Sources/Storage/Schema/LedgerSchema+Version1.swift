extension LedgerSchema {
  // Byte for byte as they stand in the files of that version, which are compared with them.

  /// The table of headers as version 1 made it: `previous` and `leaf` were unique as well, with an index each.
  static let entryObjectsOfVersion1 =
    table(
      "entry", uniqueColumns: 3,
      """
      CREATE TABLE entry(
        seq       INTEGER PRIMARY KEY CHECK(seq >= 0),
        previous  BLOB NOT NULL UNIQUE CHECK(length(previous) = 32),
        leaf      BLOB NOT NULL UNIQUE CHECK(length(leaf) = 32),
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
          OR EXISTS (SELECT 1 FROM entry WHERE leaf IS NEW.leaf)
          OR EXISTS (SELECT 1 FROM entry WHERE previous IS NEW.previous)
          OR EXISTS (SELECT 1 FROM entry WHERE statement IS NEW.statement)
        BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END
        """)
    ] + frozen("entry")
}

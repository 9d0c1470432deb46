import CommandLineTools

/// The pages of help that are about no single command. Each is data in one place, and tests hold it to the code.
enum ProgramTopics {
  static let all = [exitCodes, environment, files]

  /// Every variable that the program reads.
  static let environment = Topic(
    "environment", title: "Environment", summary: "environment variables that the program reads",
    tables: [
      Topic.Table(
        "Where things are",
        [
          Topic.Row("PLEDGEBOOK_LEDGER", "the ledger, where --ledger is not given (else Ledger/ledger.db)"),
          Topic.Row(
            "PLEDGEBOOK_WITNESS", "the record of a witness, where --state is not given to witness commands"),
          Topic.Row("TMPDIR", "folder for temporary files (else /tmp, and /var/tmp for large ones)"),
          Topic.Row("PATH", "where the program of monitor --exec is looked for, unless it has a slash"),
        ]),
      Topic.Table(
        "Keys",
        [
          Topic.Row("PLEDGEBOOK_KEY", "private key file of a party, where --key is not given"),
          Topic.Row(
            "PLEDGEBOOK_REGISTRAR_KEY", "private key file of the registrar, where --registrar-key is not given"),
          Topic.Row(
            "PLEDGEBOOK_LOG_KEY", "private key file of the log, in place of those that log-keys use noted"),
        ]),
      Topic.Table(
        "Passphrases",
        [
          Topic.Row("PLEDGEBOOK_PASSPHRASE", "of every key, where --passphrase-file is not given"),
          Topic.Row("PLEDGEBOOK_LOG_PASSPHRASE", "of the log's key alone, before the common one"),
          Topic.Row("PLEDGEBOOK_WITNESS_PASSPHRASE", "of a witness's key alone, before the common one"),
        ]),
      Topic.Table(
        "Witnesses",
        [Topic.Row("PLEDGEBOOK_WITNESS_POLICY", "policy file of the witnesses to ask, in place of the one noted")]),
      Topic.Table(
        "For a program that this one starts",
        [Topic.Row("PLEDGEBOOK_ALERT", "set for the program of monitor --exec: the id of the alert")]),
      Topic.Table(
        "Words and looks",
        [
          Topic.Row(
            "LC_ALL, LC_MESSAGES, LANG",
            "the first that is set chooses the language of reports, where --language is not given"),
          Topic.Row(
            "LANGUAGE", "languages in the order wanted, with colons between; asked first, but for the locale C"),
          Topic.Row("NO_COLOR", "when set and not empty, no colour unless --color always"),
          Topic.Row("TERM", "dumb: no colour and no progress bar"),
          Topic.Row("COLUMNS", "width of a terminal that does not say how wide it is"),
        ]),
    ],
    details: [
      "An option wins over its variable. Messages, errors and JSON are English whatever the language is. Scripts give "
        + "--language, so that a report is the same bytes for everybody. Passphrases are taken out of the environment of every "
        + "program that this one starts."
    ])

  /// Every status with which the program ends. // ExitStatus
  static let exitCodes = Topic(
    "exit-codes", title: "Exit status", summary: "exit codes of every command",
    tables: [
      Topic.Table(
        "Exit codes", ExitStatus.allCases.map { Topic.Row("\($0.rawValue)", meaning(of: $0)) })
    ],
    details: [
      "With --json an error is also one document on standard output, {\"error\": {\"code\", \"message\", \"hint\"}}, whose code "
        + "is a stable name for scripts. A command that a signal ends, ends by that signal."
    ])

  static func meaning(of status: ExitStatus) -> String {
    switch status {
    case .done: "done, or verified"
    case .broken: "what was checked is broken: the ledger, a copy, a receipt, or a log that contradicts itself"
    case .usage: "the command line is wrong, or an input is malformed; nothing was done"
    case .io: "a file or an address could not be read or written"
    case .belowAssurance: "intact, and less than was asked for: assurance, witnesses, or what this program can check"
    case .refused: "refused by the ledger's rules, or by its owner's settings; nothing was recorded"
    }
  }

  /// Every file that the program keeps for itself or makes beside another.
  static let files = Topic(
    "files", title: "Files", summary: "files beside a ledger, a key or a copy, and what they are",
    tables: [
      Topic.Table(
        "Beside a ledger, here ledger.db",
        [
          Topic.Row(
            "ledger.db-wal", "what was appended last (SQLite's log); part of the ledger, never removed by hand"),
          Topic.Row("ledger.db-shm", "SQLite's index of that log; made again when needed"),
          Topic.Row("ledger.db.lock", "held by whoever writes; empty, and may stay"),
          Topic.Row(
            "ledger.db.checkpoint", "the high-water mark: the newest checkpoint; best elsewhere (--high-water)"),
          Topic.Row("ledger.db.keeper.json", "where the log key, the mark and the witnesses are; see log-keys use"),
          Topic.Row("ledger.db.cosigned", "the newest checkpoint with what witnesses signed on it"),
          Topic.Row("ledger.db.snapshot", "spares reading every entry; removing it costs time and nothing else"),
        ]),
      Topic.Table(
        "Beside a key, here KEY",
        [Topic.Row("KEY.pub", "the public half of the private key in KEY; may be given to anybody")]),
      Topic.Table(
        "A receipt, in a folder of your choice",
        [
          Topic.Row("INDEX.header", "the header of the entry, of which the tree holds the hash"),
          Topic.Row("INDEX.dsse.json", "its envelope: the statement and the signatures"),
          Topic.Row("INDEX.tlog-proof", "proof and checkpoint; check-proof reads the three"),
        ]),
      Topic.Table(
        "Beside others",
        [
          Topic.Row(
            "FILE.evidence-….json", "two checkpoints of which no tree has both; compare --check shows it to anybody"),
          Topic.Row(
            "FILE.alerts", "of monitor --exec: alerts that wait in new/, and in done/ those delivered; keep both"),
          Topic.Row("FILE-metadata.json", "what the columns of a report in CSV are (CSVW)"),
          Topic.Row("DIR/.publishing", "files of a publication on their way; also .unfinished-texts and .behind"),
        ]),
    ],
    details: [
      "Documentation/Operations.md says which of them to back up, and what to do when one is lost."
    ])
}

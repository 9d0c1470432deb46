import CommandLineTools

/// The pages of help that are about no single command. Each is data in one place, and tests hold it to the code.
enum HelpTopics {
  static let all = [environment, exitCodes, files]

  /// Every variable that the program reads.
  static let environment = HelpTopic(
    "environment", summary: "environment variables that the program reads",
    tables: [
      HelpTopic.Table(
        "Where things are",
        [
          HelpTopic.Row("PLEDGEBOOK_LEDGER", "the ledger, where --ledger is not given (else Ledger/ledger.db)"),
          HelpTopic.Row(
            "PLEDGEBOOK_WITNESS", "the record of a witness, where --state is not given to witness commands"),
          HelpTopic.Row("TMPDIR", "folder for temporary files (else /tmp, and /var/tmp for large ones)"),
        ]),
      HelpTopic.Table(
        "Keys",
        [
          HelpTopic.Row("PLEDGEBOOK_KEY", "private key file of a party, where --key is not given"),
          HelpTopic.Row(
            "PLEDGEBOOK_REGISTRAR_KEY", "private key file of the registrar, where --registrar-key is not given"),
          HelpTopic.Row(
            "PLEDGEBOOK_LOG_KEY", "private key file of the log, in place of those that log-keys use noted"),
        ]),
      HelpTopic.Table(
        "Passphrases",
        [
          HelpTopic.Row("PLEDGEBOOK_PASSPHRASE", "of every key, where --passphrase-file is not given"),
          HelpTopic.Row("PLEDGEBOOK_LOG_PASSPHRASE", "of the log's key alone, before the common one"),
          HelpTopic.Row("PLEDGEBOOK_WITNESS_PASSPHRASE", "of a witness's key alone, before the common one"),
        ]),
      HelpTopic.Table(
        "Witnesses",
        [HelpTopic.Row("PLEDGEBOOK_WITNESS_POLICY", "policy file of the witnesses to ask, in place of the one noted")]),
      HelpTopic.Table(
        "Words and looks",
        [
          HelpTopic.Row(
            "LC_ALL, LC_MESSAGES, LANG",
            "the first that is set chooses the language of reports, where --language is not given"),
          HelpTopic.Row(
            "LANGUAGE", "languages in the order wanted, with colons between; asked first, but for the locale C"),
          HelpTopic.Row("NO_COLOR", "when set and not empty, no colour unless --color always"),
          HelpTopic.Row("TERM", "dumb: no colour and no progress bar"),
          HelpTopic.Row("COLUMNS", "width of a terminal that does not say how wide it is"),
        ]),
    ],
    details: [
      "An option wins over its variable. Messages, errors and JSON are English whatever the language is. Scripts give "
        + "--language, so that a report is the same bytes for everybody. Passphrases are taken out of the environment of every "
        + "program that this one starts."
    ])

  /// Every status with which the program ends. // ExitStatus
  static let exitCodes = HelpTopic(
    "exit-codes", summary: "exit codes of every command",
    tables: [
      HelpTopic.Table(
        "Exit codes", ExitStatus.allCases.map { HelpTopic.Row("\($0.rawValue)", meaning(of: $0)) })
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
  static let files = HelpTopic(
    "files", summary: "files beside a ledger, a key or a copy, and what they are",
    tables: [
      HelpTopic.Table(
        "Beside a ledger, here ledger.db",
        [
          HelpTopic.Row(
            "ledger.db-wal", "what was appended last (SQLite's log); part of the ledger, never removed by hand"),
          HelpTopic.Row("ledger.db-shm", "SQLite's index of that log; made again when needed"),
          HelpTopic.Row("ledger.db.lock", "held by whoever writes; empty, and may stay"),
          HelpTopic.Row(
            "ledger.db.checkpoint", "the high-water mark: the newest checkpoint; best elsewhere (--high-water)"),
          HelpTopic.Row("ledger.db.keeper.json", "where the log key, the mark and the witnesses are; see log-keys use"),
          HelpTopic.Row("ledger.db.cosigned", "the newest checkpoint with what witnesses signed on it"),
          HelpTopic.Row("ledger.db.snapshot", "spares reading every entry; removing it costs time and nothing else"),
        ]),
      HelpTopic.Table(
        "Beside a key, here KEY",
        [HelpTopic.Row("KEY.pub", "the public half of the private key in KEY; may be given to anybody")]),
      HelpTopic.Table(
        "A receipt, in a folder of your choice",
        [
          HelpTopic.Row("INDEX.header", "the header of the entry, of which the tree holds the hash"),
          HelpTopic.Row("INDEX.dsse.json", "its envelope: the statement and the signatures"),
          HelpTopic.Row("INDEX.tlog-proof", "proof and checkpoint; check-proof reads the three"),
        ]),
      HelpTopic.Table(
        "Beside others",
        [
          HelpTopic.Row(
            "FILE.evidence-….json", "two checkpoints of which no tree has both; compare --check shows it to anybody"),
          HelpTopic.Row("FILE-metadata.json", "what the columns of a report in CSV are (CSVW)"),
          HelpTopic.Row("DIR/.publishing", "files of a publication on their way; also .unfinished-texts and .behind"),
        ]),
    ],
    details: [
      "Documentation/Operations.md says which of them to back up, and what to do when one is lost."
    ])
}

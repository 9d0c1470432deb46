import CommandLineTools

/// What is to be known of the program beside its commands: exit statuses, variables, files. The manual and the reference
/// of the command line have it from here.
enum ProgramTopics {
  static let all = [exitCodes, environment, files]

  static let exitCodes = Topic(
    name: "exit-codes", title: "Exit status",
    introduction: "The status says who has to act. Errors also have a code of their own, which --json gives.",
    rows: [
      ("0", "done, or verified"), ("1", "the ledger, or what was checked, is broken"),
      ("2", "wrong usage, or input that is malformed"), ("3", "something could not be read or written"),
      ("4", "intact, and less assured than was asked for"), ("5", "refused by the rules of the ledger"),
    ])

  static let environment = Topic(
    name: "environment", title: "Environment",
    introduction: "An option of the command line wins over a variable.",
    rows: [
      ("PLEDGEBOOK_LEDGER", "the ledger, where --ledger is not given (default: Ledger/ledger.db)"),
      ("PLEDGEBOOK_KEY", "private key of the party that makes a statement, for --key"),
      ("PLEDGEBOOK_REGISTRAR_KEY", "private key of the registrar, for --registrar-key"),
      ("PLEDGEBOOK_LOG_KEY", "private key of the log, in place of the one noted beside the ledger"),
      ("PLEDGEBOOK_PASSPHRASE", "passphrase of the private keys that a command opens"),
      ("PLEDGEBOOK_LOG_PASSPHRASE", "passphrase of the private key of the log"),
      ("PLEDGEBOOK_WITNESS", "the record of a witness, for --state"),
      ("PLEDGEBOOK_WITNESS_PASSPHRASE", "passphrase of the private key of a witness"),
      ("PLEDGEBOOK_WITNESS_POLICY", "trust policy that names the witnesses to ask, in place of the one noted"),
      ("NO_COLOR", "no colour, when it is set and not empty"),
      ("COLUMNS", "width of the terminal, in place of what the system says"),
      ("TMPDIR", "where temporary files go, also the large ones of verify (default: /tmp, for large ones /var/tmp)"),
    ])

  static let files = Topic(
    name: "files", title: "Files",
    introduction: "Beside a ledger LEDGER.db; none but backups is ever copied by hand.",
    rows: [
      ("LEDGER.db", "the ledger: an SQLite database in WAL mode"),
      ("LEDGER.db-wal, LEDGER.db-shm", "part of the ledger while they are there"),
      ("LEDGER.db.lock", "the lock of who writes; never to be removed"),
      ("LEDGER.db.checkpoint", "the high-water mark: the checkpoint given out last"),
      ("LEDGER.db.cosigned", "the newest checkpoint with its cosignatures"),
      ("LEDGER.db.keeper.json", "where the private key of the log lies, and which witnesses are asked"),
      ("LEDGER.db.snapshot", "what the entries came to, for a fast start; safe to remove"),
      ("FILE.pub", "the public half of a private key FILE"),
    ])
}

import CommandLineTools
import Files
import Pledges

/// What a command gets: its arguments, the ledger it is about, and where to say things.
struct Session: ~Copyable {
  let arguments: ParsedArguments
  /// The options of the command that give a key to sign a statement with.
  let keyOptions: [String]
  /// Whether the command can write the envelope in place of appending it.
  let writesEnvelopes: Bool
  /// Whether the command asks a person before it records.
  let asks: Bool
  /// The files whose place no output takes.
  let guarded: GuardedFiles
  /// Whether a file can be named that has the passphrase of its keys.
  let takesPassphraseFile: Bool
  /// Whether this use of the command reads a published copy as well as the keeper's file.
  let readsCopies: Bool
  var output: Output
  /// The words of the statement that the command drafts.
  let texts = DraftedTexts()
  /// The published copy that is read in place of the keeper's file: what `--from` names, where it names one.
  var copy: FilePath?
  /// The parties that somebody said are meant.
  let parties = ConfirmedParties()

  init(_ command: ParsedCommand) {
    arguments = command.arguments
    guarded = GuardedFiles(command)
    writesEnvelopes = command.definition.options.contains { $0.long == "out" }
    copy = arguments.path("from")
    asks = command.definition.options.contains { $0.long == Confirmation.option.long }
    let (options, arguments) = (command.definition.options.map(\.long), command.arguments)
    takesPassphraseFile = options.contains(StatementFlow.passphraseFile.long)
    let isRecording = options.contains(StatementFlow.clock.long) && options.contains(StatementFlow.check.long)
    let stopsEarlier = ["out", "draft", StatementFlow.check.long].contains { arguments.flag($0) }
    readsCopies = command.definition.options.contains(PublishedCopy.from) && (!isRecording || stopsEarlier)
    keyOptions = command.definition.options.map(\.long).filter { ["key", "registrar-key", "signing-key"].contains($0) }
    output = Output(
      json: arguments.flag("json"), quiet: arguments.flag("quiet"),
      color: arguments.value("color").flatMap(ColorChoice.init) ?? .auto)
  }

  /// The ledger of `--ledger`, else of the environment, else the default one.
  var ledgerPath: FilePath {
    arguments.path("ledger") ?? .environment("PLEDGEBOOK_LEDGER") ?? "Ledger/ledger.db"
  }

  /// The first operand, which the command's definition requires.
  func operand(_ position: Int = 0) throws(CommandError) -> String {
    let path = try operandPath(position)
    return path.text ?? path.description
  }

  /// The same where it names a file.
  func operandPath(_ position: Int = 0) throws(CommandError) -> FilePath {
    guard arguments.operandPaths.indices.contains(position) else {
      throw .usage("missing-operand", "an operand is missing", hint: "add --help to see what the command takes")
    }
    return arguments.operandPaths[position]
  }

  /// An operand or option as an id of some kind.
  func id<ID: Identifier>(_ text: String, _ what: String) throws(CommandError) -> ID {
    guard let id = ID(text) else {
      throw .usage(
        "invalid-id", "\(text) is not a valid \(what) id", hint: "an id is \(ID.form)")
    }
    return id
  }

  /// An operand or option as the id of a party, or of a signatory, that has to be in the ledger, for a statement.
  func existing(_ text: String, _ what: String) throws(CommandError) -> PartyID {
    try KnownParty.acting(text, what, self, onlySignatories: what == "signatory")
  }

  /// Operands or the values of a repeated option as ids, in their order.
  func ids<ID: Identifier>(_ texts: [String], _ what: String) throws(CommandError) -> [ID] {
    var ids: [ID] = []
    for text in texts { ids.append(try id(text, what)) }
    return ids
  }

  func index(_ text: String) throws(CommandError) -> EntryIndex {
    guard let number = UInt64(text), String(number) == text else {
      throw .usage("invalid-index", "\(text) is not an entry number", hint: "pledgebook log lists the entries")
    }
    return EntryIndex(number)
  }

  func date(_ option: String) throws(CommandError) -> CalendarDate? {
    guard let text = arguments.value(option) else { return nil }
    guard let date = CalendarDate(text) else {
      throw .usage("invalid-date", "--\(option) \(text) is not a date", hint: "write it as 2031-05-02")
    }
    return date
  }

  /// A remark that this use of the command cannot do without.
  func requiredText(_ option: String) throws(CommandError) -> TextMap {
    guard let text = try textOrMap(option) else {
      throw .usage("missing-option", "--\(option) LANG=TEXT is missing", hint: "write --\(option) en=TEXT")
    }
    return text
  }

  /// The two parts of an option's value.
  func split(
    _ value: String, at separator: Character, option: String, form: String
  ) throws(CommandError) -> (String, String) {
    guard let place = value.firstIndex(of: separator), place != value.startIndex else {
      throw .usage(
        "invalid-value", "--\(option) \(value) is not of the form \(form)", hint: "write --\(option) \(form)")
    }
    let rest = String(value[value.index(after: place)...])
    guard !rest.isEmpty else {
      throw .usage("invalid-value", "--\(option) \(value) says nothing", hint: "write --\(option) \(form)")
    }
    return (String(value[..<place]), rest)
  }

  /// The same of a value whose second part names a file, which is bytes.
  func split(
    _ value: FilePath, at separator: Unicode.Scalar, option: String, form: String
  ) throws(CommandError) -> (String, FilePath) {
    guard let place = value.bytes.firstIndex(of: UInt8(ascii: separator)), place != 0 else {
      throw .usage(
        "invalid-value", "--\(option) \(value) is not of the form \(form)", hint: "write --\(option) \(form)")
    }
    let first = FilePath(bytes: value.bytes[..<place])
    return (first.text ?? first.description, FilePath(bytes: value.bytes[(place + 1)...]))
  }

  /// One of the raw values of an enumeration.
  func choice<Value: RawRepresentable & CaseIterable>(
    _ option: String, _ type: Value.Type
  ) throws(CommandError) -> Value where Value.RawValue == String {
    let text = try arguments.required(option)
    guard let value = Value(rawValue: text) else {
      throw .usage(
        "invalid-value", "--\(option) does not take \(text)",
        hint: "it takes \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }
}

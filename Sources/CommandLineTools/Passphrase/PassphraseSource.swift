public import Files

/// Where a passphrase comes from: a file, an environment variable or the terminal, never an argument.
///
/// Arguments are visible to every process of the machine and stay in the shell's history.
public struct PassphraseSource: Sendable {
  /// A passphrase longer than this is a mistake, such as the wrong file.
  static let limit = 1024

  private let file: FilePath?
  private let variable: String

  /// - Parameters:
  ///   - file: what `--passphrase-file` says; it wins over the rest.
  ///   - variable: the environment variable, which wins over the prompt when it is set and not empty.
  public init(file: (any FileNaming)?, variable: String) {
    self.file = file?.filePath
    self.variable = variable
  }

  /// Whether somebody has to be at the terminal.
  public var asksPerson: Bool { file == nil && !isEnvironmentSet(variable) }

  /// The environment variable that the passphrase is taken from; nil where it comes from elsewhere.
  public var variableInUse: String? { file == nil && isEnvironmentSet(variable) ? variable : nil }

  /// The passphrase; the caller wipes it.
  ///
  /// - Parameters:
  ///   - question: what the prompt says, such as `passphrase for key.pem`.
  ///   - confirming: asks twice, for a passphrase that is being chosen.
  public func read(_ question: String, confirming: Bool = false) throws(CommandError) -> [UInt8] {
    try read(question, confirming: confirming, prompt: PassphrasePrompt())
  }

  func read(_ question: String, confirming: Bool, prompt: PassphrasePrompt) throws(CommandError) -> [UInt8] {
    if let file { return try contents(of: file) }
    if let bytes = environmentBytes(variable) { return bytes }
    do throws(CommandError) {
      return try prompt.ask(question, confirming: confirming)
    } catch  where error.code == "passphrase.no-terminal" {
      throw CommandError(
        code: error.code, message: error.message, hint: "give --passphrase-file FILE, or set \(variable)",
        exit: error.exit)
    }
  }

  /// The only line of the file, without its line end.
  private func contents(of file: FilePath) throws(CommandError) -> [UInt8] {
    var bytes = try readInput(file, limit: Self.limit)
    if bytes.last == 0x0a { bytes.removeLast() }
    if bytes.last == 0x0d { bytes.removeLast() }
    guard !bytes.isEmpty, !bytes.contains(where: { $0 == 0x0a || $0 == 0 }) else {
      let fault = bytes.isEmpty ? "holds no passphrase" : "holds more than one line"
      wipe(&bytes)
      throw .passphrase("file", "\(file) \(fault)", hint: "put the passphrase alone on the first line")
    }
    return bytes
  }
}

extension CommandError {
  static func passphrase(_ code: String, _ message: String, hint: String? = nil) -> CommandError {
    CommandError(code: "passphrase.\(code)", message: message, hint: hint, exit: .usage)
  }
}

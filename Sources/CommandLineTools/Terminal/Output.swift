internal import Files

/// Where a command says things: results on standard output, everything else on standard error.
///
/// Results are gathered and written in as few calls as possible, one when they fit; call `flush` at the end.
/// When the reader of the results is gone, as in `… | head`, what follows is dropped without a word.
public struct Output: ~Copyable {
  /// Beyond this much the results go out early, so that a long listing needs no memory for all of it.
  private static let bufferLimit = 1 << 18

  /// The format of the document that says why a command ended. // Documentation/Data.md
  private static let errorFormat = "error/1"

  /// Whether results are one JSON document.
  public let isJSON: Bool
  /// Whether notes and progress are kept back.
  public let isQuiet: Bool
  /// Colour of what goes to standard output.
  public let style: Style
  /// Colour of what goes to standard error.
  public let messageStyle: Style
  /// Whether nobody reads the results any more; long loops may stop.
  public private(set) var isClosed = false

  private let results: FileDescriptor
  private let messages: FileDescriptor
  private let resultsAreSeen: Bool
  private var buffer: [UInt8] = []

  /// Output to the standard streams of this process.
  public init(json: Bool = false, quiet: Bool = false, color: ColorChoice = .auto) {
    self.init(
      json: json, quiet: quiet, style: color.style(for: .output), messageStyle: color.style(for: .error),
      results: StandardStream.output.descriptor, messages: StandardStream.error.descriptor,
      resultsAreSeen: StandardStream.output.isTerminal)
  }

  init(
    json: Bool, quiet: Bool, style: Style, messageStyle: Style, results: Int32, messages: Int32, resultsAreSeen: Bool
  ) {
    isJSON = json
    isQuiet = quiet
    self.style = style
    self.messageStyle = messageStyle
    self.results = FileDescriptor(borrowing: results)
    self.messages = FileDescriptor(borrowing: messages)
    self.resultsAreSeen = resultsAreSeen
  }

  // MARK: Results

  /// A line of the result; text of others must have passed through `sanitised`.
  public mutating func print(_ line: String = "") throws(CommandError) {
    try write(line + "\n")
  }

  /// Text of the result as it stands.
  public mutating func write(_ text: String) throws(CommandError) {
    try write(Array(text.utf8))
  }

  /// Bytes of the result as they stand.
  public mutating func write(_ bytes: [UInt8]) throws(CommandError) {
    guard !isClosed else { return }
    buffer += bytes
    if buffer.count >= Self.bufferLimit { try flush() }
  }

  /// The JSON document that is the result; on a terminal, what could steer it is escaped.
  public mutating func writeDocument(_ json: String) throws(CommandError) {
    try write(resultsAreSeen ? sanitisedJSON(json) : json)
  }

  /// Hands everything gathered to the system.
  public mutating func flush() throws(CommandError) {
    guard !buffer.isEmpty else { return }
    let bytes = buffer
    buffer = []
    do throws(SystemFailure) {
      try results.write(bytes)
    } catch {
      // With the signal's default action the process is gone before this; here the parent had ignored it.
      if error.isClosedPipe {
        isClosed = true
        return
      }
      throw error.writing("standard output")
    }
  }

  // MARK: Messages

  /// Something worth knowing that is no result; kept back by `--quiet`.
  public func note(_ text: String) {
    if !isQuiet { message(sanitised(text)) }
  }

  /// Words of a question, as they stand and with no line end of their own; said in any case.
  public func ask(_ text: String) {
    // When standard error is gone there is nobody to ask.
    try? messages.write(Array(sanitised(text, keepingLines: true).utf8))
  }

  /// Something that may be wrong though the command goes on.
  public func warn(_ text: String, hint: String? = nil) {
    message(labelled(messageStyle.yellow("warning:"), text, hint))
  }

  /// Why the command ends without its result; with `--json` also the document on standard output.
  ///
  /// Results not yet written are dropped from a JSON document, of which there is one, and written otherwise.
  public mutating func report(_ error: CommandError) {
    if isJSON {
      buffer = []
      let hint = error.hint.map(jsonString) ?? "null"
      var fields = "\"code\":\(jsonString(error.code)),\"message\":\(jsonString(error.message)),\"hint\":\(hint)"
      if !error.details.isEmpty {
        fields += ",\"details\":[\(error.details.map(jsonString).joined(separator: ","))]"
      }
      try? writeDocument("{\"format\":\"\(Self.errorFormat)\",\"error\":{\(fields)}}\n")
    }
    // A second failure here has nowhere left to be said.
    try? flush()
    tell(error)
  }

  /// Why the command ends, where the document on standard output says so already.
  public func tell(_ error: CommandError) {
    message(labelled(messageStyle.red("error:"), error.message, details: error.details, error.hint))
  }

  private func labelled(_ label: String, _ text: String, details: [String] = [], _ hint: String?) -> String {
    var lines = ["\(label) \(sanitised(text))" + (details.isEmpty ? "" : ":")]
    lines += details.map { "  \(sanitised($0))" }
    if let hint { lines.append("\(messageStyle.bold("hint:")) \(sanitised(hint))") }
    return lines.joined(separator: "\n")
  }

  private func message(_ text: String) {
    // When standard error is gone there is nobody to tell.
    try? messages.write(Array((text + "\n").utf8))
  }
}

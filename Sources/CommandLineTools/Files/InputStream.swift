public import Files

/// An input that is read piece by piece, so that its size costs no memory: the file at a path, or standard input for `-`.
public struct InputStream: ~Copyable {
  /// What it is called in messages.
  public let place: String
  private let input: Input
  /// Bytes that were read and not handed on, from `start` on.
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// The most bytes that are read at once.
  private static let pieceSize = 1 << 16

  /// Opens the input.
  public init(_ path: some FileNaming) throws(CommandError) {
    let path = path.filePath
    place = path.inputName
    input = try Input(path)
  }

  /// Whether it ends by itself: a file, a pipe, a terminal; a device such as /dev/zero need not.
  public var hasEnd: Bool { input.hasEnd }

  /// The first bytes, which are still to be read: as many as asked for, or fewer where it ends.
  public mutating func peek(_ count: Int) throws(CommandError) -> [UInt8] {
    while buffer.count - start < count, try fill() {}
    return Array(buffer[start...].prefix(count))
  }

  /// The next bytes, at least one of them; nil at the end.
  public mutating func next() throws(CommandError) -> [UInt8]? {
    if start == buffer.count, try !fill() { return nil }
    defer { drop(buffer.count - start) }
    return Array(buffer[start...])
  }

  /// A line of the input.
  public enum Line: Sendable {
    /// Without its end.
    case bytes([UInt8])
    /// It has more bytes than the limit; none of them is handed on, and the next line is behind its end.
    case tooLong(limit: Int)
  }

  /// The longest line that is passed over: what is longer is no text of lines.
  private static let longestLine = 64 << 20

  /// The next line, whose end the last one need not have; nil at the end of the input. No more than `limit` bytes of it are
  /// held.
  public mutating func line(limit: Int) throws(CommandError) -> Line? {
    var looked = 0
    while true {
      if let end = buffer[(start + looked)...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { drop(end - start + 1) }
        return end - start <= limit ? .bytes(Array(buffer[start..<end])) : .tooLong(limit: limit)
      }
      looked = buffer.count - start
      guard looked <= limit else {
        try passLine()
        return .tooLong(limit: limit)
      }
      guard try fill() else {
        defer { drop(looked) }
        return looked > 0 ? .bytes(Array(buffer[start...])) : nil
      }
    }
  }

  /// Passes over the rest of a line.
  private mutating func passLine() throws(CommandError) {
    var passed = 0
    while true {
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) { return drop(end - start + 1) }
      passed += buffer.count - start
      guard passed <= Self.longestLine else {
        throw .io("too-large", "\(place) has a line without an end", hint: "give a file of the form asked for")
      }
      drop(buffer.count - start)
      guard try fill() else { return }
    }
  }

  /// Reads a piece more; false at the end.
  private mutating func fill() throws(CommandError) -> Bool {
    guard !isAtEnd else { return false }
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
    isAtEnd = try !input.read(into: &buffer, upTo: Self.pieceSize)
    return !isAtEnd
  }

  /// Forgets bytes that were handed on.
  private mutating func drop(_ count: Int) {
    start += count
    guard start == buffer.count else { return }
    buffer.removeAll(keepingCapacity: true)
    start = 0
  }
}

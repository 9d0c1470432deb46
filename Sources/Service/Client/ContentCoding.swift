internal import CZlib

/// The content coding of an answer. // RFC 9110 §8.4
///
/// Nobody asks for one, and logs may send one all the same (tlog-tiles), so what zlib undoes is taken.
public enum ContentCoding {
  case identity
  case gzip
  case deflate

  /// The coding that header fields name, each with a list of them; those that are undone here come alone.
  public init(_ fields: [String]) throws(ServiceError) {
    let names = fields.joined(separator: ",").split(separator: ",").map { name in
      name.filter { !$0.isWhitespace }.lowercased()
    }.filter { $0 != "identity" && !$0.isEmpty }
    switch names {
    case []: self = .identity
    case ["gzip"], ["x-gzip"]: self = .gzip
    case ["deflate"]: self = .deflate
    default:
      throw ServiceError(
        .malformed, "the answer comes coded as \(ServerWords.line(names.joined(separator: ", ")) ?? "something")",
        hint: "ask whoever keeps the server: files are asked for without a coding, and gzip and deflate are undone")
    }
  }
}

extension ContentCoding {
  /// What undoes the coding, or nil where there is none.
  func inflation() throws(ServiceError) -> Inflation? {
    switch self {
    case .identity: nil
    case .gzip: try Inflation(ofGzip: true)
    case .deflate: try Inflation(ofGzip: false)
    }
  }

  /// What an answer is behind its coding, when it comes in pieces of so many bytes; nil for one above the limit.
  public func undone(_ bytes: [UInt8], inPiecesOf count: Int, limit: Int) throws(ServiceError) -> [UInt8]? {
    guard let inflation = try inflation() else { return bytes.count <= limit ? bytes : nil }
    var whole: [UInt8] = []
    var start = 0
    while start < bytes.count {
      let piece = Array(bytes[start..<min(bytes.count, start + max(1, count))])
      start += piece.count
      guard try inflation.take(piece, limit: limit - whole.count, { whole += $0 }) else { return nil }
    }
    try inflation.end()
    return whole
  }
}

/// Undoes a content coding piece by piece.
@safe final class Inflation {
  private let stream: OpaquePointer
  private var isWhole = false
  private static let room = 65_536

  init(ofGzip isGzip: Bool) throws(ServiceError) {
    guard pledge_zlib_load() == 0 else {
      throw ServiceError(
        .libraryMissing, "\(PLEDGE_ZLIB_LIBRARY), which compressed answers need, is not on this system",
        hint: "on Debian and Ubuntu: sudo apt-get install zlib1g")
    }
    guard let stream = unsafe pledge_inflation_begin(isGzip ? 1 : 0) else { throw HTTPClient.failed() }
    unsafe self.stream = stream
  }

  deinit {
    unsafe pledge_inflation_end(stream)
  }

  /// Hands on what comes out of these bytes, in pieces; false when that is more than the limit.
  func take(
    _ bytes: UnsafeRawBufferPointer, limit: Int, _ hand: ([UInt8]) -> Void
  ) throws(ServiceError) -> Bool {
    var left = bytes.count
    var limit = limit
    while left > 0 {
      if isWhole {
        // One gzip file may be several, one behind the other; what is anything else is refused. // RFC 1952 §2.2
        guard unsafe pledge_inflation_begin_again(stream) == PLEDGE_INFLATION_GOES_ON else { throw Inflation.broken }
        isWhole = false
      }
      // Room for one byte too many tells whether there is one.
      let most = min(Inflation.room, limit + 1)
      var state = PLEDGE_INFLATION_IS_BROKEN
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: most) { room, count in
        var free = most
        let from = unsafe bytes.baseAddress?.advanced(by: bytes.count - left)
        state = unsafe pledge_inflation_go_on(stream, from, &left, room.baseAddress, &free)
        count = most - free
      }
      guard state != PLEDGE_INFLATION_IS_BROKEN else { throw Inflation.broken }
      guard piece.count <= limit else { return false }
      hand(piece)
      limit -= piece.count
      isWhole = state == PLEDGE_INFLATION_IS_WHOLE
    }
    return true
  }

  /// The same for bytes at hand.
  func take(_ bytes: [UInt8], limit: Int, _ hand: ([UInt8]) -> Void) throws(ServiceError) -> Bool {
    // The closure of a buffer carries no typed error.
    let result: Result<Bool, ServiceError> = unsafe bytes.withUnsafeBytes { buffer in
      do throws(ServiceError) {
        return .success(unsafe try take(buffer, limit: limit, hand))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Says that nothing more comes.
  func end() throws(ServiceError) {
    guard isWhole else { throw ServiceError(.malformed, "the compressed answer ends before its end") }
  }

  private static var broken: ServiceError { ServiceError(.malformed, "the compressed answer is broken") }
}

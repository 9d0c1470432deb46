internal import Files
internal import Pledges

/// The first lines of a published file, each read when it is asked for.
struct PublishedLines {
  private let content: FetchedContent
  private let places: [Range<Int>]
  /// Whether the file ends behind the last of them.
  let isAll: Bool

  /// So much is looked at in one go.
  private static let piece = 65_536

  /// As many lines as there are, up to a number; what comes behind the last line feed is no line.
  init(_ content: FetchedContent, most: Int) throws(NamelessFileFailure) {
    var places: [Range<Int>] = []
    var start = 0
    var position = 0
    while position < content.count, places.count < most {
      let bytes = try content.bytes(position..<min(position + PublishedLines.piece, content.count))
      var from = 0
      while let offset = bytes[from...].firstIndex(of: UInt8(ascii: "\n")) {
        places.append(start..<position + offset)
        start = position + offset + 1
        from = offset + 1
        if places.count == most { break }
      }
      position += bytes.count
    }
    self.content = content
    self.places = places
    isAll = start == content.count
  }

  /// The first of these lines.
  private init(_ lines: PublishedLines, first: Int) {
    content = lines.content
    places = Array(lines.places.prefix(first))
    isAll = false
  }

  var count: Int { places.count }

  func first(_ count: Int) -> PublishedLines { PublishedLines(self, first: count) }

  /// How long a line is.
  func length(_ line: Int) -> Int { places[line].count }

  /// A line; one that is longer than it may be is cut behind the first byte too many, by which it stays too long.
  func bytes(_ line: Int, limit: Int) throws(NamelessFileFailure) -> [UInt8] {
    let place = places[line]
    return try content.bytes(place.lowerBound..<min(place.upperBound, place.lowerBound + limit + 1))
  }

  /// Whether a line begins with these bytes.
  func begins(_ line: Int, with bytes: [UInt8]) throws(NamelessFileFailure) -> Bool {
    try self.bytes(line, limit: bytes.count).starts(with: bytes)
  }

  /// Whether a line ends with this byte.
  func ends(_ line: Int, with byte: UInt8) throws(NamelessFileFailure) -> Bool {
    let place = places[line]
    guard !place.isEmpty else { return false }
    return try content.bytes(place.upperBound - 1..<place.upperBound) == [byte]
  }
}

/// The envelopes of a tile, each read when it is asked for.
struct PublishedEnvelopes {
  private let lines: PublishedLines

  init(_ lines: PublishedLines) {
    self.lines = lines
  }

  var count: Int { lines.count }

  /// An envelope; of one that is longer than any may be, a byte more than any has.
  func envelope(_ offset: Int) throws(PublicationError) -> [UInt8] {
    do {
      return try lines.bytes(offset, limit: Envelope.maximumByteCount)
    } catch {
      throw PublicationError(error)
    }
  }
}

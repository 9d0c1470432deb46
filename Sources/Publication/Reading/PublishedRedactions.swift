internal import Pledges
internal import TransparencyLog

/// Which later entry removed a body: publications say `null` and no more. // Format §7
enum PublishedRedactions {
  private static let kind = "payload.redact"

  /// The first redaction of each entry, among those behind an index.
  ///
  /// Bundles that are missing or malformed are passed over; the reading of their own entries says what is wrong. Two of
  /// them in a row end the search, as they end the reading.
  static func find(in tiles: PublishedTiles, from start: EntryIndex) throws(PublicationError) -> [EntryIndex:
    EntryIndex]
  {
    var found: [EntryIndex: EntryIndex] = [:]
    var index = start.rawValue >> 8
    var isAfterGap = false
    while index << 8 < tiles.size {
      defer { index += 1 }
      guard let headers = try headers(of: index, in: tiles) else {
        if isAfterGap { break }
        isAfterGap = true
        continue
      }
      isAfterGap = false
      let places = headers.indices.filter { EntryHeader(headers[$0])?.kind.text == kind }
      guard !places.isEmpty else { continue }
      let lines = try tiles.envelopes(index).lines
      for place in places {
        guard case .envelope(let bytes) = lines[place], let target = target(inEnvelope: bytes) else { continue }
        let by = EntryIndex(index << 8 + UInt64(place))
        if found[target] == nil, by > target { found[target] = by }
      }
    }
    return found
  }

  /// The headers in a bundle; nil for one that is missing or malformed.
  private static func headers(of index: UInt64, in tiles: PublishedTiles) throws(PublicationError) -> [[UInt8]]? {
    do {
      return try tiles.headers(index)
    } catch {
      guard error.isDamage else { throw error }
      return nil
    }
  }

  /// The entry that a redaction names; nil for an envelope that holds no redaction.
  static func target(inEnvelope bytes: [UInt8]) -> EntryIndex? {
    // What cannot be read is reported where the entry itself is replayed.
    guard let envelope = try? Envelope.readStored(bytes), let statement = try? Statement.read(envelope.payload),
      case .redact(let redaction) = statement.predicate
    else { return nil }
    return redaction.entry
  }
}

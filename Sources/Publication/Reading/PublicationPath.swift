internal import TransparencyLog

/// The names and sizes of what is published. // Format §7
enum PublicationPath {
  static let checkpoint = "checkpoint"
  static let description = "ledger.json"
  /// The folder of all tiles and bundles.
  static let tiles = "tile"
  /// The folders of the envelopes and of their words, beside that of the entries.
  static let envelopes = "envelopes"
  static let texts = "texts"

  static func entries(_ index: UInt64, width: Int) throws(PublicationError) -> TilePath {
    try path(.entries, index, width)
  }

  static func envelopes(_ index: UInt64, width: Int) throws(PublicationError) -> TilePath {
    try path(.parallel(envelopes), index, width)
  }

  static func texts(_ index: UInt64, width: Int) throws(PublicationError) -> TilePath {
    try path(.parallel(texts), index, width)
  }

  private static func path(
    _ resource: TilePath.Resource, _ index: UInt64, _ width: Int
  ) throws(PublicationError) -> TilePath {
    do {
      return try TilePath(resource, index: index, width: width)
    } catch {
      throw PublicationError(error)
    }
  }

  /// How many tiles of row 0 a ledger of this size has.
  static func tileCount(size: UInt64) -> UInt64 {
    size >> 8 + (size & 255 == 0 ? 0 : 1)
  }

  /// How many entries of a ledger of this size stand in a tile of row 0; 0 for none.
  static func width(_ index: UInt64, size: UInt64) -> Int {
    let first = index << 8
    return first < size ? Int(min(size - first, UInt64(Tile.fullWidth))) : 0
  }
}

internal import TransparencyLog

/// The tiles for which a copy lacks words that nobody removed: it asks for them each time, until it has them.
///
/// They are noted in a file of the copy that is no part of what is published: one index a line, in ascending order.
struct UnfinishedTexts {
  private static let path = ".unfinished-texts"
  private static let limit = 1 << 24

  private let noted: [UInt64]
  /// In ascending order.
  private(set) var tiles: [UInt64] = []

  init(_ files: any Fetching) throws(PublicationError) {
    let bytes = try files.bytes(of: Self.path, limit: Self.limit) ?? []
    // A line that is no number is nobody's note.
    noted = bytes.split(separator: UInt8(ascii: "\n")).compactMap { UInt64(String(decoding: $0, as: UTF8.self)) }
  }

  /// The tiles noted before, among the first so many.
  func noted(below count: UInt64) -> [UInt64] {
    Set(noted).filter { $0 < count }.sorted()
  }

  mutating func append(_ tile: UInt64) {
    tiles.append(tile)
  }

  /// Notes the tiles that lack words now, in place of those noted before.
  func note(_ placer: inout FilePlacer) throws(PublicationError) {
    if tiles == noted { return }
    if tiles.isEmpty { return try placer.remove(Self.path) }
    try placer.replace(Self.path, with: Array(tiles.map { "\($0)\n" }.joined().utf8))
  }
}

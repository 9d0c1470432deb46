/// The place of a tile: up to 256 neighbouring hashes of one row of every eighth level of the tree. // tlog-tiles
///
/// Tile (l, n) holds at place i the hash of the node at level 8l and index 256n + i. Only full tiles make hashes of the
/// next row. At the right edge of a tree of size s the tile of row l has the width floor(s / 256^l) mod 256; a width of
/// 0 is no tile.
public struct Tile: Hashable, Sendable {
  /// How many levels of the tree one tile spans.
  public static let height = 8
  /// How many hashes a full tile holds.
  public static let fullWidth = 256

  /// The row, 0 for leaf hashes.
  public let level: Int
  /// Which tile of its row, counted from 0.
  public let index: UInt64
  /// How many hashes it holds, 1 to 256.
  public let width: Int

  /// The tile, or nil when no tree of at most 2^63 − 1 leaves has it.
  public init?(level: Int, index: UInt64, width: Int = Tile.fullWidth) {
    guard (0...7).contains(level), (1...Tile.fullWidth).contains(width), index < TreeSize.maximum >> 8,
      index << 8 + UInt64(width) <= TreeSize.maximum >> UInt64(Tile.height * level)
    else { return nil }
    self.init(unchecked: level, index, width)
  }

  init(unchecked level: Int, _ index: UInt64, _ width: Int) {
    self.level = level
    self.index = index
    self.width = width
  }

  /// The tile that holds what is needed for a node that is complete in a tree of this size, as wide as it is there.
  public init(holding position: NodePosition, treeSize: UInt64) {
    let level = position.level / Tile.height
    let first = position.index << UInt64(position.level % Tile.height)
    let count = treeSize >> UInt64(Tile.height * level)
    let index = first >> 8
    self.init(unchecked: level, index, Int(min(count - index << 8, UInt64(Tile.fullWidth))))
  }

  /// Whether it will never change again.
  public var isFull: Bool { width == Tile.fullWidth }

  /// The nodes whose hashes the tile holds, in order.
  public var positions: [NodePosition] {
    (0..<UInt64(width)).map { NodePosition(unchecked: Tile.height * level, index << 8 + $0) }
  }

  /// The node whose hash a full tile adds up to.
  public var node: NodePosition? { isFull ? NodePosition(level: Tile.height * (level + 1), index: index) : nil }

  /// Where the tile is served.
  public var path: TilePath { TilePath(unchecked: .hashes(level: level), index, width) }
}

extension Tile: CustomStringConvertible {
  public var description: String { path.text }
}

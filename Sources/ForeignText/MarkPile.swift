extension String {
  /// The most marks that writing puts on one letter: Vietnamese has two, Hebrew with points and accents and Tibetan stacks
  /// three or four. More of them cover the lines above and below, and hide what they stand on.
  public static let mostMarks = 4

  /// Whether more marks than that follow each other.
  public var hasPileOfMarks: Bool {
    // No mark is ASCII.
    if utf8.allSatisfy({ $0 < 0x80 }) { return false }
    var count = 0
    for scalar in unicodeScalars {
      count = scalar.isMark ? count + 1 : 0
      if count > Self.mostMarks { return true }
    }
    return false
  }
}

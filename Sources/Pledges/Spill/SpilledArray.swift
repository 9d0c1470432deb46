/// A list that only grows, whose older elements may lie in a spill, in chunks of equal count; the newest are in memory.
///
/// Until it is told to spill it is an array. An element that cannot be read back is nil, and the spill's `failure` says
/// so; see `StateSpill`.
struct SpilledArray<Element: Spillable>: Sendable {
  /// What went out, or nothing: in a box of at most one, so that copying the list, as rules do with a signatory, costs no
  /// more than copying two arrays.
  private var spilled: [Spilled] = []
  /// What comes behind it.
  private var tail: [Element]

  fileprivate struct Spilled: Sendable {
    let spill: any StateSpill
    /// Elements of a chunk.
    let width: Int
    /// Where each chunk lies, and the order of its first element, so that searching reads one chunk.
    var chunks: [(offset: UInt64, order: UInt64)] = []

    var count: Int { chunks.count * width }
  }

  init(_ elements: [Element] = []) {
    tail = elements
  }

  var count: Int { spilledCount + tail.count }
  var first: Element? { self[0] }
  private var spilledCount: Int { spilled.first?.count ?? 0 }

  /// An element; nil for one that is not there, or cannot be read back.
  subscript(place: Int) -> Element? {
    guard place < spilledCount else {
      let place = place - spilledCount
      return place < tail.count ? tail[place] : nil
    }
    guard place >= 0 else { return nil }
    return spilled.first.flatMap { SpilledArray.read($0, place..<place + 1)?.first }
  }

  /// Some elements in a row; nil when one of them is not there, or cannot be read back.
  subscript(places: Range<Int>) -> [Element]? {
    let behind = spilledCount
    guard places.lowerBound >= 0, places.upperBound <= behind + tail.count else { return nil }
    if places.lowerBound >= behind { return Array(tail[places.lowerBound - behind..<places.upperBound - behind]) }
    guard let spilled = spilled.first else { return nil }
    var elements: [Element] = []
    elements.reserveCapacity(places.count)
    var place = places.lowerBound
    while place < Swift.min(places.upperBound, behind) {
      let end = Swift.min(places.upperBound, (place / spilled.width + 1) * spilled.width)
      guard let read = SpilledArray.read(spilled, place..<end) else { return nil }
      elements += read
      place = end
    }
    if place < places.upperBound { elements += tail[..<(places.upperBound - behind)] }
    return elements
  }

  /// All of them in memory; nil when one cannot be read back.
  var loaded: [Element]? { spilled.isEmpty ? tail : self[0..<count] }

  mutating func append(_ element: Element) {
    tail.append(element)
  }

  mutating func append(contentsOf elements: [Element]) {
    tail.append(contentsOf: elements)
  }

  /// Puts what makes whole chunks into a spill: into the one that has the earlier ones, if there is one.
  mutating func spill(into given: any StateSpill, width: Int) {
    guard tail.count >= spilled.first?.width ?? width else { return }
    if spilled.isEmpty { spilled.append(Spilled(spill: given, width: width)) }
    let whole = spilled[0].append(tail)
    if whole > spilled[0].width {
      // What was large before spilling began gives its memory back.
      tail = Array(tail[whole...])
    } else {
      tail.removeFirst(whole)
    }
  }

  /// Some elements of one chunk.
  private static func read(_ spilled: Spilled, _ places: Range<Int>) -> [Element]? {
    let (chunk, first) = places.lowerBound.quotientAndRemainder(dividingBy: spilled.width)
    let offset = spilled.chunks[chunk].offset + UInt64(first * Element.spilledByteCount)
    guard let bytes = spilled.spill.bytes(at: offset, count: places.count * Element.spilledByteCount) else {
      return nil
    }
    var elements: [Element] = []
    elements.reserveCapacity(places.count)
    for position in stride(from: 0, to: bytes.count, by: Element.spilledByteCount) {
      guard let element = Element(spilled: bytes, at: position) else {
        spilled.spill.fail(SpillFault("a \(Element.self) was not read back as it was written"))
        return nil
      }
      elements.append(element)
    }
    return elements
  }
}

extension SpilledArray.Spilled {
  /// Adds those of these elements that make whole chunks, and says how many they are.
  fileprivate mutating func append(_ elements: [Element]) -> Int {
    let whole = elements.count / width * width
    var bytes: [UInt8] = []
    bytes.reserveCapacity(whole * Element.spilledByteCount)
    for element in elements[..<whole] { element.spill(to: &bytes) }
    let offset = spill.append(bytes)
    for start in stride(from: 0, to: whole, by: width) {
      chunks.append((offset + UInt64(start * Element.spilledByteCount), elements[start].order))
    }
    return whole
  }
}

extension SpilledArray {
  /// The place of the element of this order, in a list whose elements are in ascending order.
  func place(of order: UInt64) -> Int? {
    if let first = tail.first, first.order <= order {
      let place = tail.indices.firstPlace(notBefore: { tail[$0].order < order })
      return place < tail.count && tail[place].order == order ? spilledCount + place : nil
    }
    guard let spilled = spilled.first else { return nil }
    let chunk = spilled.chunks.indices.firstPlace(notBefore: { spilled.chunks[$0].order <= order }) - 1
    let start = chunk * spilled.width
    guard chunk >= 0, let elements = self[start..<start + spilled.width] else { return nil }
    let place = elements.indices.firstPlace(notBefore: { elements[$0].order < order })
    return place < elements.count && elements[place].order == order ? start + place : nil
  }
}

extension SpilledArray: Sequence {
  /// In order, a chunk at a time; it ends early when one cannot be read back.
  struct Iterator: IteratorProtocol {
    private let list: SpilledArray
    private var chunk: [Element] = []
    private var position = 0
    /// Where the next chunk begins.
    private var place = 0

    fileprivate init(_ list: SpilledArray) {
      self.list = list
    }

    mutating func next() -> Element? {
      if position == chunk.count {
        guard place < list.count else { return nil }
        let end = place < list.spilledCount ? place + (list.spilled.first?.width ?? 0) : list.count
        guard let read = list[place..<end] else {
          place = list.count
          return nil
        }
        (chunk, position, place) = (read, 0, end)
      }
      defer { position += 1 }
      return chunk[position]
    }
  }

  func makeIterator() -> Iterator { Iterator(self) }
}

import Publication
import Testing

@Suite("A published file that may be large")
struct FetchedContentTests {
  @Test("is the bytes that came, however many, in whatever pieces", arguments: [0, 1, 65_536, 4_194_304, 9_000_001])
  func whole(_ count: Int) throws {
    let bytes = [UInt8]((0..<count).lazy.map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })
    let content = FetchedContent()
    var start = 0
    while start < count {
      let piece = min(count - start, 1_000_003)
      content.append(Array(bytes[start..<start + piece]))
      start += piece
    }
    #expect(content.count == count)
    #expect(try content.whole() == bytes)
  }
}

import Testing

@testable import Service

@Suite("Who may be connected to a server, and how long")
struct ConnectionBookTests {
  private let start = ContinuousClock.now
  private let far = PeerAddress([192, 0, 2, 7])
  private let near = PeerAddress([127, 0, 0, 1])

  private static var limits: HTTPServer.Limits {
    var limits = HTTPServer.Limits()
    limits.connections = 6
    limits.connectionsOfOneClient = 3
    limits.bodies = 100
    return limits
  }

  private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

  /// The descriptors of connections that have to end, and what their clients are told.
  private func told(_ endings: [ConnectionBook.Ending]) -> [Int32: Int?] {
    Dictionary(uniqueKeysWithValues: endings.map { ($0.entry.descriptor, $0.status) })
  }

  @Test("one client has so many connections, and a new one ends the oldest that only waits")
  func oneClient() {
    var book = ConnectionBook(Self.limits)
    let first = book.open(far, 1, at: at(0)).id
    let second = book.open(far, 2, at: at(1)).id
    _ = book.open(far, 3, at: at(2))
    _ = book.answer(first, at: at(3))
    let endings = book.open(far, 4, at: at(4)).endings
    #expect(told(endings) == [2: 429])
    let isThere = book.answer(second, at: at(5))
    #expect(!isThere)
    // Somebody else, and this machine, are not counted with it.
    let others = [PeerAddress([192, 0, 2, 8]), near, near].flatMap { book.open($0, 9, at: at(6)).endings }
    #expect(others.isEmpty)
  }

  @Test("whose connections are all answered at the moment gets no further one")
  func allBusy() {
    var book = ConnectionBook(Self.limits)
    for number in 1...3 as ClosedRange<Int32> {
      let id = book.open(far, number, at: at(0)).id
      _ = book.answer(id, at: at(1))
    }
    // The new one is the only one that waits.
    let endings = book.open(far, 4, at: at(2)).endings
    #expect(told(endings) == [4: 429])
  }

  @Test("when all places are taken, whoever has kept us waiting longest gives way")
  func noRoom() {
    var book = ConnectionBook(Self.limits)
    let ids = (1...6).map { book.open(near, $0, at: at(Double($0))).id }
    _ = book.head(ids[0], "POST", "/", route: nil, at: at(7))
    _ = book.rest(ids[1], at: at(8))
    let endings = book.open(near, 7, at: at(9)).endings
    #expect(told(endings) == [3: 503] && book.entries.count == 6)
  }

  @Test("every part of a request has its time, and who is late hears it if something is owed")
  func deadlines() {
    var book = ConnectionBook(Self.limits)
    let slow = book.open(near, 1, at: at(0)).id
    var late = book.overdue(at: at(4.9))
    #expect(late.isEmpty)
    _ = book.head(slow, "POST", "/", route: nil, at: at(4.9))
    late = book.overdue(at: at(14.8))
    #expect(late.isEmpty)
    late = book.overdue(at: at(14.9))
    #expect(told(late) == [1: 408] && late.map(\.entry.request?.path) == ["/"])
    let gone = book.close(slow)
    #expect(gone == nil)
    _ = book.open(near, 2, at: at(20))
    late = book.overdue(at: at(25))
    #expect(told(late) == [2: 408])
    let idle = book.open(near, 3, at: at(30)).id
    _ = book.answer(idle, at: at(30))
    late = book.overdue(at: at(59.9))
    #expect(late.isEmpty)
    _ = book.rest(idle, at: at(59.9))
    late = book.overdue(at: at(74.9))
    // Between two requests nothing is owed.
    #expect(told(late) == [3: nil])
  }

  @Test("bodies take so much memory together, and the request that comes slowest gives way")
  func bodies() {
    var book = ConnectionBook(Self.limits)
    let ids = (1...3).map { book.open(near, $0, at: at(Double($0))).id }
    for (place, id) in ids.enumerated() { _ = book.head(id, "POST", "/", route: nil, at: at(Double(10 + place))) }
    var endings = book.hold(ids[0], 60) + book.hold(ids[1], 40)
    #expect(endings.isEmpty)
    endings = book.hold(ids[2], 1)
    #expect(told(endings) == [1: 503])
    // What was held is given back: by who was ended, by who is done, by who is gone.
    endings = book.hold(ids[2], 59)
    _ = book.rest(ids[2], at: at(20))
    let gone = book.close(ids[1])
    endings += book.hold(ids[2], 100)
    #expect(endings.isEmpty && gone != nil)
    // Nobody else is left to give way.
    endings = book.hold(ids[2], 1)
    #expect(endings.map(\.entry.descriptor) == [3] && book.entries.isEmpty)
  }

  @Test("a client is an IPv4 address, however it is written, or 64 bits of an IPv6 address")
  func clients() {
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF, 192, 0, 2, 7]
    #expect(PeerAddress(mapped) == far && far.text == "192.0.2.7")
    let site: [UInt8] = [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 1]
    let one = PeerAddress(site + [0, 0, 0, 0, 0, 0, 0, 1])
    let other = PeerAddress(site + [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(one.text == "2001:db8:0:1::1" && one.client == other.client && one != other && !one.isLoopback)
    #expect(near.isLoopback && PeerAddress([UInt8](repeating: 0, count: 15) + [1]).isLoopback && !far.isLoopback)
    #expect(PeerAddress([1, 2, 3]).text == "unknown")
  }
}

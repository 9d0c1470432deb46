/// Who is connected, what is waited for, and which connections have to end: a value, so that time can be made up.
///
/// A request that is not whole yet has its time, and gives way when there is no room: the oldest first. So somebody who
/// sends half of one costs a place for some seconds, and whoever sends all of it is answered, however many do not.
struct ConnectionBook {
  typealias Instant = ContinuousClock.Instant

  /// What a connection waits for.
  enum Phase: Hashable {
    /// The first head.
    case firstHead
    /// A further head, or nothing.
    case nextHead
    case body
    /// That the answer is made, and read.
    case answer

    /// Whether a request that is not whole is all there is.
    var givesWay: Bool { self != .answer }
  }

  /// One connection.
  struct Entry {
    let peer: PeerAddress
    let descriptor: Int32
    var phase: Phase
    /// Since when it is waited for that.
    var since: Instant
    var deadline: Instant
    /// Bytes of its request's body that are kept in memory.
    var held = 0
    /// The request, as far as it is known.
    var request: (method: String?, path: String, route: String?)?
  }

  /// A connection that has to end, and the status that tells the client why.
  struct Ending {
    let entry: Entry
    /// Nil for one on which nothing was under way.
    let status: Int?
  }

  private let limits: HTTPServer.Limits
  private(set) var entries: [UInt64: Entry] = [:]
  private var held = 0
  private var last: UInt64 = 0

  static let tooLate = 408
  static let tooMany = 429
  static let noRoom = 503

  init(_ limits: HTTPServer.Limits) {
    self.limits = limits
  }

  /// Takes a connection in, and says which have to end for it; it may be itself.
  mutating func open(_ peer: PeerAddress, _ descriptor: Int32, at now: Instant) -> (id: UInt64, endings: [Ending]) {
    last += 1
    entries[last] = Entry(
      peer: peer, descriptor: descriptor, phase: .firstHead, since: now, deadline: now + limits.head)
    var endings: [Ending] = []
    // This machine's own are not counted: there a proxy stands, and brings the requests of everybody.
    if !peer.isLoopback, entries.count(where: { $0.value.peer.client == peer.client }) > limits.connectionsOfOneClient {
      endings += end(oldest { $0.peer.client == peer.client } ?? last, Self.tooMany)
    }
    if entries.count > limits.connections { endings += end(oldest { _ in true } ?? last, Self.noRoom) }
    return (last, endings)
  }

  /// The first line of a request has come.
  mutating func begin(_ id: UInt64, _ path: String) {
    entries[id]?.request = (nil, path, nil)
  }

  /// The head has come. False when the connection was ended.
  mutating func head(_ id: UInt64, _ method: String, _ path: String, route: String?, at now: Instant) -> Bool {
    entries[id]?.request = (method, path, route)
    return move(id, to: .body, now, limits.body)
  }

  /// So many bytes of a body are kept from now on; says which connections have to end for it. It may be itself.
  mutating func hold(_ id: UInt64, _ count: Int) -> [Ending] {
    guard entries[id] != nil else { return [] }
    entries[id]?.held += count
    held += count
    var endings: [Ending] = []
    while held > limits.bodies, let oldest = oldest(where: { $0.held > 0 }) {
      endings += end(oldest, Self.noRoom)
    }
    return endings
  }

  /// The request is whole. False when the connection was ended.
  mutating func answer(_ id: UInt64, at now: Instant) -> Bool {
    move(id, to: .answer, now, limits.answer)
  }

  /// The request is over. False when the connection was ended.
  mutating func rest(_ id: UInt64, at now: Instant) -> Bool {
    guard let entry = entries[id] else { return false }
    held -= entry.held
    entries[id]?.held = 0
    entries[id]?.request = nil
    return move(id, to: .nextHead, now, limits.idle)
  }

  /// The connection is gone. Gives back what it was, unless it was ended before.
  mutating func close(_ id: UInt64) -> Entry? {
    guard let entry = entries.removeValue(forKey: id) else { return nil }
    held -= entry.held
    return entry
  }

  /// Which connections have had their time.
  mutating func overdue(at now: Instant) -> [Ending] {
    let late = entries.filter { $0.value.deadline <= now }.map(\.key)
    return late.flatMap { end($0, Self.tooLate) }
  }

  private mutating func move(_ id: UInt64, to phase: Phase, _ now: Instant, _ time: Duration) -> Bool {
    guard var entry = entries[id] else { return false }
    entry.phase = phase
    entry.since = now
    entry.deadline = now + time
    entries[id] = entry
    return true
  }

  private mutating func end(_ id: UInt64, _ status: Int) -> [Ending] {
    guard let entry = close(id) else { return [] }
    // Between two requests nothing is owed, and in the middle of an answer nothing else can be said.
    let isOwed = entry.phase == .firstHead || entry.phase == .body || entry.request != nil && entry.phase != .answer
    return [Ending(entry: entry, status: isOwed ? status : nil)]
  }

  /// Which of those that give way has been waited for longest.
  private func oldest(where isMeant: (Entry) -> Bool) -> UInt64? {
    var oldest: (since: Instant, id: UInt64)?
    for (id, entry) in entries where entry.phase.givesWay && isMeant(entry) {
      if let oldest, (oldest.since, oldest.id) < (entry.since, id) { continue }
      oldest = (entry.since, id)
    }
    return oldest?.id
  }
}

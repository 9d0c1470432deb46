/// Where the state of a large ledger puts what it need not have at hand: bytes are added at the end and read again.
///
/// Only the process that wrote them reads them, and nothing outlives it: it is memory that lies on a disk. What was
/// added is never changed, so copies of a state share it.
///
/// Bytes that cannot be written or read back are as good as absent to whoever asks, and `failure` says so. Whoever
/// decides something by the state looks at `failure` before acting on it; see `LedgerState.spillFailure`.
public protocol StateSpill: AnyObject, Sendable {
  /// Adds bytes at the end and says where they begin.
  func append(_ bytes: [UInt8]) -> UInt64
  /// Bytes that were added in one go, or a part of them; nil, with a failure noted, when they cannot be read.
  func bytes(at offset: UInt64, count: Int) -> [UInt8]?
  /// Notes a failure found by the reader of bytes.
  func fail(_ fault: SpillFault)
  /// The first thing that went wrong.
  var failure: SpillFault? { get }
}

/// Why a part of the state cannot be had back, so that nothing may be decided by it.
public struct SpillFault: Error, Sendable {
  public let reason: String
  /// Whether there was no room.
  public let isFull: Bool

  public init(_ reason: String, isFull: Bool = false) {
    self.reason = reason
    self.isFull = isFull
  }
}

/// How much of a state stays in memory.
public struct SpillGrain: Sendable {
  /// Nothing is spilled before the state has taken in this many entries: small ledgers touch no disk.
  public var entries: UInt64
  /// Elements of a list that go out together. More of them wait in memory for each signatory, fewer of them make longer
  /// tables of where they went.
  public var chunk: Int
  /// Statements that go out together, three quarters of a power of two; see `StatementSet`.
  public var run: Int

  public init(entries: UInt64 = 32_768, chunk: Int = 64, run: Int = 196_608) {
    self.entries = entries
    self.chunk = chunk
    self.run = run
  }
}

/// What a state spills into, and from which size on.
struct Spilling: Sendable {
  let spill: any StateSpill
  let grain: SpillGrain
  /// The size of the state when it was told to.
  let since: UInt64
}

extension Ledger {
  /// From now on the state puts what it need not have at hand into a spill.
  ///
  /// Whoever asks for this asks for `spillFailure` before acting on what the state says.
  public mutating func spill(into spill: any StateSpill, _ grain: SpillGrain = SpillGrain()) {
    state.spilling = Spilling(spill: spill, grain: grain, since: state.size)
  }
}

extension LedgerState {
  /// Why what the state says is not to be believed: a part of it could not be had back. To be asked at the end.
  public var spillFailure: SpillFault? { spilling?.spill.failure }

  /// What to spill into by now.
  var dueSpill: Spilling? {
    guard let spilling, size - spilling.since >= spilling.grain.entries else { return nil }
    return spilling
  }
}

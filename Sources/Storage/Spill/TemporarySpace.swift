public import Pledges

/// Where the state of a large ledger lies while somebody works on it, and how much of it stays in memory.
public struct TemporarySpace: Sendable {
  private let grain: SpillGrain
  private let make: @Sendable () -> any StateSpill

  /// A file of its own for every ledger, or what `make` makes.
  public init(grain: SpillGrain = SpillGrain(), _ make: @escaping @Sendable () -> any StateSpill = { SpillFile() }) {
    self.grain = grain
    self.make = make
  }

  /// From now on the state of this ledger, once it is large, lies here and not in memory.
  ///
  /// Whoever asks for this calls `LedgerState.requireSpill` before acting on what the state says; replay from a store
  /// does so with every entry.
  public func take(_ ledger: inout Ledger) {
    ledger.spill(into: make(), grain)
  }
}

extension LedgerState {
  /// Stops when a part of the state could not be had back: nothing may be decided by the rest.
  public func requireSpill() throws(StorageError) {
    if let spillFailure { throw StorageError(spillFailure) }
  }
}

extension StorageError {
  /// What a failure of temporary space is to whoever works on a ledger.
  public init(_ fault: SpillFault) {
    self.init(
      fault.isFull ? .diskFull : .inputOutput, fault.reason,
      hint: "set TMPDIR to a folder with room for 250 bytes an entry, on a disk that works")
  }
}

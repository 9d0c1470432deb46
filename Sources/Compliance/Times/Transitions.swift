public import Pledges

/// The instants at which time alone can change something, as the entries that are seen have it.
///
/// The one list of such instants: a page that says until when it is right asks it. It may name an instant at which
/// nothing changes, and never leaves one out at which something does.
public struct Transitions: Sendable {
  private var instants: Set<Instant> = []

  public init() {}

  /// It is otherwise from this instant on.
  public mutating func add(from instant: Instant) { instants.insert(instant) }

  /// It is so up to this instant, and a second later no more. Behind the end of the scale there is no later.
  public mutating func add(after instant: Instant) {
    if instant < .last { instants.insert(instant.advanced(bySeconds: 1)) }
  }

  public mutating func formUnion(_ others: Transitions) { instants.formUnion(others.instants) }

  /// The last that is not after an instant.
  public func last(by instant: Instant) -> Instant? { instants.lazy.filter { $0 <= instant }.max() }

  /// The first after an instant.
  public func next(after instant: Instant) -> Instant? { instants.lazy.filter { $0 > instant }.min() }
}

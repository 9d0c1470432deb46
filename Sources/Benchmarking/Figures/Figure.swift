/// One measured thing: several runs of it, and what the machine could do at most.
public struct Figure: Sendable {
  /// A stable name for programs, such as `verify.ed25519`.
  public let id: String
  /// What was measured, for people.
  public let title: String
  public let unit: String
  /// One value a run.
  public let samples: [Double]
  /// The figure that bounds this one, by its id; nil where there is none.
  public let limit: String?

  init(_ id: String, _ title: String, unit: String, samples: [Double], limit: String? = nil) {
    self.id = id
    self.title = title
    self.unit = unit
    self.samples = samples
    self.limit = limit
  }

  /// The middle one of the samples.
  public var median: Double { samples.percentile(50) }
  public var least: Double { samples.min() ?? 0 }
  public var most: Double { samples.max() ?? 0 }
}

extension [Double] {
  /// The value below which so many in a hundred lie; halfway between two where it falls between.
  func percentile(_ percent: Double) -> Double {
    guard !isEmpty else { return 0 }
    let sorted = sorted()
    let place = percent / 100 * Double(count - 1)
    let below = Int(place)
    let above = Swift.min(below + 1, count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
  }
}

extension Duration {
  /// Seconds as a number to divide by.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// How often something can be done in a second: it is repeated for about `seconds`.
func rate(for seconds: Double, _ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let began = clock.now
  var count = 0
  var step = 1
  var elapsed = 0.0
  while elapsed < seconds {
    for _ in 0..<step { try work() }
    count += step
    elapsed = (clock.now - began).inSeconds
    // The clock is asked about a thousand times in all, whatever the work costs.
    step = max(1, Int(Double(count) / max(elapsed, 1e-6) * seconds / 1_000))
  }
  return Double(count) / elapsed
}

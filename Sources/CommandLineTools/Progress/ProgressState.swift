/// What a progress line says at one moment; pure, so that a test can read it.
struct ProgressState {
  let label: String
  let total: Int?
  var done = 0
  var elapsed = Duration.zero

  /// The line in at most `width` columns; what matters least is left out first.
  func line(width: Int) -> String {
    let amount = total.map { "\(grouped(done))/\(grouped($0))" } ?? grouped(done)
    let rate = "\(shortened(perSecond))/s"
    guard let total, total > 0 else { return fit([[label, amount, rate], [label, amount], [label]], width) }

    let share = min(done, total) * 100 / total
    let percent = "\(share) %"
    let left = remaining(total).map { "\(clock($0)) left" }
    let facts = [amount, rate] + (left.map { [$0] } ?? [])
    // Two spaces each between label, bar, percent and facts, and the bar's brackets.
    let rest = ([label, percent] + facts).map { $0.count + 2 }.reduce(0, +) + 2
    let room = min(30, width - rest)
    if room >= 10 {
      let filled = room * share / 100
      let bar = "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled) + "]"
      return ([label, bar, percent] + facts).joined(separator: "  ")
    }
    return fit(
      [[label, percent] + facts, [label, percent] + (left.map { [$0] } ?? []), [label, percent], [percent]], width)
  }

  /// The first wording that fits, or what fits of the last.
  private func fit(_ wordings: [[String]], _ width: Int) -> String {
    let lines = wordings.map { $0.joined(separator: "  ") }
    return lines.first { $0.count <= width } ?? String((lines.last ?? "").prefix(max(0, width)))
  }

  /// The mean since the beginning: steadier than the last second, and as good for what is left.
  private var perSecond: Int {
    let milliseconds = elapsed.milliseconds
    return milliseconds > 0 ? Int(Double(done) * 1000 / Double(milliseconds)) : 0
  }

  /// Seconds until the end at the mean rate, once there is one.
  private func remaining(_ total: Int) -> Int? {
    guard done > 0, elapsed.milliseconds > 0 else { return nil }
    let seconds = Double(max(0, total - done)) * Double(elapsed.milliseconds) / (1000 * Double(done))
    // Beyond a hundred hours the figure says nothing.
    return seconds < 360_000 ? Int(seconds.rounded(.up)) : nil
  }

  /// `1:05` or `2:03:09`.
  private func clock(_ seconds: Int) -> String {
    let minutes = seconds / 60
    let tail = twoDigits(seconds % 60)
    return minutes < 60 ? "\(minutes):\(tail)" : "\(minutes / 60):\(twoDigits(minutes % 60)):\(tail)"
  }

  private func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

/// `12,345`: thousands apart, for people.
public func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude))
  var text = number < 0 ? "-" : ""
  for (position, digit) in digits.enumerated() {
    if position > 0, (digits.count - position) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return text
}

/// `950`, `5.1k`, `32k`, `1.2M`: two or three figures.
func shortened(_ number: Int) -> String {
  if number < 1000 { return "\(number)" }
  let (unit, name) = number < 1_000_000 ? (1000, "k") : (1_000_000, "M")
  let tenths = number / (unit / 10)
  return tenths < 100 ? "\(tenths / 10).\(tenths % 10)\(name)" : "\(tenths / 10)\(name)"
}

extension Duration {
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}

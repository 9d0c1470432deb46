/// One thing wrong with a document, and where: a JSON pointer (RFC 6901) and a reason.
public struct Fault: Sendable, Equatable {
  public let pointer: String
  public let reason: String

  public init(pointer: String, reason: String) {
    self.pointer = pointer
    self.reason = reason
  }
}

extension Fault: CustomStringConvertible {
  public var description: String { "\(pointer.isEmpty ? "the document" : pointer): \(reason)" }
}

/// Collects every fault of a document while it is read, each with its place.
///
/// Reading goes on after a fault, so that one run names them all.
final class FaultLog {
  /// A way down into the document.
  enum Step {
    /// A member that the format names.
    case member(StaticString)
    /// A member that only the document names.
    case name(String)
    case element(Int)
  }

  private(set) var faults: [Fault] = []
  private var count = 0

  /// Notes a fault at the present place.
  @inline(never)
  func fault(_ reason: String) {
    faults.append(Fault(pointer: "", reason: reason))
    count += 1
  }

  /// Notes a fault at a place below the present one.
  @inline(never)
  func fault(at steps: Step..., reason: String) {
    faults.append(Fault(pointer: steps.map(\.pointer).joined(), reason: reason))
    count += 1
  }

  /// Reads something one step further down.
  ///
  /// The way to a fault is put together on the way back from it, so that reading without faults notes no way at all.
  @inline(__always)
  func at<T>(_ step: Step, _ read: () -> T) -> T {
    let before = count
    let value = read()
    if count != before { lead(through: step, from: before) }
    return value
  }

  @inline(never)
  private func lead(through step: Step, from first: Int) {
    for place in first..<faults.count {
      faults[place] = Fault(pointer: step.pointer + faults[place].pointer, reason: faults[place].reason)
    }
  }
}

extension FaultLog.Step {
  /// The step as a part of a JSON pointer. // RFC 6901 §3
  fileprivate var pointer: String {
    switch self {
    case .element(let index): "/\(index)"
    case .member(let name): "/" + Self.escaped("\(name)")
    case .name(let name): "/" + Self.escaped(name)
    }
  }

  private static func escaped(_ name: String) -> String {
    var text = ""
    for character in name.unicodeScalars {
      switch character {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }
}

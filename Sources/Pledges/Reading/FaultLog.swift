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
    case member(String)
    case element(Int)
  }

  private(set) var faults: [Fault] = []
  private var path: [Step] = []

  /// Notes a fault at the present place.
  @inline(never)
  func fault(_ reason: String) {
    var pointer = ""
    for step in path {
      pointer += "/"
      switch step {
      case .element(let index): pointer += String(index)
      case .member(let name):
        for character in name.unicodeScalars {
          switch character {
          case "~": pointer += "~0"
          case "/": pointer += "~1"
          default: pointer.unicodeScalars.append(character)
          }
        }
      }
    }
    faults.append(Fault(pointer: pointer, reason: reason))
  }

  /// Notes a fault at a place below the present one.
  @inline(never)
  func fault(at steps: Step..., reason: String) {
    path.append(contentsOf: steps)
    fault(reason)
    path.removeLast(steps.count)
  }

  /// Reads something one step further down.
  func at<T>(_ step: Step, _ read: () -> T) -> T {
    path.append(step)
    defer { path.removeLast() }
    return read()
  }
}

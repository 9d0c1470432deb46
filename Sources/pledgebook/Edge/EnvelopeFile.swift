import CanonicalJSON
import CommandLineTools
import Files
import Pledges

/// Envelopes as files: one JSON document, or one a line.
enum EnvelopeFile {
  /// What stands in one place of a file, which is to be named when it is refused.
  typealias Item = (place: String, envelope: Result<ForeignEnvelope, Refusal>)

  /// The envelopes in these bytes, and in their places why something is none.
  static func items(_ bytes: [UInt8], _ path: FilePath) -> [Item] {
    let whole = read(bytes)
    // Not one document; perhaps a line each. What was read as an envelope and refused as one is no list of them.
    guard case .failure(let refusal) = whole, [.envelopeMalformed, .envelopeTooLarge].contains(refusal.code),
      holdsLines(bytes)
    else { return [("\(path)", whole)] }
    var items: [Item] = []
    for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      guard !isBlank(line) else { continue }
      items.append(("\(path), line \(number + 1)", read(Array(line))))
    }
    return items
  }

  private static func read(_ bytes: [UInt8]) -> Result<ForeignEnvelope, Refusal> {
    Result { () throws(Refusal) in try ForeignEnvelope.read(bytes) }
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }
  }

  /// Whether some line is an object by itself: then the others are meant to be, and one that is not is told as that line.
  private static func holdsLines(_ bytes: [UInt8]) -> Bool {
    let lines = bytes.split(separator: UInt8(ascii: "\n")).lazy.filter { !isBlank($0) }
    guard lines.prefix(2).count > 1 else { return false }
    return lines.contains { line in
      guard line.first == UInt8(ascii: "{"), line.count <= SubmittedEnvelope.maximumByteCount else { return false }
      do throws(JSONError) {
        _ = try JSONDocument(Array(line), profile: .strict)
        return true
      } catch {
        return false
      }
    }
  }
}

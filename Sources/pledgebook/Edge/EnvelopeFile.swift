import CommandLineTools
import Files
import Pledges

/// Envelopes as files: one JSON document, or one a line.
enum EnvelopeFile {
  /// The envelopes in these bytes, each with the place to name when it is refused.
  static func envelopes(_ bytes: [UInt8], _ path: FilePath) throws(CommandError) -> [(String, SubmittedEnvelope)] {
    do {
      return [("\(path)", try SubmittedEnvelope.read(bytes))]
    } catch {
      // Not one document; perhaps a line each. What was read as an envelope and refused as one is no list of them.
      let isPerhapsAList = [.envelopeMalformed, .envelopeTooLarge].contains(error.code)
      let lines = bytes.split(separator: UInt8(ascii: "\n"))
      guard isPerhapsAList, lines.count > 1, lines.allSatisfy({ $0.first == UInt8(ascii: "{") }) else {
        throw CommandError(error, in: path)
      }
    }
    var found: [(String, SubmittedEnvelope)] = []
    for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }) else { continue }
      let place = "\(path), line \(number + 1)"
      do {
        found.append((place, try SubmittedEnvelope.read(Array(line))))
      } catch {
        throw CommandError(error, in: place)
      }
    }
    return found
  }
}

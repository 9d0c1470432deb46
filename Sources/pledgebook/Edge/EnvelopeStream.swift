import CommandLineTools
import Files
import Pledges

/// The envelopes of some files, one after the other: a file is one JSON document, or one a line. None is in memory for
/// longer than its turn, whatever the files' sizes.
struct EnvelopeStream: ~Copyable {
  /// The most envelopes that one call takes: what is told of each has to be kept until all are durable.
  static let mostEnvelopes = 65_536

  private var paths: ArraySlice<FilePath>
  private var file: File?
  private var count = 0

  /// What comes next: the file or line, and the envelope there or why it is none.
  typealias Item = (place: String, envelope: Result<ForeignEnvelope, CommandError>)

  /// A file that is being read.
  private enum File: ~Copyable {
    /// The one document that it is.
    case document(Item)
    case lines(InputStream, number: Int)
  }

  init(_ paths: [FilePath]) {
    self.paths = paths[...]
  }

  /// The next envelope; nil behind the last. What is thrown is about reading and not about an envelope.
  mutating func next() throws(CommandError) -> Item? {
    while true {
      if let item = try nextOfFile() {
        count += 1
        guard count <= Self.mostEnvelopes else {
          throw CommandError(
            code: "submit.too-many",
            message: "\(item.place): these are more than the \(Self.mostEnvelopes) envelopes that one call takes",
            hint: "split the input: split -l \(Self.mostEnvelopes) FILE, then one call for each part", exit: .usage)
        }
        return item
      }
      guard let path = paths.popFirst() else { return nil }
      file = try Self.open(path)
    }
  }

  private mutating func nextOfFile() throws(CommandError) -> Item? {
    switch file.take() {
    case nil: return nil
    case .document(let item)?: return item
    case .lines(var input, let number)?:
      let (item, place) = try Self.next(of: &input, after: number)
      if item != nil { file = .lines(input, number: place) }
      return item
    }
  }

  /// Finds out what a file is. One that is no document of its own, and has a line that may be one, is a list.
  private static func open(_ path: FilePath) throws(CommandError) -> File {
    var input = try InputStream(path)
    guard input.hasEnd else {
      throw .io("not-a-file", "\(input.place) is a device, and no file", hint: "give a file of envelopes")
    }
    let limit = SubmittedEnvelope.maximumByteCount
    let start = try input.peek(limit + 1)
    let outcome = Result { () throws(Refusal) in try ForeignEnvelope.read(start) }
    if case .failure(let refusal) = outcome, isPerhapsAList(refusal, start) {
      return .lines(input, number: 0)
    }
    let place = input.place
    return .document((place, outcome.mapError { CommandError($0, in: place) }))
  }

  /// What was read as an envelope and refused as one is no list of them; nor is a document laid out for reading, none of
  /// whose lines is an object by itself.
  private static func isPerhapsAList(_ refusal: Refusal, _ start: [UInt8]) -> Bool {
    guard [.envelopeMalformed, .envelopeTooLarge].contains(refusal.code) else { return false }
    var (count, objects) = (0, 0)
    for line in start.split(separator: UInt8(ascii: "\n"), maxSplits: mostLooked) {
      guard let last = line.last(where: { !isBlank($0) }) else { continue }
      count += 1
      if line.first == UInt8(ascii: "{"), last == UInt8(ascii: "}") { objects += 1 }
    }
    if count == 1 { return start.count > SubmittedEnvelope.maximumByteCount }
    return objects > 0
  }

  /// Lines that are looked at to find out whether a file is a list.
  private static let mostLooked = 1_024

  private static func next(
    of input: inout InputStream, after number: Int
  ) throws(CommandError) -> (Item?, line: Int) {
    var number = number
    while let line = try input.line(limit: SubmittedEnvelope.maximumByteCount) {
      number += 1
      let place = "\(input.place), line \(number)"
      switch line {
      case .bytes(let bytes):
        guard !bytes.allSatisfy(isBlank) else { continue }
        let envelope = Result { () throws(Refusal) in try ForeignEnvelope.read(bytes) }
        return ((place, envelope.mapError { CommandError($0, in: place) }), number)
      case .tooLong(let limit):
        let refusal = Refusal(
          .envelopeTooLarge, "the line has more than the \(limit) bytes that are read of an envelope",
          hint: "a statement may have \(Statement.maximumByteCount) bytes; move long texts into evidence files")
        return ((place, .failure(CommandError(refusal, in: place))), number)
      }
    }
    return (nil, number)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    [UInt8(ascii: " "), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "\t")].contains(byte)
  }
}

extension SignatureResolver {
  /// The envelope in a place with the ledger's own key ids, or why there is none; the place is named.
  mutating func envelope(of item: EnvelopeStream.Item) throws(CommandError) -> SubmittedEnvelope {
    let foreign = try item.envelope.get()
    do throws(Refusal) {
      return try resolved(foreign)
    } catch {
      throw CommandError(error, in: item.place.isEmpty ? nil : item.place)
    }
  }
}

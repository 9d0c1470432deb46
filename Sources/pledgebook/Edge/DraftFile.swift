import CanonicalJSON
import CommandLineTools
import Cryptography
import Files
import Pledges

/// A statement that waits for signatures, with its words: a draft, or an envelope that some have signed already.
///
///     {"statement": {…}, "texts": [{"salt": "…", "text": "…"}, …]}
///
/// A statement without words may stand alone.
struct DraftFile {
  /// The bytes that are signed.
  let payload: [UInt8]
  let statement: Statement
  let texts: [Disclosure]
  /// The signatures that stand on it already.
  var signatures: [Envelope.Signature] = []

  init(payload: [UInt8], statement: Statement, texts: [Disclosure]) {
    self.payload = payload
    self.statement = statement
    self.texts = texts
  }

  /// The draft or envelope in a file. Refused unless every word is there: nobody signs what nobody can read.
  static func read(_ path: FilePath) throws(CommandError) -> DraftFile {
    let bytes = try readInput(path, limit: SubmittedEnvelope.maximumByteCount)
    do {
      let root = try JSONDocument(bytes, profile: .strict).root
      var file = try read(root, bytes)
      try file.statement.check(file.texts)
      file.signatures = root.member("payloadType") == nil ? [] : try SubmittedEnvelope.read(bytes).envelope.signatures
      return file
    } catch let error as Refusal {
      throw CommandError(error, in: path)
    } catch let error as JSONError {
      throw CommandError(
        code: "statement.malformed", message: "\(path.inputName), byte \(error.offset): \(error.reason)",
        hint: "give a draft or an envelope", exit: .usage)
    } catch {
      throw .unexpected(error)
    }
  }

  private static func read(_ root: JSONNode, _ bytes: [UInt8]) throws(Refusal) -> DraftFile {
    if root.member("payloadType") != nil {
      let submitted = try SubmittedEnvelope.read(bytes)
      let payload = submitted.envelope.payload
      return DraftFile(payload: payload, statement: try Statement.read(payload), texts: submitted.texts)
    }
    // A draft is signed in its canonical form, however it is laid out for reading.
    let payload = (root.member("statement") ?? root).canonicalBytes()
    return DraftFile(
      payload: payload, statement: try Statement.read(payload),
      texts: try SubmittedEnvelope.disclosures(root.member("texts")))
  }

  /// The draft as a document for people: the statement, then its words.
  static func document(_ statement: Statement, texts: [Disclosure]) -> JSONValue? {
    guard let json = statement.json else { return nil }
    return ["statement": json, "texts": .array(texts.map(\.json))]
  }
}

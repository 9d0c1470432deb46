import CommandLineTools
import Cryptography
import Files
import Pledges

/// What `--identified` says of how somebody made sure whose a new key is. // Format §13
enum KeyIdentifications {
  static let option = OptionDefinition.value(
    "identified", "[KEY=]METHOD;DATE;REFERENCE", repeats: true,
    help: "how you made sure whose a new key is: \(methods); KEY is its id or file")

  private static let methods = KeyIdentification.Method.allCases.map(\.rawValue).joined(separator: ", ")

  /// One for each use of the option. Its reference becomes a text that can be removed.
  static func read(
    _ session: borrowing Session, of keys: [PublicKey]
  ) throws(CommandError) -> [KeyIdentification] {
    var found: [KeyIdentification] = []
    for value in session.arguments.paths("identified") {
      let identification = try read(value, session, of: keys)
      guard !found.contains(where: { $0.key == identification.key }) else {
        throw .usage(
          "invalid-value", "--identified names key \(identification.key) twice", hint: "identify each key once")
      }
      found.append(identification)
    }
    return found
  }

  private static func read(
    _ value: FilePath, _ session: borrowing Session, of keys: [PublicKey]
  ) throws(CommandError) -> KeyIdentification {
    let (named, said) = split(value)
    let way = try Way(said.text ?? "", shown: "--identified \(value)")
    return try way.identification(of: key(named, session, of: keys), session)
  }

  /// One for each of these keys, where a list says of all of them at once `METHOD;DATE;REFERENCE`.
  static func read(
    all said: String, _ session: borrowing Session, of keys: [PublicKey]
  ) throws(CommandError) -> [KeyIdentification] {
    let way = try Way(said, shown: said)
    return try keys.map { (key) throws(CommandError) in try way.identification(of: key.keyID, session) }
  }

  /// How somebody made sure, and when.
  private struct Way {
    let method: KeyIdentification.Method
    let date: CalendarDate
    let reference: String

    /// - Parameter shown: what it is called in messages.
    init(_ said: String, shown: String) throws(CommandError) {
      let parts = said.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, !parts[2].isEmpty else {
        throw .usage(
          "invalid-value", "\(shown) is not of the form METHOD;DATE;REFERENCE",
          hint: "write it as \"in-person;2031-05-02;register of visits 14\"")
      }
      guard let method = KeyIdentification.Method(rawValue: String(parts[0])) else {
        throw .usage("invalid-value", "\(shown): \(parts[0]) is no method", hint: "it takes \(methods)")
      }
      guard let date = CalendarDate(parts[1]) else {
        throw .usage("invalid-date", "\(shown): \(parts[1]) is not a date", hint: "write it as 2031-05-02")
      }
      self.method = method
      self.date = date
      reference = String(parts[2])
      try requireNoControl(in: reference, "\(shown): the reference")
    }

    func identification(
      of key: KeyID, _ session: borrowing Session
    ) throws(CommandError) -> KeyIdentification {
      KeyIdentification(key: key, method: method, date: date, reference: try session.detach(reference))
    }
  }

  /// The key before a `=`, which may be a file whose name has `=` and `;` in it, and what is said of it: that begins where
  /// `METHOD;` does, and where it does nowhere, behind the last `=` before the first `;`.
  private static func split(_ value: FilePath) -> (key: FilePath?, said: FilePath) {
    let equals = UInt8(ascii: "=")
    let starts = KeyIdentification.Method.allCases.map { Array("\($0.rawValue);".utf8) }
    if starts.contains(where: { value.bytes.starts(with: $0) }) { return (nil, value) }
    let signs = value.bytes.indices.filter { value.bytes[$0] == equals }
    let first = value.bytes.firstIndex(of: UInt8(ascii: ";")) ?? value.bytes.endIndex
    let sign =
      signs.first { sign in starts.contains { value.bytes[(sign + 1)...].starts(with: $0) } }
      ?? signs.last { $0 < first }
    guard let sign else { return (nil, value) }
    return (FilePath(bytes: value.bytes[..<sign]), FilePath(bytes: value.bytes[(sign + 1)...]))
  }

  /// The key meant; where only one comes in, it need not be named.
  private static func key(
    _ named: FilePath?, _ session: borrowing Session, of keys: [PublicKey]
  ) throws(CommandError) -> KeyID {
    guard let named else {
      guard let key = keys.first, keys.count == 1 else {
        throw .usage(
          "invalid-value", "--identified has to name one of the \(keys.count) keys",
          hint: "write KEY=METHOD;DATE;REFERENCE, with the id of the key or its file")
      }
      return key.keyID
    }
    let id = if let id = named.text.flatMap({ KeyID($0) }) { id } else { try PublicHalf.read(session, named).keyID }
    guard keys.contains(where: { $0.keyID == id }) else {
      throw .usage(
        "invalid-value", "--identified names key \(id), which does not come in here", hint: "name a new key")
    }
    return id
  }
}

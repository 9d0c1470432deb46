extension TrustPolicy {
  /// Reads a policy file by the letter; what other programs let pass is refused with its line.
  public init(_ bytes: [UInt8]) throws(LogError) {
    var draft = PolicyDraft()
    try draft.read(bytes)
    self = try draft.policy()
  }
}

/// A policy while its lines are read; each line may name only what is defined on an earlier one.
private struct PolicyDraft {
  private var logs: [TrustPolicy.Log] = []
  private var witnesses: [TrustPolicy.Witness] = []
  private var groups: [TrustPolicy.Group] = []
  private var quorum: PolicyName??

  private var usable: [VerifierKey] = []
  private var unsupported: [DeclaredKey] = []
  private var logKeys: Set<[UInt8]> = []
  private var witnessKeys: Set<[UInt8]> = []
  // Witnesses and groups share their names, and each contributes in one way only.
  private var defined: Set<PolicyName> = []
  private var members: Set<PolicyName> = []
  private var line = 0

  mutating func read(_ bytes: [UInt8]) throws(LogError) {
    guard bytes.count <= TrustPolicy.maximumByteCount else { throw refusal("the file is too large") }
    var reader = LineReader(bytes[...])
    while let text = reader.next() {
      line = reader.number
      guard text.allSatisfy({ $0 == 0x09 || (0x20...0x7E).contains($0) || $0 >= 0x80 }) else {
        throw refusal("the line has a control character")
      }
      // Only these two separate; a space of Unicode is part of a token.
      let tokens = text.split { $0 == 0x09 || $0 == 0x20 }
      // A comment is a whole line: further on, `#` is a token like any other.
      guard let keyword = tokens.first, keyword.first != UInt8(ascii: "#") else { continue }
      try read(String(decoding: keyword, as: UTF8.self), tokens.dropFirst())
    }
    line += 1
    guard reader.isAtEnd else { throw refusal("the last line does not end in a line feed") }
  }

  private mutating func read(_ keyword: String, _ tokens: ArraySlice<ArraySlice<UInt8>>) throws(LogError) {
    let tokens = Array(tokens)
    switch keyword {
    case "log":
      guard (1...2).contains(tokens.count) else { throw refusal("a log line has a key and at most a URL") }
      try addLog(tokens[0], url: tokens.dropFirst().first)
    case "witness":
      guard (2...3).contains(tokens.count) else { throw refusal("a witness line has a name, a key and at most a URL") }
      try addWitness(PolicyName(tokens[0]), tokens[1], url: tokens.dropFirst(2).first)
    case "group":
      guard tokens.count >= 3 else { throw refusal("a group line has a name, a number and at least one member") }
      try addGroup(PolicyName(tokens[0]), tokens[1], tokens.dropFirst(2).map { PolicyName($0) })
    case "quorum":
      guard tokens.count == 1 else { throw refusal("a quorum line has one name") }
      try setQuorum(PolicyName(tokens[0]))
    default: throw refusal("the line begins with none of log, witness, group and quorum")
    }
  }

  private mutating func addLog(_ text: ArraySlice<UInt8>, url: ArraySlice<UInt8>?) throws(LogError) {
    let key = try addKey(text)
    guard key.type.isForLogs else { throw refusal("a key of type \(key.type) does not sign for a log") }
    guard logKeys.insert(key.rawPublicKey).inserted else { throw refusal("two logs have one public key") }
    logs.append(TrustPolicy.Log(key: key, url: url.map { String(decoding: $0, as: UTF8.self) }))
  }

  private mutating func addWitness(
    _ name: PolicyName, _ text: ArraySlice<UInt8>, url: ArraySlice<UInt8>?
  ) throws(LogError) {
    try define(name)
    let key = try addKey(text)
    guard key.type.isForWitnesses else { throw refusal("a key of type \(key.type) does not cosign") }
    guard witnessKeys.insert(key.rawPublicKey).inserted else { throw refusal("two witnesses have one public key") }
    witnesses.append(
      TrustPolicy.Witness(name: name, key: key, url: url.map { String(decoding: $0, as: UTF8.self) }))
  }

  private mutating func addGroup(
    _ name: PolicyName, _ number: ArraySlice<UInt8>, _ names: [PolicyName]
  ) throws(LogError) {
    for member in names {
      guard member != .none, defined.contains(member) else {
        throw refusal("\(member) is defined on no line before")
      }
      guard members.insert(member).inserted else { throw refusal("\(member) is a member twice") }
    }
    let threshold: UInt64?
    switch String(decoding: number, as: UTF8.self) {
    case "all": threshold = UInt64(names.count)
    case "any": threshold = 1
    default: threshold = Line.number(number)
    }
    guard let threshold, (1...UInt64(names.count)).contains(threshold) else {
      throw refusal("a group asks for all, any, or a number from 1 to that of its members")
    }
    try define(name)
    groups.append(TrustPolicy.Group(name: name, threshold: Int(threshold), members: names))
  }

  private mutating func setQuorum(_ name: PolicyName) throws(LogError) {
    guard quorum == nil else { throw refusal("there is a second quorum line") }
    guard name != .none else {
      quorum = .some(nil)
      return
    }
    guard defined.contains(name) else { throw refusal("\(name) is defined on no line before") }
    quorum = name
  }

  private mutating func define(_ name: PolicyName) throws(LogError) {
    guard name != .none else { throw refusal("none is no name for a witness or group") }
    guard defined.insert(name).inserted else { throw refusal("\(name) is defined twice") }
  }

  private mutating func addKey(_ text: ArraySlice<UInt8>) throws(LogError) -> DeclaredKey {
    do throws(LogError) {
      let key = try DeclaredKey(bytes: text)
      if key.type.isSupported {
        usable.append(try VerifierKey(key))
      } else {
        unsupported.append(key)
      }
      return key
    } catch {
      throw error.code == .libraryFailure ? error : refusal(error.reason)
    }
  }

  func policy() throws(LogError) -> TrustPolicy {
    guard let quorum else { throw refusal("there is no quorum line") }
    do throws(LogError) {
      let keys = try KnownKeys(usable, unsupported: unsupported)
      return TrustPolicy(logs: logs, witnesses: witnesses, groups: groups, quorum: quorum, keys: keys)
    } catch {
      throw LogError(.policyMalformed, error.reason)
    }
  }

  @inline(never)
  private func refusal(_ reason: String) -> LogError {
    LogError(.policyMalformed, reason, line: max(line, 1))
  }
}

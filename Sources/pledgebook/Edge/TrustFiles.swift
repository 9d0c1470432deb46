import CommandLineTools
import Cryptography
import Files
import Pledges
import Storage
import TransparencyLog

/// What a reader brings from elsewhere: log keys, policies, kept checkpoints.
enum TrustFiles {
  /// The policy of `--policy`, or one that believes the keys of `--log-key` and asks for no witness.
  static func policy(_ session: borrowing Session) throws(CommandError) -> TrustPolicy {
    let keys = try logKeys(session)
    guard let path = session.arguments.path("policy") else {
      guard !keys.isEmpty else {
        throw .usage(
          "missing-option", "the log's key is missing; it cannot come from the copy being checked",
          hint: "give the log's key with --log-key VKEY or --policy FILE")
      }
      do throws(LogError) {
        return try TrustPolicy.believing(keys)
      } catch {
        throw CommandError(error, in: "--log-key")
      }
    }
    var policy = try policy(at: path)
    if policy.logs.isEmpty {
      guard !keys.isEmpty else {
        throw .usage(
          "missing-option", "\(path) names no log, and the log's key cannot come from the copy being checked",
          hint: "give --log-key VKEY as well, or add the line: log VKEY")
      }
      policy = try believing(keys, policy, in: "--log-key")
    }
    // A key given beside a policy with logs has to be one of them; otherwise one of the two is a mistake.
    for key in keys where !policy.logs.contains(where: { $0.key == key.declared }) {
      throw .usage(
        "conflicting-options", "--log-key \(key.text) is not a log of the policy",
        hint: "leave out --log-key, or add the line to the policy: log VKEY")
    }
    UnsupportedKeys.warn(of: policy, in: path, session)
    return policy
  }

  /// The policy in a file, as it stands there.
  static func policy(at path: FilePath) throws(CommandError) -> TrustPolicy {
    do {
      return try TrustPolicy(readInput(path, limit: TrustPolicy.maximumByteCount))
    } catch {
      throw CommandError(from: error, in: path)
    }
  }

  /// A policy that names no log, completed by the log keys that are known from `place`.
  static func believing(
    _ keys: [VerifierKey], _ policy: TrustPolicy, in place: any CustomStringConvertible
  ) throws(CommandError) -> TrustPolicy {
    do throws(LogError) {
      return try policy.believing(keys)
    } catch {
      throw CommandError(error, in: place)
    }
  }

  /// The keys of `--log-key`: verifier keys, or files that hold one.
  static func logKeys(_ session: borrowing Session) throws(CommandError) -> [VerifierKey] {
    var keys: [VerifierKey] = []
    for value in session.arguments.paths("log-key") { keys.append(try verifierKey(value, in: "--log-key")) }
    return keys
  }

  /// A verifier key as it was given: its text, or a file that holds it.
  ///
  /// What reads as a key is the key, whatever lies under that name: nobody changes whom a reader believes by leaving a file
  /// in the way. What has no `+` can be no key, and what has one is a file only where there is one.
  static func verifierKey(_ value: FilePath, in place: String? = nil) throws(CommandError) -> VerifierKey {
    if value.bytes.contains(UInt8(ascii: "+")), let text = value.text {
      do throws(LogError) {
        return try VerifierKey(text)
      } catch {
        guard value.exists else { throw CommandError(error, in: place) }
      }
    }
    let bytes = try readInput(value, limit: 4_096)
    let contents = String(decoding: bytes, as: UTF8.self)
    try refuseKeyFile(contents, value)
    let text = contents.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    do throws(LogError) {
      return try VerifierKey(text)
    } catch {
      throw CommandError(error, in: place.map { "\($0) \(value)" } ?? "\(value)")
    }
  }

  /// The keeper's own key files lie near, and are something else: one signs, the other does not say whose log it is.
  private static func refuseKeyFile(_ contents: String, _ path: FilePath) throws(CommandError) {
    guard contents.contains("-----BEGIN ") else { return }
    let isPrivate = contents.contains("PRIVATE KEY-----")
    let half = (isPrivate ? KeyFile.publicPath(for: path) : path).shellWord
    let show = "pledgebook key show \(half) --origin ORIGIN prints the verifier key"
    throw .usage(
      isPrivate ? "private-log-key" : "public-log-key",
      "\(path) is a \(isPrivate ? "private" : "public") key in PEM form, and a verifier key is one line with the log's name",
      hint: isPrivate
        ? "\(show); what signs checkpoints is given with --log-signing-key, to the commands that take it" : show)
  }

  /// The checkpoints of `--held`; a receipt holds one as well.
  static func heldCheckpoints(_ session: borrowing Session) throws(CommandError) -> [SignedCheckpoint] {
    var held: [SignedCheckpoint] = []
    for path in session.arguments.paths("held") {
      guard path.hasSuffix(".tlog-proof") else {
        held.append(try checkpoint(path))
        continue
      }
      let bytes = try readInput(path, limit: ProofFile.maximumByteCount)
      do throws(LogError) {
        held.append(try ProofFile(bytes).checkpoint)
      } catch {
        throw CommandError(error, in: path)
      }
    }
    return held
  }

  /// The ends of `--head`, as somebody kept them.
  static func heads(_ session: borrowing Session) throws(CommandError) -> [(size: UInt64, leaf: Digest)] {
    var heads: [(size: UInt64, leaf: Digest)] = []
    for value in session.arguments.values("head") {
      let (size, leaf) = try session.split(value, at: ":", option: "head", form: "SIZE:LEAF")
      guard let size = UInt64(size), size > 0, let leaf = Digest(hex: leaf) else {
        throw .usage("invalid-value", "--head \(value) is not SIZE:LEAF", hint: "copy it from an earlier verify")
      }
      heads.append((size, leaf))
    }
    return heads
  }

  /// The signed checkpoint in a file; a ledger's high-water mark holds one as well.
  static func checkpoint(_ path: FilePath) throws(CommandError) -> SignedCheckpoint {
    let bytes = try readInput(path, limit: Note.maximumByteCount)
    let note: [UInt8]
    do {
      note = try HighWaterMark.note(in: bytes)
    } catch {
      throw CommandError(error)
    }
    do {
      return try SignedCheckpoint(note)
    } catch {
      throw CommandError(error, in: path)
    }
  }
}

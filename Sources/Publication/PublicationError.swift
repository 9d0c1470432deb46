internal import Cryptography
internal import Pledges
public import Storage
public import TransparencyLog

/// Why a ledger could not be published, read or followed; equal when the codes are equal.
public struct PublicationError: Error, Sendable {
  /// A stable code, safe to match on and to show.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
      self.rawValue = rawValue
    }
  }

  public let code: Code
  /// One sentence, lower case, no full stop.
  public let reason: String
  /// What to do about it, where something can be done.
  public var hint: String?
  /// What to keep when the log misbehaved.
  public var evidence: LogEvidence?

  public init(_ code: Code, _ reason: String, hint: String? = nil, evidence: LogEvidence? = nil) {
    self.code = code
    self.reason = reason
    self.hint = hint
    self.evidence = evidence
  }

  /// What a store said, under its own code.
  public init(_ error: StorageError) {
    self.init(Code(rawValue: error.code.rawValue), error.reason, hint: error.hint)
  }

  /// What the formats of the log said, under their own code.
  public init(_ error: LogError, in path: String? = nil) {
    self.init(Code(rawValue: error.code.rawValue), path.map { "\($0): \(error)" } ?? "\(error)")
  }

  /// A published file that is not to be had: nothing comes for it, or something that it cannot be. // Format §8
  static func unreadable(_ path: String, _ what: String) -> PublicationError {
    PublicationError(
      .unreadable, "\(path) could not be read: \(what)",
      hint: "that says nothing of the ledger: a cache may be late, or something else answers; run it again in a minute")
  }

  /// Whether it says that something was not to be had, and nothing of what is published.
  var isUnread: Bool {
    Code.unread.contains(code)
  }

  /// Whether it says that something published or signed is not as it should be, and not that it could not be read.
  public var isVerdict: Bool {
    Code.verdicts.contains(code)
  }
}

extension PublicationError.Code {
  /// A file or folder could not be read or written.
  public static let inputOutput = Self(rawValue: "publication.io")
  /// Nothing came for a published file, or something that it cannot be: a part of it, or a page in its place.
  public static let unreadable = Self(rawValue: "publication.unreadable")
  /// There is nothing published there.
  public static let notFound = Self(rawValue: "publication.not-found")
  /// A link, or something other than a plain file, stands where a published file belongs.
  public static let unsafePath = Self(rawValue: "publication.unsafe-path")
  /// Another process publishes into this folder.
  public static let busy = Self(rawValue: "publication.busy")
  /// A published file is larger than any that this format has.
  public static let tooLarge = Self(rawValue: "publication.too-large")
  /// A file that never changes is there with other bytes.
  public static let differs = Self(rawValue: "publication.differs")
  /// The folder holds another ledger.
  public static let otherLedger = Self(rawValue: "publication.other-ledger")
  /// What is published is a ledger of version 0 of the format.
  public static let versionZero = Self(rawValue: FormatVersion.zeroCode)
  /// The state of a monitor, or a file of evidence, cannot be read.
  public static let malformed = Self(rawValue: "publication.malformed")

  // The codes of Format §8.
  public static let checkpointMissing = Self(rawValue: "checkpoint.missing")
  public static let checkpointSignature = Self(rawValue: "checkpoint.signature")
  /// The checkpoint served is smaller than one seen before: a late cache, or the beginning of a rollback.
  public static let behind = Self(rawValue: "checkpoint.behind")
  public static let rollback = Self(rawValue: "checkpoint.rollback")
  public static let fork = Self(rawValue: "checkpoint.fork")
  public static let treeRoot = Self(rawValue: "tree.root")
  public static let treeTile = Self(rawValue: "tree.tile")
  public static let envelopeDigest = Self(rawValue: "envelope.digest")
  public static let envelopeMissing = Self(rawValue: "envelope.missing")
  public static let headerMalformed = Self(rawValue: "header.malformed")
  public static let textMissing = Self(rawValue: "text.missing")

  fileprivate static let unread: Set<Self> = [inputOutput, unreadable, tooLarge, unsafePath]

  fileprivate static let verdicts: Set<Self> = [
    differs, otherLedger, checkpointSignature, rollback, fork, treeRoot, treeTile, envelopeDigest, envelopeMissing,
    headerMalformed, textMissing,
  ]
}

extension PublicationError: Equatable {
  public static func == (left: PublicationError, right: PublicationError) -> Bool {
    left.code == right.code
  }
}

extension PublicationError: CustomStringConvertible {
  public var description: String { reason }
}

extension PublicationError {
  /// Runs what may throw errors of the layers below, and throws them as one of these.
  static func wrapping<Result: ~Copyable>(_ body: () throws -> Result) throws(PublicationError) -> Result {
    do {
      return try body()
    } catch let error as PublicationError {
      throw error
    } catch let error as StorageError {
      throw PublicationError(error)
    } catch let error as LogError {
      throw PublicationError(error)
    } catch let error as CryptographyError {
      throw PublicationError(Code(rawValue: error.code.rawValue), error.reason)
    } catch {
      throw PublicationError(.inputOutput, "unexpected failure: \(error)")
    }
  }

  /// What may be an error of the layers below, as one of these.
  static func wrapped(_ error: any Error) -> PublicationError {
    do {
      return try wrapping { throw error }
    } catch {
      return error
    }
  }
}

import CommandLineTools
import Cryptography
import Files
import LedgerWriter
import Pledges
import Service
import Storage
import TransparencyLog

// What the layers below throw, as the command line says it: the same code, a sentence, a hint, an exit status.

extension CommandError {
  /// Whatever a layer below threw; what nobody mapped is a fault of the program, and says so.
  ///
  /// `place` is the file or line at fault, for errors that do not name one themselves.
  init(from error: any Error, in place: (any CustomStringConvertible)? = nil) {
    switch error {
    case let error as CommandError: self = error
    case let refusal as Refusal: self.init(refusal, in: place)
    case let error as StorageError: self.init(error)
    case let error as CryptographyError: self.init(error, in: place)
    case let error as LogError: self.init(error, in: place)
    case let error as AppendError: self.init(error)
    case let error as ServiceError: self.init(error)
    case let failure as StoredReplayFailure: self.init(failure)
    case let failure as ProofFailure: self.init(failure)
    default: self = .unexpected(error)
    }
  }

  /// The same of what happened to a ledger's file, which a sentence about the file names.
  init(from error: any Error, ledger path: FilePath) {
    switch error {
    case let error as StorageError: self.init(error, opening: path)
    case AppendError.storage(let error): self.init(error, opening: path)
    case StoredReplayFailure.storage(let error): self.init(error, opening: path)
    default: self.init(from: error)
    }
  }

  /// A sentence with the file or line that it is about in front, unless it names it itself.
  private static func told(_ reason: String, in place: (any CustomStringConvertible)?) -> String {
    guard let name = place.map(name(of:)) else { return reason }
    let isNamed = reason.hasPrefix("\(name) ") || reason.hasPrefix("\(name):") || reason.contains(" \(name): ")
    return isNamed ? reason : "\(name): \(reason)"
  }

  /// What a file or line is called in a sentence.
  private static func name(of place: any CustomStringConvertible) -> String {
    (place as? any FileNaming)?.filePath.inputName ?? place.description
  }

  init(_ refusal: Refusal, in place: (any CustomStringConvertible)? = nil) {
    self.init(
      code: refusal.code.rawValue, message: Self.told(refusal.message, in: place),
      hint: refusal.hint, exit: refusal.isMalformedInput ? .usage : .refused)
  }

  /// `place` is the file that was to be opened; what is found in one names its places itself.
  init(_ error: StorageError, opening place: FilePath? = nil) {
    let namesFile = !error.tellsOfDamage || error.code == .notALedger
    var message = namesFile ? Self.told(error.reason, in: place) : error.reason
    if error.outcome == .unknown {
      message += "; it is not known whether the entries were recorded"
    }
    let hint: String? =
      switch error.code {
      case _ where error.outcome == .unknown: "submit the same envelope again to find out; first run pledgebook verify"
      case .notFound: "name a ledger with --ledger PATH or PLEDGEBOOK_LEDGER; pledgebook init makes one"
      case .inputOutput: "see to the disk and look at the system's log, then run the command again"
      default: nil
      }
    self.init(
      code: error.code.rawValue, message: message, hint: error.hint ?? hint,
      exit: error.code == .duplicateStatement ? .refused : error.code == .versionZero ? .usage : .io)
  }

  init(_ error: CryptographyError, in place: (any CustomStringConvertible)? = nil) {
    let hint: String? =
      switch error.code {
      case .passphraseNeeded: "give --passphrase-file FILE, or set PLEDGEBOOK_PASSPHRASE"
      case .wrongPassphrase: "try again with the passphrase that the key was made with"
      case .fileExists: "choose another name: key files are never overwritten"
      case .privateKeyGiven: "give the public half, the file that ends in .pub"
      case .publicKeyGiven: "give the private key, the file without .pub"
      case .malformedKey, .unsupportedKey, .weakKey: "make a key with pledgebook key generate FILE"
      case .unreadableFile, .unwritableFile: "check the name and the permissions of the file"
      case .unusablePassphrase: "choose another passphrase"
      case .weakPassphrase:
        "choose \(Passphrase.leastCount) characters or more, best four or five words that nobody else would put together"
      default: nil
      }
    let isIO = [.unreadableFile, .unwritableFile, .fileExists, .unsafeFile].contains(error.code)
    self.init(
      code: error.code.rawValue, message: Self.told(error.reason, in: place),
      hint: error.remedy.map { $0.hint(for: (place as? any FileNaming)?.filePath) } ?? hint,
      exit: isIO || error.code == .libraryFailure ? .io : .usage)
  }

  init(_ error: LogError, in place: (any CustomStringConvertible)? = nil) {
    let hint: String? =
      switch error.code {
      case .originMalformed: "an origin is 1 to 255 printable ASCII characters, without space and +"
      case .verifierKeyMalformed, .verifierKeyUnsupported, .verifierKeyWeak:
        "pledgebook key show FILE --origin ORIGIN prints the verifier key of an Ed25519 key"
      case .noteMalformed, .noteTooLarge, .checkpointMalformed: "pledgebook checkpoint prints a checkpoint"
      case .proofMalformed, .proofImpossible: "pledgebook proof INDEX --out DIR writes a proof"
      case .policyMalformed: "write a line for each log, witness and group, and one for the quorum"
      default: nil
      }
    self.init(
      code: error.code.rawValue, message: Self.told("\(error)", in: place), hint: hint,
      exit: error.code == .libraryFailure ? .io : .usage)
  }

  init(_ error: ServiceError) {
    self.init(
      code: error.code.rawValue, message: error.reason, hint: error.hint, exit: error.code == .address ? .usage : .io)
  }

  init(_ error: AppendError) {
    switch error {
    case .refused(let refusal, _): self.init(refusal)
    case .storage(let error): self.init(error)
    case .broken(let finding): self = .broken(finding)
    case .logKey(let reason):
      self.init(
        code: "log-key.not-in-force", message: reason,
        hint: "pledgebook status shows the log keys in force; pledgebook log-keys use --log-signing-key FILE",
        exit: .refused)
    case .queueFull:
      self.init(
        code: "queue.full", message: "too many envelopes are waiting to be appended", hint: "try again in a moment",
        exit: .io)
    case .queueStopped(let reason):
      self.init(
        code: "queue.stopped", message: "nothing more is appended: \(reason); the envelope was not recorded",
        hint: "submit it again once the ledger is open", exit: .io)
    case .library(let reason): self.init(code: "crypto.library", message: reason, exit: .io)
    }
  }

  init(_ failure: StoredReplayFailure) {
    switch failure {
    case .storage(let error): self.init(error)
    case .library(let error): self.init(error)
    }
  }

  init(_ failure: ProofFailure) {
    switch failure {
    case .storage(let error): self.init(error)
    case .log(let error): self.init(error)
    case .noCheckpoint:
      self.init(
        code: "checkpoint.missing", message: "no checkpoint covers the entry",
        hint: "the next append makes one", exit: .refused)
    }
  }

  /// A ledger whose entries do not hold together, or that contradicts what was given out: nothing is built on it.
  ///
  /// `command` shows everything that is wrong with it.
  static func broken(_ finding: Finding, toSeeAll command: String = "pledgebook verify") -> CommandError {
    let place = finding.index.map { " at entry \($0)" } ?? ""
    // By itself such a ledger is sound, so what it was held against has to be brought again.
    let isContradicted = ["checkpoint.rollback", "checkpoint.fork"].contains(finding.code)
    return CommandError(
      code: finding.code,
      // What merely ends too early is not broken; it says itself what it is.
      message: finding.code == "checkpoint.rollback"
        ? finding.message : "the ledger is broken\(place): \(finding.message)",
      hint: isContradicted
        ? "nothing was written; pledgebook verify --held with the high-water mark, and find out which of the two is old"
        : "run \(command) to see everything that is wrong",
      exit: .broken)
  }

  init(_ error: AccordFaults, in place: any CustomStringConvertible) {
    self.init(
      code: "accord.malformed", message: "\(Self.name(of: place)) is not an accord document",
      faults: error.faults.map(\.description),
      upTo: 20, hint: "see Documentation/Format.md, section 9", exit: .usage)
  }
}

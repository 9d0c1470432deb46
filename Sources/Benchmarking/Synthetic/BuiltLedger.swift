internal import CommandLineTools
internal import Cryptography
public import Files
internal import Glibc
internal import LedgerWriter
internal import Pledges
internal import Storage
internal import TransparencyLog

extension SyntheticLedger {
  /// A ledger that was built, and the keys to go on with it.
  public struct Built {
    public let path: FilePath
    let parties: SyntheticParties
    /// What its statements are bound to: ledger and accord.
    var binding: (ledger: LedgerReference, accord: Statement.Subject)?
    public internal(set) var entryCount: UInt64 = 0

    init(path: FilePath, parties: SyntheticParties) {
      self.path = path
      self.parties = parties
    }

    private var keyFolder: FilePath { path + ".keys" }
    /// The file of the log key, without passphrase.
    public var logKeyPath: FilePath { keyFolder / "log" }
    /// The file of the registrar's key, without passphrase.
    public var registrarKeyPath: FilePath { keyFolder / "registrar" }
    /// The file of the first signatory's key, without passphrase.
    public var signatoryKeyPath: FilePath { keyFolder / "body-1" }
    /// Where the newest checkpoint is kept.
    public var highWaterMarkPath: FilePath { path + ".checkpoint" }

    var issuer: CheckpointIssuer {
      get throws {
        CheckpointIssuer(
          signers: [try NoteSigner(name: SyntheticLedger.origin, privateKey: parties.log)],
          mark: HighWaterMark(path: highWaterMarkPath))
      }
    }

    func writeKeys() throws {
      guard unsafe mkdir(keyFolder.nulTerminated, 0o700) == 0 else {
        throw CommandError.io("folder", "\(keyFolder) cannot be made", hint: "choose a new name for --ledger")
      }
      try KeyFile.create(at: registrarKeyPath, key: parties.registrar, passphrase: nil)
      try KeyFile.create(at: logKeyPath, key: parties.log, passphrase: nil)
      try KeyFile.create(at: signatoryKeyPath, key: parties.signatories[0].key, passphrase: nil)
    }
  }
}

import CommandLineTools
import Cryptography
import Files
import Pledges
import Reports
import StatementWords
import Verification

/// The trial of a list of joins with keys: each line behind those before it, and every fault of every line named.
struct ListTrial {
  /// What becomes of a line.
  struct Line {
    let id: PartyID
    let statement: Pledges.Statement
    /// The signatures that it still needs, in words; nil for none.
    let missing: String?
  }

  private(set) var lines: [Line] = []
  private(set) var words: [StatementWords] = []
  /// What would change in the reports, where that was asked for.
  private(set) var difference: LedgerDifference?
  private var faults: Register.Faults
  private var refusals: [CommandError]
  /// In which line each key stands.
  private var places: [KeyID: Register.Place] = [:]
  /// Whether something is wrong with the list itself, or with a file that it names.
  private var isMalformed: Bool

  /// - Parameter signed: the keys that are about to sign, of the registrar.
  static func run(
    _ register: Register, _ path: FilePath, signed: [KeyID], isChecked: Bool, _ session: borrowing Session
  ) throws(CommandError) -> ListTrial {
    try ReadLedger.with(session) { store in
      var trial = try Trial(session, store, signatures: .vouched) { replayed in
        let now = try session.ledgerTime(in: replayed.state.identity?.environment)
        return max(now, replayed.chain.recorded ?? now)
      }
      var list = ListTrial(register, trial.state, at: trial.now)
      for entry in register.entries { try list.admit(entry, signed, session, &trial) }
      for doubt in register.doubts(beside: trial.state, at: trial.now) {
        session.output.warn("\(path.inputName), \(doubt.text)")
      }
      try list.requireFaultless(path)
      list.words = try trial.words(now: trial.now, signedBy: signed)
      if isChecked { list.difference = try trial.difference() }
      return list
    }
  }

  private init(_ register: Register, _ state: LedgerState, at now: Instant) {
    let (faults, refusals) = state.faults(of: register, at: now)
    self.faults = faults
    self.refusals = refusals.map { CommandError($0) }
    isMalformed = !register.faults.isEmpty
    if faults.isEmpty, register.entries.isEmpty { noteMalformed(nil, nil, "there is nobody in the list") }
  }

  /// Asks for the join of a line, unless something is wrong with the line already.
  private mutating func admit(
    _ entry: Register.Entry, _ signed: [KeyID], _ session: borrowing Session, _ trial: inout Trial
  ) throws(CommandError) {
    let keys = keys(of: entry)
    let identifications = identifications(of: entry, keys, session)
    guard !faults.list.contains(where: { $0.place == entry.place }), let join = entry.join(with: keys, identifications)
    else { return }
    do throws(CommandError) {
      let statement = try StatementFlow.draft(.join(join), trial.state, at: trial.now)
      let texts = session.texts.texts(of: statement)
      try UnsignedTrial.run(statement, texts: texts, signed: signed, speaker: nil, &trial)
      let missing = MissingWords.missing(on: .join(join), by: signed, trial.state, at: trial.now)
      lines.append(Line(id: join.signatory, statement: statement, missing: missing))
    } catch {
      // A wrong key of the registrar, and a ledger that cannot be read, are no fault of the line.
      guard error.exit != .io, error != .usage("wrong-key", "") else { throw error }
      faults.note(entry.place, Register.Member(refusedWith: error.code), error.message)
      refusals.append(error)
    }
  }

  /// The keys in the files that a line names: public ones, for nobody but its signatory has the others.
  private mutating func keys(of entry: Register.Entry) -> [PublicKey] {
    var keys: [PublicKey] = []
    for path in entry.publicKeys.map({ FilePath($0) }) {
      let key: PublicKey
      do throws(CryptographyError) {
        key = try KeyFile.readPublicKey(path)
      } catch {
        let told = CommandError(error, in: path)
        noteMalformed(entry.place, .publicKeys, told.message + (told.hint.map { "; \($0)" } ?? ""))
        continue
      }
      if let earlier = places[key.keyID], earlier != entry.place {
        noteMalformed(entry.place, .publicKeys, "\(path): this key stands in \(earlier) already")
      }
      places[key.keyID] = places[key.keyID] ?? entry.place
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  private mutating func identifications(
    of entry: Register.Entry, _ keys: [PublicKey], _ session: borrowing Session
  ) -> [KeyIdentification] {
    guard let identified = entry.identified else { return [] }
    do throws(CommandError) {
      return try KeyIdentifications.read(all: identified, session, of: keys)
    } catch {
      noteMalformed(entry.place, .identified, error.message + (error.hint.map { "; \($0)" } ?? ""))
      return []
    }
  }

  private mutating func noteMalformed(_ place: Register.Place?, _ member: Register.Member?, _ reason: String) {
    faults.note(place, member, reason)
    isMalformed = true
  }

  private func requireFaultless(_ path: FilePath) throws(CommandError) {
    guard !faults.isEmpty else { return }
    let isOne = refusals.allSatisfy { $0 == refusals.first }
    throw CommandError(
      code: isMalformed ? "register.malformed" : isOne ? refusals.first?.code ?? "" : "register.refused",
      message: "\(path.inputName) cannot be taken as it is; nothing was written", faults: faults.faults, upTo: .max,
      hint: faults.hint ?? "mend what is named, or leave those lines out; pledgebook join --help names the columns",
      exit: isMalformed ? .usage : .refused)
  }
}

import CommandLineTools
import Pledges
import Reports
import StatementWords

/// A party that has to be there already, by its id, the unique beginning of one, or its name.
///
/// Ids and names are given by whoever registers next: `qui` may be the beginning of one id today and an id itself tomorrow.
/// So what is not the whole id is taken where the answer says whom it is about, which is reading, and for a statement only
/// from a person at a terminal who is asked whether this party is meant. A script that makes statements writes whole ids.
enum KnownParty {
  /// Runs a command that reads about a party: as it was written if it is an id, else about the party that it means.
  static func reading<Result>(
    _ text: String, _ session: borrowing Session, onlySignatories: Bool = true,
    _ body: (PartyID) throws(CommandError) -> Result
  ) throws(CommandError) -> Result {
    var unknown: CommandError?
    if let id = PartyID(text) {
      do throws(CommandError) {
        return try body(id)
      } catch {
        guard error.code == ReportError.Code.unknownSignatory.rawValue else { throw error }
        unknown = error
      }
    }
    let state = try ReadLedger.state(session)
    switch state.party(called: text, onlySignatories: onlySignatories) {
    case .one(let id):
      session.output.note("\(sanitised(text)) is \(StatementReader(state, texts: []).name(of: id))")
      return try body(id)
    case .several(let ids): throw several(text, ids, state)
    case .id(let id):
      // It is in the ledger, and not in what was asked for, as at an earlier time.
      if let unknown { throw unknown }
      return try body(id)
    case .none:
      let error =
        unknown
        ?? .usage(
          "invalid-id", "\(text) is no id and no name in this ledger", hint: "pledgebook signatories lists them")
      throw error.suggesting(near(text, state, onlySignatories: onlySignatories))
    }
  }

  /// The party that a statement is to be about, or speak for.
  static func acting(
    _ text: String, _ what: String, _ session: borrowing Session, onlySignatories: Bool
  ) throws(CommandError) -> PartyID {
    guard isPersonThere else { return try session.id(text, what) }
    if let known = session.parties[text] { return known }
    let state = try ReadLedger.state(session)
    switch state.party(called: text, onlySignatories: onlySignatories) {
    case .one(let id):
      try ask(text, id, state, session)
      session.parties[text] = id
      return id
    case .several(let ids): throw several(text, ids, state)
    case .id(let id): return id
    case .none:
      do throws(CommandError) {
        // What the rules say of an id that is not there is theirs to say.
        return try session.id(text, what)
      } catch {
        throw error.suggesting(near(text, state, onlySignatories: onlySignatories))
      }
    }
  }

  /// Says of ids in a statement that are not in the ledger what they are near to; that they are refused is for the rules.
  static func warn(of said: Predicate, _ state: LedgerState, _ session: borrowing Session) {
    switch said {
    case .join, .partyAdmit: return
    default: break
    }
    let known = state.partyIDs(onlySignatories: false)
    for party in said.parties where !known.contains(party) {
      let meant = near(party.text, state, onlySignatories: false)
      guard !meant.isEmpty else { continue }
      session.output.warn(
        "\(party) is not in this ledger", hint: "did you mean \(meant.joined(separator: " or "))?")
    }
  }

  private static var isPersonThere: Bool { StandardStream.input.isTerminal && StandardStream.error.isTerminal }

  private static func ask(
    _ text: String, _ id: PartyID, _ state: LedgerState, _ session: borrowing Session
  ) throws(CommandError) {
    let name = StatementReader(state, texts: []).name(of: id)
    guard !session.arguments.flag(Confirmation.option.long) else {
      throw .usage(
        "invalid-id", "\(text) is not a whole id, and with --yes nobody is asked whether it is meant for \(name)",
        hint: "write \(id), or leave out --yes")
    }
    guard try Confirmation.isYes("\(sanitised(text)) is \(name). Is that whom you mean?") else {
      throw .usage("not-confirmed", "nothing was done", hint: "write the whole id; pledgebook signatories lists them")
    }
  }

  private static func several(_ text: String, _ ids: [PartyID], _ state: LedgerState) -> CommandError {
    let reader = StatementReader(state, texts: [])
    let shown = ids.prefix(10).map(reader.name).joined(separator: ", ")
    let more = ids.count > 10 ? " and \(ids.count - 10) more" : ""
    return .usage("ambiguous-id", "\(text) may be \(shown)\(more)", hint: "write the whole id")
  }

  /// The ids that are near to what was typed.
  private static func near(_ text: String, _ state: LedgerState, onlySignatories: Bool) -> [String] {
    nearestNames(to: text, among: state.partyIDs(onlySignatories: onlySignatories).map(\.text).sorted())
  }
}

extension CommandError {
  /// The same with what was perhaps meant in front of the hint.
  fileprivate func suggesting(_ names: [String]) -> CommandError {
    guard !names.isEmpty else { return self }
    let question = "did you mean \(names.joined(separator: " or "))?"
    return CommandError(
      code: code, message: message, details: details, hint: [question, hint].compactMap { $0 }.joined(separator: " "),
      exit: exit)
  }
}

/// The parties that a person has confirmed to be meant by a text, so that nobody is asked twice.
final class ConfirmedParties {
  private var known: [(text: String, id: PartyID)] = []

  subscript(_ text: String) -> PartyID? {
    get { known.first { $0.text.utf8.elementsEqual(text.utf8) }?.id }
    set { if let newValue { known.append((text, newValue)) } }
  }
}

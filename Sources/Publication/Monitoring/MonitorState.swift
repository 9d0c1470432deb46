internal import CanonicalJSON
public import Pledges
public import TransparencyLog

/// What a monitor remembers from one look to the next.
///
///     {
///       "type": "pledgebook/monitor/v2",
///       "checkpoint": "…",
///       "looked": "2032-05-02T09:30:00Z",
///       "behind": "2032-05-03T09:30:00Z",
///       "watched": [ { "id": "quillonia", "reported": 128 } ]
///     }
///
/// `reported` is how many entries of the ledger have been told about for that signatory, so that one that is watched
/// from later on, or was left out for a while, misses nothing. `behind` is there only while smaller checkpoints are served
/// than this one.
public struct MonitorState: Sendable {
  /// The last checkpoint that was verified, with the whole ledger below it.
  public var checkpoint: SignedCheckpoint
  /// When that was, by the monitor's clock.
  public var looked: Instant
  /// Since when smaller checkpoints are served; nil while none are.
  public var behind: Instant?
  public var reported: [PartyID: UInt64]

  /// The file's greatest size.
  public static let maximumByteCount = 4 << 20
  private static let type = "pledgebook/monitor/v2"
  /// The type of a state about a ledger of version 0 of the format.
  private static let typeOfFormatZero = "pledgebook/monitor/v1"

  /// Reads the file.
  public init(_ bytes: [UInt8]) throws(PublicationError) {
    let root: JSONNode
    do {
      root = try JSONDocument(bytes, profile: .ledger).root
    } catch {
      throw Self.malformed(error.reason)
    }
    if root.member("type")?.isString(Self.typeOfFormatZero) == true {
      throw PublicationError(
        .malformed, "the monitor's state is of a ledger of version 0, which this program does not read",
        hint: "keep it with that ledger, and name another file for this one")
    }
    guard root.member("type")?.isString(Self.type) == true, let note = root.member("checkpoint")?.stringBytes,
      let looked = root.member("looked")?.string.flatMap({ Instant($0) }), let watched = root.member("watched"),
      watched.kind == .array
    else { throw Self.malformed("it has no type, checkpoint, looked and watched of this version") }
    self.looked = looked
    behind = root.member("behind")?.string.flatMap { Instant($0) }
    do {
      checkpoint = try SignedCheckpoint(note)
    } catch {
      throw Self.malformed("\(error)")
    }
    reported = [:]
    for element in watched.elements {
      guard let id = element.member("id")?.string.flatMap({ PartyID($0) }),
        let count = element.member("reported")?.integer.flatMap({ UInt64(exactly: $0) })
      else { throw Self.malformed("an element of watched has no id and number") }
      reported[id] = count
    }
  }

  init(checkpoint: SignedCheckpoint, looked: Instant, reported: [PartyID: UInt64]) {
    self.checkpoint = checkpoint
    self.looked = looked
    self.reported = reported
  }

  /// The same after a look that found the publication behind it: it is since the first of them that it is.
  public func noting(behindAt now: Instant) -> MonitorState {
    var copy = self
    copy.behind = behind ?? now
    return copy
  }

  /// The file.
  public var bytes: [UInt8] {
    let watched = reported.sorted { $0.key.text < $1.key.text }.map { id, count -> JSONValue in
      ["id": .string(id.text), "reported": .integer(Int64(clamping: count))]
    }
    var members = [
      JSONMember(name: "type", value: .string(Self.type)),
      JSONMember(name: "checkpoint", value: .string(String(decoding: checkpoint.bytes, as: UTF8.self))),
      JSONMember(name: "looked", value: .string(looked.description)),
    ]
    if let behind { members.append(JSONMember(name: "behind", value: .string(behind.description))) }
    members.append(JSONMember(name: "watched", value: .array(watched)))
    return Array(JSONValue.object(members).displayText().utf8)
  }

  private static func malformed(_ what: String) -> PublicationError {
    PublicationError(
      .malformed, "the monitor's state cannot be read: \(what)",
      hint: "restore it from a copy; a monitor that starts anew does not know what it saw before")
  }
}

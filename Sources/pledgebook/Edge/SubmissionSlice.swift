import CommandLineTools
import LedgerWriter
import Pledges

/// Some of the envelopes of a submission that becomes entries together or not at all: those that are examined now.
struct SubmissionSlice {
  private(set) var envelopes: [SubmittedEnvelope] = []
  private var items: [EnvelopeStream.Item] = []
  /// How many envelopes came before these.
  private var base = 0
  /// One that was read and is in no slice yet.
  private var next: EnvelopeStream.Item?
  private var isAtEnd = false

  /// The bytes of a slice; one envelope more may follow.
  private static let mostBytes = 1 << 20

  init(_ first: EnvelopeStream.Item) {
    next = first
  }

  /// Reads the next ones; false at the end. One that is no envelope ends the submission.
  mutating func fill(from stream: inout EnvelopeStream) throws(CommandError) -> Bool {
    base += items.count
    envelopes = []
    items = []
    var bytes = 0
    while items.count < LedgerAppender.slice, bytes < Self.mostBytes, !isAtEnd {
      if next == nil { next = try stream.next() }
      guard let item = next.take() else {
        isAtEnd = true
        break
      }
      let envelope = try item.envelope.get()
      bytes += envelope.payload.count
      items.append(item)
    }
    return !items.isEmpty
  }

  /// Finds the ledger's own key ids for these, in the ledger as it stands behind those before them.
  mutating func resolve(in state: LedgerState) throws(CommandError) {
    var resolver: SignatureResolver
    do {
      resolver = try SignatureResolver(state)
    } catch {
      throw CommandError(error)
    }
    envelopes = []
    for item in items { envelopes.append(try resolver.envelope(of: isAlone ? ("", item.envelope) : item)) }
  }

  /// Where one envelope is all, its file need not be named.
  private var isAlone: Bool { base + items.count == 1 }

  /// The envelope in a place among all, if it is in this slice; where it came from is worth telling of several.
  func item(at position: Int) -> (place: String?, envelope: SubmittedEnvelope)? {
    let place = position - base
    guard envelopes.indices.contains(place) else { return nil }
    return (isAlone ? nil : items[place].place, envelopes[place])
  }
}

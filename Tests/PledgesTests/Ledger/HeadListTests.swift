import Cryptography
import LedgerFixtures
import Testing

@testable import Pledges

@Suite("The heads of attestations, as an archive lists them")
struct HeadListTests {
  /// Two entries: the first stands for two commitments, the second took one of them over.
  private func book() -> AttestationBook {
    let (lamp, horn) = (CommitmentID("lamp"), CommitmentID("horn"))
    var book = AttestationBook()
    for (index, action, commitments) in [
      (1, AttestationEvent.Action.submit, [lamp, horn]), (2, .supersede(EntryIndex(1)), [horn]),
    ] {
      book.append(
        entry: EntryStamp(index: EntryIndex(UInt64(index)), recorded: Instant(seconds: 0)), leaf: .zero,
        period: PeriodID("2032"), action: action, keys: [KeyID(.zero)],
        claims: commitments.map { AttestationEvent.Claim(commitment: $0, value: .noClaim) })
    }
    return book
  }

  @Test("stand again where they stood")
  func roundTrip() {
    var book = book()
    let list = book.headList
    #expect(list.map(\.ordinal).sorted() == [0, 1])
    book.clearHeads()
    #expect(book.headList.isEmpty)
    let isTaken = book.setHeads(list)
    #expect(isTaken)
    #expect(book.headList.elementsEqual(list, by: ==))
  }

  @Test("are refused when a cell is listed twice, or an entry is not there")
  func refused() {
    let list = book().headList
    let ofOther = (list[0].period, list[0].commitment, list[1].ordinal)
    for wrong in [[list[0], list[0]], [list[0], ofOther], [(0, 0, 2)]] {
      var book = book()
      book.clearHeads()
      let isTaken = book.setHeads(wrong)
      #expect(!isTaken)
    }
  }
}

extension AttestationBook {
  /// Its one key turns out to have been compromised from the first.
  fileprivate mutating func clearHeads() {
    let epoch = Instant(seconds: 0)
    rebuildHeads(
      VoidingKeys([
        RevocationEvent(
          entry: EntryStamp(index: EntryIndex(3), recorded: epoch), key: KeyID(.zero), invalidSince: epoch)
      ]))
  }
}

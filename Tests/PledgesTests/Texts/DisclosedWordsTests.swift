import Cryptography
import LedgerFixtures
import Pledges
import Testing

@Suite("Words that a reader gets out of a disclosure")
struct DisclosedWordsTests {
  private static let salt = [UInt8](repeating: 7, count: Disclosure.saltByteCount)

  private static func disclosure(_ text: String) throws -> Disclosure {
    try Disclosure(unchecked: Array(#"{"salt":"07070707070707070707070707070707","text":\#(text)}"#.utf8))
  }

  @Test(
    "Words of which a part is wrong are none",
    arguments: [
      #"{"title":"T","uri":"h}}ttps://a.example/"}"#, #"{"archiveUri":"x","title":"T"}"#, #"{"more":1,"title":"T"}"#,
    ])
  func evidence(text: String) throws {
    let words: EvidenceItem.Words? = try Self.disclosure(text).words()
    #expect(words == nil)
  }

  @Test("So it is with an affirmation, a review and a text map")
  func others() throws {
    let affirmation: Attestation.Affirmation? =
      try Self.disclosure(#"{"authority":1,"office":"O","text":"T"}"#).words()
    #expect(affirmation == nil)
    let review: Review.Words? = try Self.disclosure(#"{"independence":"I","paidBy":"P","text":{"??":"T"}}"#).words()
    #expect(review == nil)
    let map: TextMap? = try Self.disclosure(#"{"en":"T","fr":7}"#).words()
    #expect(map == nil)
  }

  @Test("What is right comes out as it went in")
  func whole() throws {
    let words = EvidenceItem.Words(title: "T", uri: "https://a.example/", archiveURI: "https://b.example/")
    let read: EvidenceItem.Words = try #require(try Disclosure(words, salt: Self.salt).words())
    #expect(read.title == words.title)
    #expect(read.uri == words.uri)
    #expect(read.archiveURI == words.archiveURI)
  }
}

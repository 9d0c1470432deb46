import Testing

@testable import CommandLineTools

@Suite("Nearest name")
struct NearestNameTests {
  static let names = ["json", "quiet", "ledger", "color", "at", "log", "limit"]

  @Test(
    "One or two edits away is offered",
    arguments: [
      ("jsn", "json"), ("jsno", "json"), ("jsson", "json"), ("quite", "quiet"), ("colour", "color"), ("lgo", "log"),
      ("ledgre", "ledger"), ("leder", "ledger"), ("limt", "limit"),
    ])
  func near(_ typed: String, _ expected: String) {
    #expect(nearestName(to: typed, among: Self.names) == expected)
  }

  @Test(
    "Further away, or with nothing of the word left, is not", arguments: ["x", "xy", "verify", "jn0", "", "lddddger"])
  func far(_ typed: String) {
    #expect(nearestName(to: typed, among: ["json", "at", "ledger"]) == nil)
  }

  @Test("What begins so is offered before what nearly reads so, and all of it where that is little")
  func prefix() {
    #expect(nearestNames(to: "rep", among: ["reps", "zep", "report"]) == ["reps", "report"])
    #expect(nearestNames(to: "rep", among: ["review", "report", "restore"]) == ["report"])
    #expect(nearestNames(to: "re", among: ["review", "report", "restore", "redact"]).isEmpty)
    #expect(nearestNames(to: "r", among: ["report"]).isEmpty)
    #expect(nearestNames(to: "repotr", among: ["review", "report"]) == ["report"])
  }

  @Test("What begins otherwise is no suggestion: nobody who lists is sent to delist")
  func beginning() {
    #expect(nearestNames(to: "list", among: ["delist", "show"]).isEmpty)
    #expect(nearestNames(to: "olg", among: ["log"]) == ["log"])
  }

  @Test(
    "What has something in common with a word from memory is offered, the nearest in kind first",
    arguments: [
      ("due", ["new-due"]), ("pubkey", ["public-key"]), ("explanation", ["explain"]),
      ("new-key", ["public-key", "signing-key", "log-key"]),
      ("rotate-log", ["log-keys rotate"]), ("signatory", ["signatories"]), ("list", []), ("entry", []), ("xyz", []),
      ("private-key", ["public-key", "signing-key"]),
    ])
  func related(_ typed: String, _ expected: [String]) {
    let names = ["new-due", "public-key", "signing-key", "explain", "log-keys rotate", "signatories", "delist"]
    #expect(relatedNames(to: typed, among: names + (typed == "new-key" ? ["key", "log-key"] : [])) == expected)
  }

  @Test("The closer of two wins, the first of two equals")
  func closest() {
    #expect(nearestName(to: "abcde", among: ["abxxe", "abcdx"]) == "abcdx")
    #expect(nearestName(to: "abcd", among: ["abcx", "abcy"]) == "abcx")
  }

  @Test("Up to two, the distance is that of a search through all edits")
  func distance() {
    // The slow model: everything within one edit of everything within one edit.
    let alphabet: [Character] = ["a", "b"]
    func neighbours(_ word: [Character]) -> Set<[Character]> {
      var result: Set<[Character]> = []
      for place in 0...word.count {
        for letter in alphabet { result.insert(Array(word[..<place] + [letter] + word[place...])) }
        guard place < word.count else { continue }
        result.insert(Array(word[..<place] + word[(place + 1)...]))
        for letter in alphabet { result.insert(Array(word[..<place] + [letter] + word[(place + 1)...])) }
        if place + 1 < word.count {
          var swapped = word
          swapped.swapAt(place, place + 1)
          result.insert(swapped)
        }
      }
      return result
    }
    for word in ["", "a", "ab", "aab", "abab", "bbaab"].map(Array.init) {
      let one = neighbours(word)
      for other in one where other != word { #expect(editDistance(String(word), String(other)) == 1) }
      for other in one { #expect(editDistance(String(other), String(word)) <= 1) }
    }
    #expect(editDistance("kitten", "sitting") == 3)
    #expect(editDistance("abc", "abcdef") > 2)
  }
}

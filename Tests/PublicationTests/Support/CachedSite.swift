import Fixtures
import Publication

/// A server of a ledger that goes on, which answers each question with what it likes: the file as it is, as it was at any
/// moment before, or something else.
final class CachedSite: Fetching {
  /// What may come in the place of a file as it is.
  private enum Answer: CaseIterable {
    case earlier, nothing, part, page, document, noise, refusal
  }

  private var generator: SeededGenerator
  private var moment = 0
  private var pauses = 0
  /// How often, of four times, an answer is not the file as it is; and what it may be.
  private var lateness = 0
  private var answers: [Answer] = [.earlier]
  /// From now on every answer is what lies there.
  var isFresh = false
  /// Files that somebody put in the place of others, for every reader.
  var forged: [String: [UInt8]] = [:]

  /// What is published.
  let history: PublishedHistory

  init(seed: UInt64, _ history: PublishedHistory = .long) {
    self.history = history
    generator = SeededGenerator(seed: seed)
  }

  /// How large the ledger is that lies there; nil in the middle of a publication.
  var size: Int? { history.moments[moment].size }
  /// What lies there.
  var files: [String: [UInt8]] { history.moments[moment].files }

  /// Goes on for a while, and the weather changes.
  func goOn() {
    moment = min(history.moments.count - 1, moment + Int.random(in: 0...24, using: &generator))
    pauses = Int.random(in: 0...3, using: &generator)
    lateness = Int.random(in: 0...4, using: &generator)
    // Now and then nothing is wrong but time.
    answers = Bool.random(using: &generator) ? [.earlier] : Answer.allCases
  }

  /// Finishes the publication under way.
  func settle() {
    while size == nil { moment += 1 }
    isFresh = true
    pauses = 0
  }

  /// Goes on to the last publication.
  func finish() {
    moment = history.moments.count - 1
    settle()
  }

  func pause() -> Bool {
    guard pauses > 0 else { return false }
    pauses -= 1
    return true
  }

  func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    if let bytes = forged[path] { return bytes }
    let now = files[path]
    guard !isFresh, Int.random(in: 0..<4, using: &generator) < lateness else { return now }
    switch answers.randomElement(using: &generator) ?? .earlier {
    case .earlier: return history.moments[...moment].randomElement(using: &generator)?.files[path]
    case .nothing: return nil
    case .part: return now.map { Array($0.prefix(Int.random(in: 0..<max(1, $0.count), using: &generator))) }
    case .page: return page
    case .document: return Array("{\"error\":\"\(path) is not here\"}\n".utf8)
    case .noise: return [0x1F, 0x8B] + (0..<Int.random(in: 0...400, using: &generator)).map { UInt8(clamping: $0) }
    case .refusal: throw PublicationError(.inputOutput, "the server answers 503")
    }
  }

  /// A page of so many lines or bytes as may be right by chance.
  private var page: [UInt8] {
    let lines = Int.random(in: 1...12, using: &generator)
    let page = Array(String(repeating: "<p>Sign in, please</p>\n", count: lines).utf8)
    return Bool.random(using: &generator) ? page : Array(page.prefix(page.count / 32 * 32))
  }
}

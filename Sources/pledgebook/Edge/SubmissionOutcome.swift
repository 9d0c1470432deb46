import CommandLineTools
import LedgerWriter
import Pledges

/// What became of envelopes that were taken each by itself.
struct SubmissionOutcome {
  private(set) var receipts: [Receipt] = []
  private(set) var sameWords = SameWords()
  /// Those whose answer is awaited, in their order: where each came from, and the words that it removes.
  private var awaited: [Awaited] = []
  private var answered = 0
  /// What became no entry, each with its number among all.
  private var refused: [(number: Int, place: String, error: CommandError)] = []
  private var failed: [String] = []
  private var untried: [String] = []
  private var failure: CommandError?
  private var count = 0

  private struct Awaited {
    let number: Int
    let place: String
    let words: SameWords
  }

  /// An envelope that was handed on.
  mutating func expect(_ place: String, _ words: SameWords) {
    awaited.append(Awaited(number: count, place: place, words: words))
    count += 1
  }

  /// A file or line that is no envelope: a refusal like any other.
  mutating func note(_ place: String, _ error: CommandError) {
    refused.append((count, place, error))
    count += 1
  }

  /// The answer to the first of those that are awaited.
  mutating func note(_ result: Result<Receipt, AppendError>) {
    guard answered < awaited.count else { return }
    let item = awaited[answered]
    answered += 1
    if answered >= 1_024 {
      awaited.removeFirst(answered)
      answered = 0
    }
    switch result {
    case .success(let receipt):
      receipts.append(receipt)
      sameWords.formUnion(item.words)
    case .failure(.refused(let refusal, _)):
      refused.append((item.number, item.place, CommandError(refusal, in: item.place)))
    // The first says what went wrong; those behind its batch, that nothing was done any more.
    case .failure(let error):
      if failure != nil, case .queueStopped = error {
        untried.append(item.place)
      } else {
        failed.append(item.place)
      }
      failure = failure ?? CommandError(error)
    }
  }

  /// Why no more was read.
  mutating func stop(by error: CommandError) {
    failure = failure ?? error
  }

  /// What of it is told besides the entries, in the order of the input.
  var shortfall: ReceiptPrinter.Shortfall {
    ReceiptPrinter.Shortfall(
      refused: refused.sorted { $0.number < $1.number }.map { ($0.place, $0.error) }, failed: failed, untried: untried,
      failure: failure)
  }
}

import CommandLineTools
import Cryptography
import Pledges

/// The words that a command takes out of the statement it drafts.
///
/// A class: commands build a statement from several places, and all of them add to the one collection.
final class DraftedTexts {
  private var detacher = TextDetacher {
    // The system's generator is the kernel's, made for secrets.
    (0..<Disclosure.saltByteCount).map { _ in UInt8.random(in: .min ... .max) }
  }

  func detach<Words: DetachedWords>(_ words: Words) throws(CommandError) -> Detached<Words> {
    do {
      return try detacher.detach(words)
    } catch {
      throw CommandError(error)
    }
  }

  /// The words of a statement, and no others.
  func texts(of statement: Statement) -> [Disclosure] {
    let named = Set(statement.textDigests)
    return detacher.texts.filter { named.contains($0.digest) }
  }
}

extension Session {
  /// Takes words out of the statement that is being drafted.
  func detach<Words: DetachedWords>(_ words: Words) throws(CommandError) -> Detached<Words> { try texts.detach(words) }

  /// The same for words that may be absent.
  func detach<Words: DetachedWords>(ifGiven words: Words?) throws(CommandError) -> Detached<Words>? {
    guard let words else { return nil }
    return try texts.detach(words)
  }
}

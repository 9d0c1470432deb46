/// One parser of foreign bytes, and what holds of whatever it takes.
///
/// That nothing traps, hangs or takes memory without bound is looked at from outside; here is the rest. A form that has
/// one spelling is written again as it was read, what was accepted is accepted again, and two readers of one thing agree.
struct Harness: Sendable {
  /// The name of the harness, and of its folder in the corpus.
  let name: String
  /// The most bytes that a mutated input has: room for whatever the parser looks at.
  let largest: Int
  private let body: @Sendable ([UInt8]) throws -> Void

  /// - Parameter body: reads an input; throws `Contradiction` where something does not hold, and what the parser throws.
  init(_ name: String, largest: Int = 4_096, _ body: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.name = name
    self.largest = largest
    self.body = body
  }

  /// Whether the parser takes the input; throws nothing but `Contradiction`.
  func takes(_ input: [UInt8]) throws -> Bool {
    do {
      try body(input)
      return true
    } catch let contradiction as Contradiction {
      throw contradiction
    } catch {
      return false
    }
  }
}

/// Something that has to hold of every input and does not of this one.
struct Contradiction: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// A refusal by a parser that has no error of its own.
struct Refused: Error {}

/// Tells of a contradiction unless a condition holds.
func hold(_ condition: Bool, _ what: @autoclosure () -> String) throws {
  guard condition else { throw Contradiction(what()) }
}

/// Tells of a contradiction unless two spellings are the same bytes.
func same(_ written: [UInt8], _ read: [UInt8], _ what: String) throws {
  guard written != read else { return }
  throw Contradiction(
    "\(what)\nread    \(String(decoding: read, as: UTF8.self))\nwritten \(String(decoding: written, as: UTF8.self))")
}

/// What was accepted once is accepted again: any failure is a contradiction.
func again<Value: ~Copyable>(_ what: String, _ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch {
    throw Contradiction("\(what) is refused: \(error)")
  }
}

/// What a parser without errors of its own makes of its input; nil is a refusal.
func taken<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw Refused() }
  return value
}

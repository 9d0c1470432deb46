import CanonicalJSON
import Fixtures
import Testing

/// The parsing files of the JSON test suite (nst/JSONTestSuite) with the outcome under both profiles.
@Suite("JSON test suite", .enabled(if: SharedVectors.available, "needs ../shared/vectors"))
struct ParsingVectorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let file: String
    let profile: JSONProfile
    let outcome: String
    let reason: String?

    var testDescription: String { "\(file) (\(profile))" }
  }

  static let cases: [Case] = {
    guard let bytes = SharedVectors.bytes("json/expected.json"),
      let files = try? JSONDocument(bytes, profile: .strict).root.member("files")
    else { return [] }
    return files.members.flatMap { file, expected in
      [(JSONProfile.strict, "strict"), (.ledger, "ledger")].map { profile, name in
        Case(
          file: file, profile: profile, outcome: expected.member(name)?.string ?? "",
          reason: expected.member(name + "_reason")?.string)
      }
    }
  }()

  /// Files with more than one fault, of which this reader meets another one than the table names.
  static let otherReason: [String: JSONError.Code] = [
    // UTF-16 does not get as far as being read: its mark, or its zero bytes, come first.
    "i_string_UTF-16LE_with_BOM.json": .byteOrderMark,
    "i_string_utf16BE_no_BOM.json": .syntax,
    "i_string_utf16LE_no_BOM.json": .syntax,
    // A byte that is not UTF-8 stands behind a token that is already wrong.
    "n_array_a_invalid_utf8.json": .syntax,
    "n_number_real_with_invalid_utf8_after_e.json": .syntax,
    "n_string_invalid-utf-8-in-escape.json": .syntax,
    "n_string_invalid_utf8_after_escape.json": .syntax,
    // A first half of a pair is not followed by the second, which is also not a whole escape.
    "n_string_1_surrogate_then_escape_u.json": .loneSurrogate,
    "n_string_1_surrogate_then_escape_u1.json": .loneSurrogate,
    "n_string_1_surrogate_then_escape_u1x.json": .loneSurrogate,
    "n_string_incomplete_surrogate.json": .loneSurrogate,
    // The zero too many comes before the question what the number means.
    "n_number_-01.json": .syntax,
    "n_number_neg_int_starting_with_zero.json": .syntax,
    // 512 levels are the strict profile's limit as well.
    "n_structure_100000_opening_arrays.json": .depth,
    "n_structure_open_array_object.json": .depth,
  ]
  static let otherReasonInLedger: [String: JSONError.Code] = [
    // The exponent ends where the bad byte stands, and the ledger has no exponents.
    "n_number_invalid-utf-8-in-exponent.json": .notAnInteger
  ]

  @Test("there are 318 files under two profiles")
  func count() {
    #expect(Self.cases.count == 2 * 318)
  }

  @Test("a file is taken or refused as expected, for the reason expected", arguments: cases)
  func outcome(_ test: Case) throws {
    let bytes = try #require(SharedVectors.bytes("json/parsing/" + test.file))
    let code = refusal(bytes, test.profile)
    if test.outcome == "accept" {
      #expect(code == nil)
    } else {
      let reason = try #require(test.reason)
      let other = Self.otherReason[test.file] ?? (test.profile == .ledger ? Self.otherReasonInLedger[test.file] : nil)
      #expect(code == other ?? JSONError.Code(rawValue: "json." + reason))
    }
  }
}

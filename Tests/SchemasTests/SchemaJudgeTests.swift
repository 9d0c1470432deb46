import CanonicalJSON
import SchemaJudge
import Testing

/// The judge of documents is no yes-man: each keyword refuses something.
struct SchemaJudgeTests {
  static let refusals: [(document: String, schema: String)] = [
    (#"1"#, #"{"type":"string"}"#), (#"1.5"#, #"{"type":"integer"}"#), (#""x""#, #"{"type":["object","null"]}"#),
    (#""b""#, #"{"const":"a"}"#), (#""c""#, #"{"enum":["a","b"]}"#), (#""ab""#, #"{"pattern":"^a$"}"#),
    (#"-1.5"#, #"{"minimum":0}"#), (#""a\n""#, #"{"pattern":"^a$"}"#), (#""a""#, #"{"pattern":"a"}"#),
    (#"-1"#, #"{"minimum":0}"#),
    (#"[]"#, #"{"minItems":1}"#), (#"[1,"x"]"#, #"{"items":{"type":"integer"}}"#), (#"{}"#, #"{"required":["a"]}"#),
    (#"{"a":1}"#, #"{"properties":{"a":{"type":"string"}}}"#), (#"{"b":1}"#, #"{"additionalProperties":false}"#),
    (#"{"a":"x"}"#, #"{"patternProperties":{"^a$":{"type":"integer"}}}"#),
    (#"{"b":1}"#, #"{"patternProperties":{"^a$":{}},"additionalProperties":false}"#),
    (#"true"#, #"{"anyOf":[{"type":"string"},{"type":"null"}]}"#),
    (#"1"#, ##"{"$ref":"#/$defs/a","$defs":{"a":{"type":"string"}}}"##), (#"1"#, ##"{"$ref":"#/$defs/b","$defs":{}}"##),
    (#"1"#, #"{"maximum":3}"#), (#"1"#, #"{"additionalProperties":{"type":"string"}}"#),
  ]

  @Test(arguments: refusals)
  func eachKeywordRefuses(_ example: (document: String, schema: String)) throws {
    #expect(!(try SchemaJudge.faults(in: value(example.document), by: value(example.schema))).isEmpty)
  }

  @Test func whatFitsIsLeftAlone() throws {
    let schema = #"""
      {"title":"t","type":"object","required":["a"],"properties":{"a":{"anyOf":[{"$ref":"#/$defs/n"},{"type":"null"}]}},
       "patternProperties":{"^[a-z]-x$":{"items":{"pattern":"^[a-z]+$"},"minItems":1}},"additionalProperties":false,
       "$defs":{"n":{"type":"integer","minimum":0}}}
      """#
    for document in [#"{"a":3}"#, #"{"a":9223372036854775807}"#, #"{"a":null,"b-x":["q"]}"#] {
      #expect(try SchemaJudge.faults(in: value(document), by: value(schema)) == [])
    }
  }

  @Test(arguments: ["", "[]", "{}", #"{"format":"none/1"}"#, #"{"a":1,"format":"proof/1"}"#, #"{"format":"proof/1"}"#])
  func whatIsNoDocumentIsRefused(_ text: String) {
    #expect(!SchemaJudge.faults(in: text).isEmpty)
  }

  private func value(_ text: String) throws -> JSONValue {
    JSONValue(try JSONDocument(Array(text.utf8), profile: .strict).root)
  }
}

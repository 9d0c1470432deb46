import Cryptography
import LedgerFixtures
import Pledges
import Testing

@Suite("Registers of members, as CSV and JSON")
struct RegisterTests {
  static let head = "id,name_en,kind,effective,source_uri,as_of"
  static let line = "alder,Alder,state,2031-01-01T00:00:00Z,https://alder.example/,2031-06-30"

  @Test("a line becomes a join from a public source")
  func becomesJoin() throws {
    let text = """
      id,name_en,name_fr,kind,country,effective,source_uri,source_sha256,as_of,joined_via,traits
      alder,Alder,Aulne,state,XA,2031-01-01T00:00:00Z,https://alder.example/,\(Digest.zeros),2031-06-30,Harbour Pact,a;b

      """
    let join = try #require(try Register.read(Array(text.utf8)).joins.first)
    #expect(join.signatory == "alder")
    #expect(join.name == TextMap([("en", "Alder"), ("fr", "Aulne")]))
    #expect(join.kind == "state")
    #expect(join.country == "XA")
    #expect(join.effective == "2031-01-01")
    #expect(join.source?.uri == "https://alder.example/")
    #expect(join.source?.sha256?.hex == Digest.zeros)
    #expect(join.source?.asOf == "2031-06-30")
    #expect(join.joinedVia == "Harbour Pact")
    #expect(join.traits == ["a", "b"])
    #expect(join.basis == .publicSource)
    #expect(join.keys.isEmpty)
  }

  @Test(
    "the same line reads the same however it is quoted and ended",
    arguments: [
      "\(head)\n\(line)", "\(head)\n\(line)\n", "\(head)\r\n\(line)\r\n", "\u{FEFF}\(head)\n\(line)\n",
      "\(head)\n\n\(line)\n\n\n", "\"id\",\"name_en\",kind,effective,source_uri,as_of\n\(line)",
      "\(head)\n\"alder\",\"Alder\",\"state\",\"2031-01-01T00:00:00Z\",\"https://alder.example/\",\"2031-06-30\"",
      "\(head),country,traits\n\(line),,",
      "as_of,source_uri,effective,kind,name_en,id\n2031-06-30,https://alder.example/,2031-01-01T00:00:00Z,state,Alder,alder",
    ])
  func forms(_ text: String) throws {
    let register = try Register.read(Array(text.utf8))
    #expect(register.joins.map(\.signatory) == ["alder"])
    #expect(register.joins.first?.name == "Alder")
    #expect(register.joins.first?.traits == [])
  }

  @Test("quotes hold commas, line ends and doubled quotes")
  func quotes() throws {
    let text =
      "\(RegisterTests.head)\nalder,\"Alder, \"\"Port\"\"\r\nof Harbour\",state,2031-01-01T00:00:00Z,https://a.example/,2031-06-30\n"
    #expect(try Register.read(Array(text.utf8)).joins.first?.name == "Alder, \"Port\"\r\nof Harbour")
  }

  @Test(
    "a fault is reported with its line",
    arguments: [
      ("", "line 1"), ("\n\n", "line 1"), ("id,kind\na,b", "line 1: the column effective is missing"),
      ("\(head),shoe_size\n\(line),3", "line 1: shoe_size is an unknown column"),
      ("\(head),id\n\(line),alder", "line 1: a column stands twice"),
      ("\(head)\n\(line),more", "line 2: has 7 fields, the header 6"), ("\(head)\nalder", "line 2: has 1 fields"),
      ("\(head)\nalder,\"Alder,state", "line 2: a quote is out of place"),
      ("\(head)\nalder,Al\"der,state,2031-01-01T00:00:00Z,https://a.example/,2031-06-30", "line 2: a quote"),
      ("\(head)\nalder,\"Al\"der,state,2031-01-01T00:00:00Z,https://a.example/,2031-06-30", "line 2: a quote"),
      ("\(head)\n\(line)\n\(line)", "signatory alder stands twice"),
      ("\(head)\nAlder,Alder,state,2031-01-01T00:00:00Z,https://a.example/,2031-06-30", "line 2, id:"),
      ("\(head)\nalder,,state,2031-01-01T00:00:00Z,https://a.example/,2031-06-30", "line 2, name:"),
      ("\(head)\nalder,Alder,,2031-01-01T00:00:00Z,https://a.example/,2031-06-30", "line 2, kind:"),
      ("\(head)\nalder,Alder,state,2031-01-01,https://a.example/,2031-06-30", "line 2, effective:"),
      ("\(head)\nalder,Alder,state,2031-01-01T00:00:00Z,a.example,2031-06-30", "line 2, source/uri:"),
      ("\(head)\nalder,Alder,state,2031-01-01T00:00:00Z,https://a.example/,June", "line 2, source/asOf:"),
      ("\(head),country\n\(line),xa", "line 2, country:"),
      ("\(head),traits\n\(line),Big", "line 2, traits/0:"),
      ("\(head),name_english\n\(line),Alder", "line 2, name/english:"),
    ])
  func faults(_ text: String, _ expected: String) {
    let faults = RegisterTests.faults(Array(text.utf8))
    #expect(faults.contains { $0.hasPrefix(expected) }, "found instead: \(faults)")
  }

  @Test("bytes that are not UTF-8 are a fault of their field")
  func notText() {
    var bytes = Array("\(RegisterTests.head)\n\(RegisterTests.line)".utf8)
    bytes[RegisterTests.head.utf8.count + 7] = 0xFF
    #expect(RegisterTests.faults(bytes).contains { $0.hasPrefix("line 2, name_en:") })
  }

  @Test("all faults are reported at once")
  func allFaults() {
    let text =
      "\(RegisterTests.head)\nA,,state,x,https://a.example/,2031-06-30\nb,B,state,2031-01-01T00:00:00Z,y,2031-06-30"
    #expect(RegisterTests.faults(Array(text.utf8)).count == 4)
  }

  static let object = """
    {"id": "alder", "name": {"en": "Alder"}, "kind": "state", "effective": "2031-01-01T00:00:00Z",
     "source": {"uri": "https://alder.example/", "asOf": "2031-06-30"}}
    """

  @Test(
    "a JSON register is a list, or an object with such a list",
    arguments: ["[\(object)]", " {\"signatories\": [\(object)]}"])
  func json(_ text: String) throws {
    #expect(try Register.read(Array(text.utf8)).joins.map(\.signatory) == ["alder"])
  }

  @Test(
    "a JSON register is read strictly",
    arguments: [
      "[\(object),]", "{}", "{\"signatories\": 1}", "[1]", "[\(object), \(object)]", "[{\"id\": \"alder\"}]",
      "[\(object.replacing("\"kind\"", with: "\"unheard\": 1, \"kind\""))]",
    ])
  func strictJSON(_ text: String) {
    #expect(!RegisterTests.faults(Array(text.utf8)).isEmpty)
  }

  static func faults(_ bytes: [UInt8]) -> [String] {
    do {
      _ = try Register.read(bytes)
      return []
    } catch {
      return error.faults
    }
  }
}

extension Digest {
  fileprivate static let zeros = Digest.zero.hex
}

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
      ("\(head)\n\(line)\n\(line)", "line 3, id: alder stands in line 2 already"),
      ("\(head)\nAlder,Alder,state,2031-01-01T00:00:00Z,https://a.example/,2031-06-30", "line 2, id:"),
      ("\(head)\nalder,,state,2031-01-01T00:00:00Z,https://a.example/,2031-06-30", "line 2, name_en:"),
      ("\(head)\nalder,Alder,,2031-01-01T00:00:00Z,https://a.example/,2031-06-30", "line 2, kind:"),
      ("\(head)\nalder,Alder,state,2031-01-01,https://a.example/,2031-06-30", "line 2, effective:"),
      ("\(head)\nalder,Alder,state,2031-01-01T00:00:00Z,a.example,2031-06-30", "line 2, source_uri:"),
      ("\(head)\nalder,Alder,state,2031-01-01T00:00:00Z,https://a.example/,June", "line 2, as_of:"),
      ("\(head),country\n\(line),xa", "line 2, country:"),
      ("\(head),traits\n\(line),Big", "line 2, traits:"),
      ("\(head),name_english\n\(line),Alder", "line 1: name_english:"),
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

  @Test("every fault of every line is named, with the column as the file has it, in the order of the file")
  func everyFault() {
    let text = """
      as_of,id,name_en,name_fr,kind,country,traits,effective,source_uri,source_sha256,joined_via
      June,A,,,Big,xx,a;a,x,y,z,
      2031-06-30,b,"B
      b",,state,,,2031-01-01T00:00:00Z,https://b.example/,,,
      2031-06-30,c,C"c,,state,,,2031-01-01T00:00:00Z,https://c.example/,,
      ,,,,,,,,,,
      2031-06-30,d,D,,,,,2031-01-01T00:00:00Z,https://d.example/,,
      2031-06-30,d,\u{FEFF}D,,state,,,2031-01-01T00:00:00Z,https://d.example/,,
      2031-06-30,e,"E,,state,,,2031-01-01T00:00:00Z,https://e.example/,,
      2031-06-30,,F,,state,,,2031-01-01T00:00:00Z,https://f.example/,,
      """
    let places = RegisterTests.faults(Array(text.utf8)).map { String($0.prefix { $0 != ":" }) }
    #expect(
      places == [
        "line 2, id", "line 2, name_en", "line 2, kind", "line 2, country", "line 2, traits", "line 2, effective",
        "line 2, source_uri", "line 2, source_sha256", "line 2, as_of", "line 3", "line 5", "line 6", "line 7, kind",
        "line 8, name_en", "line 8, id", "line 9", "line 10, id",
      ])
  }

  @Test(
    "a file saved in another form is recognised, and how to save it is said",
    arguments: [
      ("\(head)\n\(line)".replacing(",", with: ";"), "line 1: the columns are separated by semicolons"),
      ("\(head)\n\(line)".replacing(",", with: "\t"), "line 1: the columns are separated by tabs"),
      ("\(head)\n\(line)".replacing(",", with: "|"), "line 1: the columns are separated by bars"),
      ("\"id\";\"name_en\";\"kind\"\n", "line 1: the columns are separated by semicolons"),
      ("sep=;\n\(head)\n\(line)", "line 1: a line sep="), ("SEP=,\n\(head)\n\(line)", "line 1: a line sep="),
      ("\(head)\r\(line)\r", "lines end in a carriage return alone"), ("PK\u{3}\u{4}…", "this is a workbook"),
      ("\n <!DOCTYPE html><table>", "this is a page"), ("\u{FEFF}<?xml version=\"1.0\"?>", "this is a page"),
      ("<html>", "this is a page"), ("%PDF-1.7\n", "this is a PDF"), ("\0", "the file holds nothing but zero bytes"),
      ("\0\0\0\0", "the file holds nothing but zero bytes"),
    ])
  func otherForms(_ text: String, _ expected: String) {
    let faults = Register(Array(text.utf8)).faults
    #expect(faults.faults.count == 1 && faults.faults[0].hasPrefix(expected), "\(faults.faults)")
    #expect(faults.hint != nil)
  }

  @Test("a compressed file is told as one")
  func compressed() {
    #expect(Register([0x1F, 0x8B, 8, 0, 0, 0, 0, 0]).faults.faults == ["the file is compressed (gzip)"])
  }

  @Test(
    "what a spreadsheet program leaves in a cell is a fault of that cell",
    arguments: [
      ("#NAME?", "is an error"), ("#REF!", "is an error"), ("#N/A", "is an error"), ("Err:508", "is an error"),
      ("########", "stands for what did not fit"), ("1.2E+10", "rounded"), ("1,2E+10", "rounded"), ("5E-3", "rounded"),
      ("#NAME", nil), ("1.2E10 Ltd", nil), ("E+10", nil), ("3E", nil), ("No. 1", nil),
    ] as [(String, String?)])
  func residue(_ cell: String, _ expected: String?) {
    let text =
      "id,name_en,kind,effective,source_uri,as_of\n"
      + "a,\"\(cell)\",state,2031-01-01T00:00:00Z,https://a.example/,2031-01-01\n"
    let faults = Register(Array(text.utf8)).faults.faults
    if let expected {
      #expect(faults.count == 1 && faults[0].hasPrefix("line 2, name_en: \(cell) ") && faults[0].contains(expected))
    } else {
      #expect(faults.isEmpty, "\(faults)")
    }
  }

  @Test("an id of another form is told the form")
  func form() {
    let text =
      "id,name_en,kind,effective,source_uri,as_of\n"
      + "A,Ember,state,2031-01-01T00:00:00Z,https://a.example/,2031-01-01\n"
    #expect(
      Register(Array(text.utf8)).faults.faults == [
        "line 2, id: must be an id of the right form: 1 to 64 lowercase letters, digits and hyphens, the first of them a "
          + "letter"
      ])
  }

  @Test(
    "UTF-16 and UTF-32 are recognised, with a byte order mark or without",
    arguments: [
      ([0xFF, 0xFE], 2, false), ([], 2, false), ([0xFE, 0xFF], 2, true), ([], 2, true), ([0xFF, 0xFE, 0, 0], 4, false),
      ([], 4, true),
    ] as [([UInt8], Int, Bool)])
  func wideCharacters(_ mark: [UInt8], _ width: Int, _ isBigEndian: Bool) {
    let zeros = [UInt8](repeating: 0, count: width - 1)
    let bytes = mark + "\(Self.head)\n\(Self.line)\n".utf8.flatMap { isBigEndian ? zeros + [$0] : [$0] + zeros }
    let faults = Register(bytes).faults
    #expect(faults.faults == ["the file is in UTF-\(width * 8), not in UTF-8"])
    #expect(faults.hint?.contains("Excel") == true)
  }

  @Test("Windows-1252 is told by the letter that was meant, field by field, and the rest is read")
  func windows() {
    var bytes = Array("\(Self.head)\n\(Self.line)\nbirch,B,state,x,https://b.example/,2031-06-30".utf8)
    bytes[Self.head.utf8.count + 7] = 0xE9
    let faults = Register(bytes).faults
    #expect(faults.faults.map { String($0.prefix(18)) } == ["line 2, name_en: i", "line 3, effective:"])
    #expect(faults.faults[0].contains("é in Windows-1252"))
    #expect(faults.hint?.contains("CSV UTF-8") == true)
  }

  @Test(
    "a byte that is not UTF-8 is told with the letter that it is in Windows-1252, where it is one",
    arguments: [(0x92, ", which is ’ in"), (0x80, ", which is € in"), (0xE9, ", which is é in"), (0x9D, "byte 9D")]
      as [(UInt8, String)])
  func letters(_ byte: UInt8, _ expected: String) {
    var bytes = Array("\(Self.head)\n\(Self.line)".utf8)
    bytes[Self.head.utf8.count + 7] = byte
    let fault = Register(bytes).faults.faults.first ?? ""
    #expect(fault.contains(expected) && (byte != 0x9D || fault.hasSuffix(expected)), "\(fault)")
  }

  @Test("a byte order mark before JSON says nothing, and one between two files is a fault of its field")
  func byteOrderMarks() throws {
    #expect(try Register.read(Array("\u{FEFF}[\(Self.object)]".utf8)).joins.count == 1)
    let text = "\(Self.head)\n\(Self.line)\n\u{FEFF}\(Self.line)"
    #expect(Self.faults(Array(text.utf8)).first?.hasPrefix("line 3, id: holds a byte order mark") == true)
    #expect(
      Self.faults(Array("\(Self.head)\na\0b\(Self.line)".utf8)).first?.hasPrefix("line 2, id: holds a zero") == true)
  }

  @Test("a file of nothing but faults, commas or quotes fills no memory and is told in so many words")
  func hostile() {
    let line = Array("\(Self.head)\n".utf8)
    for part in ["x\n", "\"\n", "\"a\"\"\n", "a\"\n", "a,\"\n"] {
      let faults = Register(line + Array(String(repeating: part, count: 20_000).utf8)).faults
      #expect(faults.list.count == 1_000 && faults.unlistedCount > 0, "\(part)")
    }
    let wide = Register(line + Array(String(repeating: ",", count: 2_000_000).utf8)).faults
    #expect(wide.faults == ["line 2: has more than 1000 fields"])
    let many = (0..<10_001).map { Self.line.replacing("alder,", with: "a\($0),") }.joined(separator: "\n")
    #expect(Self.faults(line + Array(many.utf8)).first?.hasPrefix("line 10002: is more than 10000") == true)
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

import CanonicalJSON
import Testing

@Suite("Searching members")
struct MemberSearchTests {
  static func node(_ count: Int) throws -> JSONNode {
    let members = (0..<count).map { "\"m\(String($0 + 100))\":\($0)" }.joined(separator: ",")
    return try JSONDocument(Array("{\(members)}".utf8)).root
  }

  @Test("finds each member whatever was asked before, and not what is not there", arguments: [0, 1, 2, 5])
  func anyOrder(_ count: Int) throws {
    let names: [StaticString] = ["m100", "m101", "m102", "m103", "m104", "m105", "m1", ""]
    for first in names {
      for second in names {
        let node = try Self.node(count)
        guard var search = node.view.memberSearch else {
          Issue.record("an object can be searched")
          return
        }
        for name in [first, second, first] {
          let found = search.find(name)?.integer
          #expect(found == node.member("\(name)")?.integer)
        }
      }
    }
  }

  @Test(
    "finds the same in names that do not ascend, that begin alike and that are not ASCII",
    arguments: [
      #"{"b":1,"a":2,"c":3}"#, #"{"abcdefghi":1,"abcdefgh":2,"abcdefghij":3,"abcd":4,"abcde":5}"#,
      #"{"abcd":1,"abcde":2,"abcdefgh":3,"abcdefghi":4,"abcdefghij":5}"#, #"{"a":1,"ä":2,"𐀀":3,"":4}"#,
      #"{"abcd":1,"abcde":2}"#, #"{"z":1,"a":2}"#,
    ])
  func otherOrders(_ text: String) throws {
    let names: [StaticString] = [
      "", "a", "b", "c", "z", "abcd", "abcde", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghij", "abcdefghijk",
    ]
    let node = try JSONDocument(Array(text.utf8)).root
    for first in names {
      for second in names {
        guard var search = node.view.memberSearch else {
          Issue.record("an object can be searched")
          return
        }
        for name in [first, second, first] {
          let found = search.find(name)?.integer
          #expect(found == node.member("\(name)")?.integer, "\(first), \(second), \(name)")
        }
      }
    }
  }

  @Test("remembers what was found, also beyond the sixty-fourth member and when asked twice")
  func remembers() throws {
    let node = try Self.node(70)
    guard var search = node.view.memberSearch else {
      Issue.record("an object can be searched")
      return
    }
    for name in ["m100", "m163", "m164", "m169", "m164", "nothing"] as [StaticString] { _ = search.find(name) }
    #expect(search.foundCount == 4)
    let found: Set = ["m100", "m163", "m164", "m169"]
    #expect(search.others == (0..<70).map { "m\($0 + 100)" }.filter { !found.contains($0) })
  }

  @Test("compares unescaped names")
  func escapes() throws {
    let root = try JSONDocument(Array(#"{"\u0061b":1,"a\"c":2}"#.utf8)).root
    guard var search = root.view.memberSearch else {
      Issue.record("an object can be searched")
      return
    }
    let found1 = search.find("ab")?.integer
    #expect(found1 == 1)
    let found2 = search.find("a\"c")?.integer
    #expect(found2 == 2)
    if search.find("a") != nil { Issue.record("it has no such name") }
    if search.find("abc") != nil { Issue.record("it has no such name") }
    #expect(search.others.isEmpty)
  }

  @Test("is for objects", arguments: ["[]", "1", "\"a\"", "null", "true"])
  func objectsOnly(_ text: String) throws {
    let root = try JSONDocument(Array(text.utf8)).root
    guard root.view.memberSearch != nil else { return }
    Issue.record("\(text) cannot be searched")
  }

  @Test("the bytes of a text without escapes are there in place")
  func plainText() throws {
    let root = try JSONDocument(Array(#"["grün","a\n",1,""]"#.utf8)).root
    let texts = root.elements.map { node -> [UInt8]? in
      guard let text = node.plainText else { return nil }
      return text.indices.map { text[$0] }
    }
    #expect(texts == [Array("grün".utf8), nil, nil, []])
  }
}
